import type { Tenant, UserIndex } from '../model/tenant.ts';
import type { Page } from '../pages/page.ts';
import type { Cause, CauseDetail, CauseReason } from './status.ts';

/**
 * One reason why people fail, as those see it who know people and groups by their ids: bounded, however many fail. Plain
 * JSON.
 */
export interface FailureCause extends Pick<Cause, 'error' | 'skuId' | 'failedSkuIds' | 'on'> {
  readonly groupId: string;
  readonly detail: CauseDetail<string>;
  readonly further?: readonly CauseReason<string>[];
  /** How many people fail for it, and the first of them. */
  readonly people: number;
  readonly userIds: readonly string[];
  /** People of this cause and of those that come after it, each once. */
  readonly peopleOnwards: number;
}

/** As many as one card shows. */
const CARRIED = 25;

export function failureCauses(
  tenant: Tenant,
  causes: readonly Cause[],
  carried: number = CARRIED,
): readonly FailureCause[] {
  const seen = new Set<UserIndex>();
  return causes
    .toReversed()
    .map(({ group, users, detail, further, ...cause }): FailureCause => {
      for (const user of users) seen.add(user);
      return {
        ...cause,
        groupId: tenant.group(group).id,
        detail: detailById(tenant, detail),
        ...(further === undefined ? {} : { further: further.map((reason) => reasonById(tenant, reason)) }),
        people: users.length,
        userIds: users.slice(0, carried).map((user) => tenant.user(user).id),
        peopleOnwards: seen.size,
      };
    })
    .reverse();
}

export function reasonById(tenant: Tenant, reason: CauseReason): CauseReason<string> {
  return { ...reason, detail: detailById(tenant, reason.detail) };
}

function detailById(tenant: Tenant, detail: CauseDetail): CauseDetail<string> {
  if (detail.kind !== 'duplicateAddress') return detail;
  return { ...detail, others: detail.others.map((user) => tenant.user(user).id) };
}

/** Those of the causes that are wanted, with their people counted anew. */
export function causesWhere(
  causes: readonly FailureCause[],
  isWanted: (cause: FailureCause) => boolean,
): readonly FailureCause[] {
  const wanted = causes.filter(isWanted);
  const areAllCarried = wanted.every(({ people, userIds }) => people === userIds.length);
  return wanted.map((cause, place) => {
    const onwards = wanted.slice(place);
    const people = areAllCarried
      ? new Set(onwards.flatMap(({ userIds }) => userIds)).size
      : onwards.reduce((sum, one) => sum + one.people, 0);
    return { ...cause, peopleOnwards: people };
  });
}

/** A page of all pairs of person and cause. */
export interface FailingPage extends Page {
  readonly people: readonly { readonly userId: string; readonly cause: FailureCause }[];
}

/** Without a line for each of a hundred thousand people. A page beyond the last is the last. */
export function failingPage(
  tenant: Tenant,
  causes: readonly Cause[],
  { page: wanted, size }: { readonly page: number; readonly size: number },
): FailingPage {
  const byId = failureCauses(tenant, causes);
  const total = causes.reduce((sum, cause) => sum + cause.users.length, 0);
  const last = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), last);
  const people: { userId: string; cause: FailureCause }[] = [];
  let skip = (page - 1) * size;
  for (const [place, { users }] of causes.entries()) {
    const cause = byId[place];
    if (cause === undefined || people.length === size) break;
    for (const user of users.slice(skip, skip + size - people.length)) {
      people.push({ userId: tenant.user(user).id, cause });
    }
    skip = Math.max(0, skip - users.length);
  }
  return { page, size, total, people };
}

import { failingReader, failureOf, type RowFailure } from './failures.ts';
import { leaversOf } from './leavers.ts';
import { rowsGlance } from './memory/rows-glance.ts';
import { reasonsOf } from './reasons.ts';
import type { Cause, CauseDetail, CauseReason } from './status.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

/** Whose failures to speak of. */
export type FailureScope =
  | { readonly groups: readonly GroupIndex[] }
  | { readonly users: readonly UserIndex[] }
  | 'everywhere';

/**
 * Why people fail, largest cause first: each failing pair of person and group stands in exactly one cause. A group's
 * failures are those of its members and of those who left it and could not lose its products. Rows of groups that no
 * longer exist belong to no cause. Cost: a reading of the people in scope; of all rows for `groups` and `everywhere`.
 */
export function causesOf(tenant: Tenant, scope: FailureScope): readonly Cause[] {
  if (scope === 'everywhere') return causesAmong(tenant, everybody(tenant));
  if ('users' in scope) return causesAmong(tenant, scope.users);
  const groups = new Set(scope.groups);
  return causesAmong(
    tenant,
    new Set([...groups].flatMap((group) => [...tenant.members(group), ...leaversOf(tenant, group)])),
    groups,
  );
}

/** The causes that people stand in, of all groups or of these alone. `users` names nobody twice. */
export function causesAmong(
  tenant: Tenant,
  users: Iterable<UserIndex>,
  groups?: ReadonlySet<GroupIndex>,
): readonly Cause[] {
  const failingIds = failingReader(tenant);
  const explain = explainer(tenant);
  const found = new Map<string, { cause: Cause; users: UserIndex[]; failedSkuIds: Set<string> }>();
  for (const user of users) {
    for (const groupId of failingIds(tenant.rows(user))) {
      const group = tenant.findGroup(groupId);
      if (group === undefined || (groups && !groups.has(group))) continue;
      const explained = explain(user, group);
      if (!explained) continue;
      const entry = found.get(explained.key) ?? { cause: explained.cause, users: [], failedSkuIds: new Set<string>() };
      entry.users.push(user);
      for (const skuId of explained.cause.failedSkuIds) entry.failedSkuIds.add(skuId);
      found.set(explained.key, entry);
    }
  }
  return [...found.values()]
    .map(({ cause, users: people, failedSkuIds }) =>
      finish(tenant, { ...cause, users: people, failedSkuIds: [...failedSkuIds] }),
    )
    .sort(bySize);
}

/** Largest first. */
export function bySize(a: Cause, b: Cause): number {
  return b.users.length - a.users.length || a.group - b.group;
}

interface Explained {
  readonly key: string;
  readonly cause: Cause;
}

/**
 * Explains a failing pair. People with the same rows, groups and location fail for the same reason, so that each such
 * case is looked at once; only addresses are a person's own.
 */
function explainer(tenant: Tenant): (user: UserIndex, group: GroupIndex) => Explained | undefined {
  const glance = rowsGlance(tenant);
  const known = new Map<string, Explained | undefined>();
  return (user, group) => {
    const memberOf = tenant.groupsOf(user).join();
    const key = `${group} ${memberOf} ${tenant.user(user).usageLocation ?? ''} ${glance.key(tenant.rows(user))}`;
    if (known.has(key)) return known.get(key);
    const failure = failureOf(tenant, user, group);
    const explained = failure && explainFailure(tenant, user, failure);
    const personal = failure?.rows.some((row) => row.error === 'UniquenessViolation');
    if (!personal) known.set(key, explained);
    return explained;
  };
}

function explainFailure(tenant: Tenant, user: UserIndex, failure: RowFailure): Explained | undefined {
  const [top, ...further] = reasonsOf(tenant, user, failure);
  if (!top) return undefined;
  const { group, on } = failure;
  const failedSkuIds = failure.rows.map((row) => row.skuId);
  const cause: Cause = { group, on, ...top, failedSkuIds, ...(further.length > 0 ? { further } : {}), users: [user] };
  return { key: [group, on, ...[top, ...further].map(reasonKey)].join(' | '), cause };
}

function reasonKey({ skuId, error, detail }: CauseReason): string {
  return `${skuId} ${error} ${detailKey(detail)}`;
}

function detailKey(detail: CauseDetail): string {
  switch (detail.kind) {
    case 'conflict':
      return [
        detail.otherSkuId,
        ...detail.pairs.map(({ plan, otherPlan }) => `${plan}/${otherPlan}`),
        ...detail.sources.map(String).sort(),
      ].join();
    case 'dependency':
      return [detail.plan, ...detail.requiresAnyOf].join();
    case 'location':
      return [detail.plan, detail.usageLocation, detail.inherited].join();
    case 'duplicateAddress':
      return detail.address.toLowerCase();
    case 'seats':
    case 'unknown':
      return detail.kind;
  }
}

/** Fills in what only the whole cause knows: how many wait, and who else has the address. */
function finish(tenant: Tenant, cause: Cause): Cause {
  const whole = <R extends CauseReason>(reason: R): R => ({
    ...reason,
    detail: wholeDetail(tenant, cause, reason.detail),
  });
  return { ...whole(cause), ...(cause.further ? { further: cause.further.map(whole) } : {}) };
}

function wholeDetail(tenant: Tenant, { users }: Cause, detail: CauseDetail): CauseDetail {
  if (detail.kind === 'seats') return { ...detail, waiting: users.length };
  if (detail.kind !== 'duplicateAddress') return detail;
  return { ...detail, others: tenant.usersWithAddress(detail.address).filter((user) => user !== users[0]) };
}

function* everybody(tenant: Tenant): Iterable<UserIndex> {
  for (let user = 0; user < tenant.userCount; user++) yield user;
}

import { peopleFailedBy, rowsGlance } from '../model/rows-glance.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { failingReader, failureOf, type RowFailure } from './failures.ts';
import { mergeCauses } from './merge-causes.ts';
import { type ReasonsReader, reasonsReader } from './reasons.ts';
import type { Cause } from './status.ts';

/** Whose failures to speak of. */
export type FailureScope =
  | { readonly groups: readonly GroupIndex[] }
  | { readonly users: readonly UserIndex[] }
  | 'everywhere';

/**
 * Why people fail, largest cause first: each failing pair of person and group stands in exactly one cause. A group's
 * failures are those of its members and of those who left it and could not lose its products. Rows of groups that no
 * longer exist belong to no cause. Cost: the people who fail, and for `groups` and
 * `everywhere` one glance at everybody.
 */
export function causesOf(
  tenant: Tenant,
  scope: FailureScope,
  among: CausesReader = causesReader(tenant),
): readonly Cause[] {
  if (scope === 'everywhere') return among(everybody(tenant));
  if ('users' in scope) return among(scope.users);
  const groups = new Set(scope.groups);
  const failing = new Set([...groups].flatMap((group) => peopleFailedBy(tenant, group)));
  return among(failing, groups);
}

/** The causes that people stand in, of all groups or of those asked for. `users` names nobody twice. */
export type CausesReader = (
  users: Iterable<UserIndex>,
  groups?: { has(group: GroupIndex): boolean },
) => readonly Cause[];

/** Remembers what it explained: good as long as the tenant stands as it does. */
export function causesReader(tenant: Tenant): CausesReader {
  const failingIds = failingReader(tenant);
  const explain = explainer(tenant);
  return (users, groups) => {
    const found = new Map<Cause, UserIndex[]>();
    for (const user of users) {
      for (const groupId of failingIds(tenant.rows(user))) {
        const group = tenant.findGroup(groupId);
        if (group === undefined || (groups && !groups.has(group))) continue;
        const cause = explain(user, group);
        if (!cause) continue;
        const people = found.get(cause);
        if (people) people.push(user);
        else found.set(cause, [user]);
      }
    }
    return mergeCauses(
      tenant,
      [...found].map(([cause, people]) => ({ ...cause, users: people })),
    );
  };
}

/** `causesReader` for one look. */
export function causesAmong(tenant: Tenant, ...scope: Parameters<CausesReader>): readonly Cause[] {
  return causesReader(tenant)(...scope);
}

/**
 * Explains a failing pair. Who lacks a seat and nothing else lacks it whatever else they have, and people with the same rows,
 * groups and location fail for the same reason: each such case is looked at once. Only addresses are a person's own.
 */
function explainer(tenant: Tenant): (user: UserIndex, group: GroupIndex) => Cause | undefined {
  const glance = rowsGlance(tenant);
  const reasonsOf = reasonsReader(tenant);
  const known = new Map<string, Cause | undefined>();
  const keyOf = (user: UserIndex, group: GroupIndex) =>
    [group, tenant.user(user).usageLocation, glance.membershipKey(user), glance.key(tenant.rows(user))].join();
  return (user, group) => {
    const key = glance.seatKey(user, tenant.rows(user), group) ?? keyOf(user, group);
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found;
    const failure = failureOf(tenant, user, group);
    const explained = failure && explainFailure(reasonsOf, user, failure);
    const personal = failure?.rows.some((row) => row.error === 'UniquenessViolation');
    if (!personal) known.set(key, explained);
    return explained;
  };
}

function explainFailure(reasonsOf: ReasonsReader, user: UserIndex, failure: RowFailure): Cause | undefined {
  const [top, ...further] = reasonsOf(user, failure);
  if (!top) return undefined;
  const { group, on } = failure;
  const failedSkuIds = failure.rows.map((row) => row.skuId);
  return { group, on, ...top, failedSkuIds, ...(further.length > 0 ? { further } : {}), users: [user] };
}

function* everybody(tenant: Tenant): Iterable<UserIndex> {
  for (let user = 0; user < tenant.userCount; user++) yield user;
}

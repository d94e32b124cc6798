import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import { type Candidate, distinct, inOneStep, reasonsOfKind, userIds } from './candidate.ts';

/**
 * Takes the failing people out of every other group that gives a conflicting product, and removes their direct copies of
 * it: while one source is left, the conflict stays (R23). Subjects: the groups and who leaves them; the direct copies and
 * whose they are.
 */
export function leaveSource(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const conflicts = reasonsOfKind(cause, 'conflict');
  const own = tenant.group(cause.group).id;
  const groupIds = distinct(conflicts.flatMap(({ detail }) => detail.sources)).filter(
    (id) => id !== null && id !== own,
  );
  const directSkuIds = distinct(
    conflicts.filter(({ detail }) => detail.sources.includes(null)).map(({ detail }) => detail.otherSkuId),
  );
  const skuIds = distinct(conflicts.map(({ detail }) => detail.otherSkuId));
  return inOneStep([
    ...leaving(
      tenant,
      groupIds.filter((id) => id !== null),
      cause,
    ).map(({ groupIds: left, userIds: who, changes }): Candidate => {
      return { kind: 'leaveSourceGroup', changes, subject: { groupIds: left, skuIds, userIds: who }, canApply: true };
    }),
    ...(directSkuIds.length === 0 ? [] : [withoutCopies(userIds(tenant, cause), directSkuIds)]),
  ]);
}

function withoutCopies(people: readonly string[], skuIds: readonly string[]): Candidate {
  const changes = people.map(
    (userId): Change => ({ kind: 'assignUserLicense', userId, addLicenses: [], removeLicenses: skuIds }),
  );
  return { kind: 'removeDirectCopy', changes, subject: { skuIds, userIds: people }, canApply: true };
}

interface Leaving {
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
  readonly changes: readonly Change[];
}

/** Groups with the same people to leave them are left together. */
function leaving(tenant: Tenant, groupIds: readonly string[], cause: Cause): readonly Leaving[] {
  const found = new Map<string, Leaving>();
  for (const groupId of groupIds) {
    const people = membersAmong(tenant, groupId, cause);
    if (people.length === 0) continue;
    const key = people.join();
    const known = found.get(key) ?? { groupIds: [], userIds: people, changes: [] };
    found.set(key, {
      ...known,
      groupIds: [...known.groupIds, groupId],
      changes: [...known.changes, ...people.map((userId): Change => ({ kind: 'removeMember', groupId, userId }))],
    });
  }
  return [...found.values()];
}

/** Who only keeps something of the group cannot be taken out of it. */
function membersAmong(tenant: Tenant, groupId: string, { users }: Cause): readonly string[] {
  const group = tenant.findGroup(groupId);
  if (group === undefined) return [];
  const members = new Set(tenant.members(group));
  return users.filter((user) => members.has(user)).map((user) => tenant.user(user).id);
}

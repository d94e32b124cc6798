import type { Change } from '../change.ts';
import type { Cause } from '../status.ts';
import type { Tenant } from '../tenant.ts';
import { type Candidate, distinct, reasonsOfKind, userIds } from './candidate.ts';

/**
 * Takes the failing people out of every other group that gives a conflicting product, and removes their direct copies of
 * it: while one source is left, the conflict stays (R23). Subject: the groups and the products that go.
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
  const sources = groupIds.filter((id) => id !== null);
  const people = userIds(tenant, cause);
  const leave = sources.flatMap((groupId) =>
    membersAmong(tenant, groupId, cause).map((userId): Change => ({ kind: 'removeMember', groupId, userId })),
  );
  const remove = people.flatMap((userId): Change[] =>
    directSkuIds.length === 0
      ? []
      : [{ kind: 'assignUserLicense', userId, addLicenses: [], removeLicenses: directSkuIds }],
  );
  const copies = { kind: 'removeDirectCopy', subject: { skuIds: directSkuIds } } as const;
  if (leave.length === 0) return remove.length === 0 ? [] : [{ ...copies, changes: remove, canApply: true }];
  const skuIds = distinct(conflicts.map(({ detail }) => detail.otherSkuId));
  return [
    {
      kind: 'leaveSourceGroup',
      changes: [...leave, ...remove],
      subject: { groupIds: sources, skuIds },
      canApply: true,
      ...(remove.length > 0 ? { also: [copies] } : {}),
    },
  ];
}

/** Who only keeps something of the group cannot be taken out of it. */
function membersAmong(tenant: Tenant, groupId: string, { users }: Cause): readonly string[] {
  const group = tenant.findGroup(groupId);
  if (group === undefined) return [];
  const members = new Set(tenant.members(group));
  return users.filter((user) => members.has(user)).map((user) => tenant.user(user).id);
}

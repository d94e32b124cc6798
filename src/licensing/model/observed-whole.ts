import { idKey } from '../../graph/ids.ts';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { Observed } from './observed.ts';
import type { Tenant } from './tenant.ts';

/** A directory that was read whole, as what was seen of it: who is not in it is gone. Its rules are not seen. */
export function observedWhole(tenant: Tenant, { subscribedSkus, users, groups }: Snapshot): readonly Observed[] {
  const batch: Observed[] = [{ kind: 'products', skus: subscribedSkus }];
  const there = new Set<string>();
  const rows: Observed[] = [];
  for (const { licenseAssignmentStates = [], ...user } of users) {
    there.add(idKey(user.id));
    batch.push({ kind: 'user', user });
    rows.push({ kind: 'rows', userId: user.id, rows: licenseAssignmentStates });
  }
  const members: Observed[] = [];
  for (const group of groups) {
    there.add(idKey(group.id));
    batch.push({ kind: 'group', group });
    members.push(...membersMoved(tenant, group.id, group.members ?? []));
  }
  for (let user = 0; user < tenant.userCount; user++) {
    const { id } = tenant.user(user);
    if (!there.has(idKey(id))) batch.push({ kind: 'userGone', userId: id });
  }
  for (let group = 0; group < tenant.groupCount; group++) {
    const { id } = tenant.group(group);
    if (!there.has(idKey(id))) batch.push({ kind: 'groupGone', groupId: id });
  }
  return [...batch, ...members, ...rows];
}

/** Who came to a group, in their order, and who left it, as its list is now. */
export function membersMoved(tenant: Tenant, groupId: string, now: readonly string[]): readonly Observed[] {
  const group = tenant.findGroup(groupId);
  const before = group === undefined ? [] : (tenant.snapshotGroup(group).members ?? []);
  const [was, is] = [new Set(before.map(idKey)), new Set(now.map(idKey))];
  const member = (memberId: string, isGone: boolean) => ({ kind: 'member', groupId, memberId, isGone }) as const;
  return [
    ...before.filter((id) => !is.has(idKey(id))).map((id) => member(id, true)),
    ...now.filter((id) => !was.has(idKey(id))).map((id) => member(id, false)),
  ];
}

import type { Change } from '../change.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import type { PersonOutcome } from './outcome.ts';

type Moved = Pick<PersonOutcome, 'joinedGroupIds' | 'leftGroupIds'>;

/** Memberships that changes give and take, net: who joins a group that they leave in the same breath has not moved. */
export interface Moves {
  readonly users: Iterable<UserIndex>;
  of(user: UserIndex): Moved;
}

const NOWHERE: Moved = { joinedGroupIds: [], leftGroupIds: [] };

/** To be asked before the changes are applied: who is a member already is no news. */
export function membershipsMoved(tenant: Tenant, changes: readonly Change[]): Moves {
  const last = new Map<UserIndex, Map<string, 'addMember' | 'removeMember'>>();
  for (const change of changes) {
    if (change.kind !== 'addMember' && change.kind !== 'removeMember') continue;
    const user = tenant.findUser(change.userId);
    if (user === undefined) continue;
    const groups = last.get(user) ?? new Map();
    last.set(user, groups.set(change.groupId, change.kind));
  }
  const moved = new Map<UserIndex, Moved>();
  for (const [user, groups] of last) {
    const had = tenant.groupsOf(user);
    const isMember = (groupId: string) => had.includes(tenant.findGroup(groupId) ?? -1);
    const ids = [...groups.keys()].sort();
    moved.set(user, {
      joinedGroupIds: ids.filter((id) => groups.get(id) === 'addMember' && !isMember(id)),
      leftGroupIds: ids.filter((id) => groups.get(id) === 'removeMember' && isMember(id)),
    });
  }
  return { users: moved.keys(), of: (user) => moved.get(user) ?? NOWHERE };
}

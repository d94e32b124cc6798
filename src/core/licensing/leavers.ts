import { failingReader } from './failures.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

/** People who are no members of the group and still have a row of it in error: what they could not lose (R26). */
export function leaversOf(tenant: Tenant, group: GroupIndex): readonly UserIndex[] {
  const { id } = tenant.group(group);
  const failingIds = failingReader(tenant);
  const leavers: UserIndex[] = [];
  for (let user = 0; user < tenant.userCount; user++) {
    if (failingIds(tenant.rows(user)).includes(id) && !tenant.groupsOf(user).includes(group)) leavers.push(user);
  }
  return leavers;
}

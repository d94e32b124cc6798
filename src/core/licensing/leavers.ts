import { peopleFailedBy } from './memory/rows-glance.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

/** People who are no members of the group and still have a row of it in error: what they could not lose (R26). */
export function leaversOf(tenant: Tenant, group: GroupIndex): readonly UserIndex[] {
  const members = new Set(tenant.members(group));
  return peopleFailedBy(tenant, group).filter((user) => !members.has(user));
}

import type { GroupIndex, Tenant } from '../model/tenant.ts';
import { type CausesReader, causesReader } from './causes.ts';
import { assignedMembers, groupStatus, groupStatuses } from './group-status.ts';
import type { GroupStatus } from './status.ts';

/** Statuses of groups, read once while the tenant stands as it is: for many simulations from the same start. */
export interface KnownStatuses {
  /** To be asked only while the tenant stands as it did at the start. */
  of(group: GroupIndex): GroupStatus;
  /** `of` for many at once, which costs less. */
  ofEach(groups: readonly GroupIndex[]): readonly GroupStatus[];
  /** `of(group).assigned` for less: who fails is not looked at. */
  assigned(group: GroupIndex): number;
  /** Why people fail. */
  readonly among: CausesReader;
  /** What was read already: may be asked at any time. */
  already(group: GroupIndex): GroupStatus | undefined;
}

export function rememberStatuses(tenant: Tenant): KnownStatuses {
  const among = causesReader(tenant);
  const known = new Map<GroupIndex, GroupStatus>();
  const assigned = new Map<GroupIndex, number>();
  const of = (group: GroupIndex) => {
    const status = known.get(group) ?? groupStatus(tenant, group, among);
    known.set(group, status);
    return status;
  };
  return {
    of,
    ofEach(groups) {
      const unknown = groups.filter((group) => !known.has(group));
      if (unknown.length > 1) {
        for (const status of groupStatuses(tenant, unknown, among)) known.set(status.group, status);
      }
      return groups.map(of);
    },
    assigned(group) {
      const count = known.get(group)?.assigned ?? assigned.get(group) ?? assignedMembers(tenant, group);
      assigned.set(group, count);
      return count;
    },
    among,
    already: (group) => known.get(group),
  };
}

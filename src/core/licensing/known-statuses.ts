import { groupStatus } from './group-status.ts';
import type { GroupStatus } from './status.ts';
import type { GroupIndex, Tenant } from './tenant.ts';

/** Statuses of groups, read once while the tenant stands as it is: for many simulations from the same start. */
export interface KnownStatuses {
  /** To be asked only while the tenant stands as it did at the start. */
  of(group: GroupIndex): GroupStatus;
  /** What was read already: may be asked at any time. */
  already(group: GroupIndex): GroupStatus | undefined;
}

export function rememberStatuses(tenant: Tenant): KnownStatuses {
  const known = new Map<GroupIndex, GroupStatus>();
  return {
    of(group) {
      const status = known.get(group) ?? groupStatus(tenant, group);
      known.set(group, status);
      return status;
    },
    already: (group) => known.get(group),
  };
}

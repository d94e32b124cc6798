import type { LicenseAssignmentState } from '../../../src/core/graph.ts';
import type { Tenant } from '../../../src/core/licensing/tenant.ts';
import type { PlainSnapshot } from './random-tenant.ts';

/** The tenant as a snapshot folder would have it, groups in group order. */
export function snapshotOf(tenant: Tenant): PlainSnapshot {
  return {
    organization: tenant.organization,
    subscribedSkus: tenant.skus,
    users: Array.from({ length: tenant.userCount }, (_, user) => tenant.snapshotUser(user)),
    groups: tenant.groupOrder().map((group) => tenant.snapshotGroup(group)),
    directoryRoles: tenant.directoryRoles,
    rules: tenant.rules,
  };
}

/** Rows in one order, with plans in one order: equal when they are the same rows with the same times. */
export function bySource(rows: readonly LicenseAssignmentState[]): readonly LicenseAssignmentState[] {
  const key = (row: LicenseAssignmentState) => `${row.assignedByGroup} ${row.skuId}`;
  return rows
    .map((row) => ({ ...row, disabledPlans: [...row.disabledPlans].sort() }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Everybody's rows, by id. */
export function rowsOf(tenant: Tenant): Record<string, readonly LicenseAssignmentState[]> {
  return Object.fromEntries(
    Array.from({ length: tenant.userCount }, (_, user) => [
      tenant.user(user).id,
      bySource(tenant.read(tenant.rows(user))),
    ]),
  );
}

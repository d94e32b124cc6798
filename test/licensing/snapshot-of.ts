import { inOwnWords } from '../../src/graph/row-words.ts';
import type { LicenseAssignmentState } from '../../src/graph/types.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
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

/** Rows as they are written, in one order, with plans in one order: equal when they are the same, with the same times. */
export function bySource(rows: readonly LicenseAssignmentState[]): readonly unknown[] {
  const key = (row: LicenseAssignmentState) => `${row.assignedByGroup} ${row.skuId}`;
  return rows
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((row) => inOwnWords({ ...row, disabledPlans: [...row.disabledPlans].sort() }));
}

/** Everybody's rows, by id. */
export function rowsOf(tenant: Tenant): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    Array.from({ length: tenant.userCount }, (_, user) => [
      tenant.user(user).id,
      bySource(tenant.read(tenant.rows(user))),
    ]),
  );
}

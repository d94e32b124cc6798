import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import type { Snapshot } from '../src/graph/snapshot-text.ts';
import type { Change } from '../src/licensing/change.ts';
import { affectedBy } from '../src/licensing/model/affected.ts';
import { applyChange } from '../src/licensing/model/apply-change.ts';
import type { Tenant } from '../src/licensing/model/tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';

export const NOW = '2026-11-24T06:00:00Z';
export const LARGE_GROUP = 'everybody-of-the-first';
export const LARGE = 100_000;

/** The generated tenant, with a group more: the first people, and no licenses yet. */
export function largeTenant(users: number): Snapshot {
  const snapshot = generateTenant({ users, seed: 1 });
  const groups = function* () {
    yield* snapshot.groups;
    const members: string[] = [];
    for (const { id } of snapshot.users) {
      if (members.length === LARGE) break;
      members.push(id);
    }
    yield { id: LARGE_GROUP, displayName: LARGE_GROUP, securityEnabled: true, members };
  };
  return { ...snapshot, groups: { [Symbol.iterator]: groups } };
}

/** How many people the large group has: fewer in a small tenant. */
export function largeCount(tenant: Tenant): string {
  return Math.min(LARGE, tenant.userCount).toLocaleString('en-US');
}

/** The change with all that follows from it; how many people's rows it changed. */
export function withReconciliation(tenant: Tenant, change: Change): number {
  const users = affectedBy(tenant, change);
  const refusals = applyChange(tenant, change, NOW);
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
  return reconcile(tenant, { users, now: NOW }).changes.length;
}

import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { invert } from '../../../src/licensing/model/invert.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { random } from '../random.ts';
import { randomChange, randomTenant } from '../random-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';
const SEEDS = Array.from({ length: 300 }, (_, seed) => seed + 1);

/** Everything that people, and not the engine, decide. Order carries no meaning to who undoes. */
function desiredState(tenant: Tenant): unknown {
  const plain = (license: { skuId: string; disabledPlans: readonly string[] }) => [
    license.skuId,
    [...license.disabledPlans].sort(),
  ];
  return {
    groups: Array.from({ length: tenant.groupCount }, (_, group) => ({
      template: tenant.assignedLicenses(group).map(plain).sort(),
      members: [...tenant.members(group)].sort(),
    })),
    users: Array.from({ length: tenant.userCount }, (_, user) => ({
      location: tenant.user(user).usageLocation,
      addresses: tenant.user(user).proxyAddresses,
      direct: tenant
        .read(tenant.rows(user))
        .filter((row) => row.assignedByGroup === null)
        .map(plain)
        .sort(),
    })),
    seats: tenant.skus.map((sku) => sku.prepaidUnits.enabled),
  };
}

describe('the inverse of a change', () => {
  test('takes desired state back to what it was', () => {
    let inverted = 0;
    for (const seed of SEEDS) {
      const snapshot = randomTenant(seed);
      if (snapshot.groups.length === 0 || snapshot.users.length === 0) continue;
      const tenant = loadTenant(snapshot);
      reconcile(tenant, { users: 'everyone', now: NOW });
      const change: Change = randomChange(random(seed * 7919), snapshot);
      const before = desiredState(tenant);
      const back = invert(tenant, [change]);
      if (applyChange(tenant, change, NOW).length > 0) continue;
      const refusals = back.flatMap((one) => applyChange(tenant, one, NOW));
      // A direct copy may not come back where the tenant has no seat for it any more: that is said, not hidden.
      if (refusals.length > 0) continue;
      expect(desiredState(tenant), `seed ${seed}: ${JSON.stringify(change)}`).toEqual(before);
      inverted += back.length;
    }
    expect(inverted).toBeGreaterThan(50);
  });
});

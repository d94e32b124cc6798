import { describe, expect, it } from 'vitest';
import { rememberStatuses } from '../../../src/licensing/explain/known-statuses.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { rehearsing } from '../../../src/licensing/outcome/rehearsal.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { finish } from '../../../src/licensing/steps.ts';
import { randomTenant } from '../random-tenant.ts';
import { rowsOf } from '../snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';

describe('a look that nobody asked for', () => {
  it('leaves no trace, whatever the tenant', () => {
    let looked = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const tenant = loadTenant(randomTenant(seed, { users: 40 }));
      reconcile(tenant, { users: 'everyone', now: NOW });
      const [rows, { revision }, seats] = [rowsOf(tenant), tenant, tenant.skus.map((sku) => ({ ...sku }))];
      if (finish(rehearsing(tenant, NOW, rememberStatuses(tenant), 0))) looked += 1;
      expect(rowsOf(tenant)).toEqual(rows);
      expect(tenant.revision).toBe(revision);
      expect(tenant.skus).toEqual(seats);
    }
    expect(looked).toBeGreaterThan(20);
  });

  it('is not taken at a tenant of few', () => {
    const tenant = loadTenant(randomTenant(1, { users: 40 }));
    expect(finish(rehearsing(tenant, NOW, rememberStatuses(tenant)))).toBe(false);
  });
});

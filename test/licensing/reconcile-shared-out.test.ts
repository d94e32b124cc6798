import { describe, expect, it } from 'vitest';
import type { LicenseAssignmentState } from '../../src/graph/types.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { type Helper, helping } from '../../src/licensing/reconcile/helper.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { reconcileLiterally } from './literal.ts';
import { randomTenant } from './random-tenant.ts';
import { bySource, rowsOf } from './snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 24);
/** More than 16 bits count. */
const TIMES = 70_000;

/** In this thread, but seeing only what can be sent to another. */
function helper(): Helper {
  const help = helping();
  return (stage, task) => {
    const result = structuredClone(help(stage, structuredClone(task)));
    return () => result;
  };
}

/** What comes of it, and what is left to do afterwards. */
function sharedOut(seed: number, parts: number, users?: number, times = 0) {
  const snapshot = randomTenant(seed, users === undefined ? {} : { users });
  const tenant = loadTenant(snapshot);
  for (let second = 0; second < times; second++) tenant.intern(rowsAt(second));
  for (let user = 0; user < Math.min(times, tenant.userCount); user++) tenant.setRows(user, laterRows(tenant, user));
  const helpers = Array.from({ length: parts - 1 }, helper);
  const { changes, ...counts } = reconcile(tenant, { users: 'everyone', now: NOW, helpers });
  const again = reconcile(tenant, { users: 'everyone', now: NOW, helpers });
  return {
    rows: rowsOf(tenant),
    consumed: tenant.skus.map((_, sku) => tenant.consumed(sku)),
    counts,
    inOrder: changes.map(({ user, before, after }) => ({
      user,
      before: tenant.read(before),
      after: tenant.read(after),
    })),
    again: again.changes,
  };
}

function rowsAt(second: number): readonly LicenseAssignmentState[] {
  const lastUpdatedDateTime = new Date(second * 1_000).toISOString();
  const none = { disabledPlans: [], state: 'Disabled', error: null, assignedByGroup: null } as const;
  return [{ ...none, skuId: 'gone', lastUpdatedDateTime }];
}

/** The person's rows with the latest times that were seen. */
function laterRows(tenant: Tenant, user: number) {
  const latest = new Date((TIMES - 1 - user) * 1_000).toISOString();
  return tenant.intern(tenant.read(tenant.rows(user)).map((row) => ({ ...row, lastUpdatedDateTime: latest })));
}

describe('a reconciliation that is shared out', () => {
  it('comes to the same rows, seats and reasons, in the same order, in 1, 2, 3 or 7 parts', () => {
    for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
      const users = seed % 3 === 0 ? 40 : undefined;
      const whole = sharedOut(seed, 1, users);
      for (const parts of [2, 3, 7]) expect(sharedOut(seed, parts, users), `tenant ${seed}`).toEqual(whole);
    }
  }, 3_600_000);

  it('does so where rows have more different times than 16 bits count', () => {
    for (let seed = FIRST; seed < FIRST + 3; seed++) {
      const whole = sharedOut(seed, 1, 40, TIMES);
      for (const parts of [2, 3]) expect(sharedOut(seed, parts, 40, TIMES), `tenant ${seed}`).toEqual(whole);
    }
  });

  it('agrees with the literal definition', () => {
    for (let seed = FIRST + 2_000_000; seed < FIRST + 2_000_000 + COUNT; seed++) {
      const expected = reconcileLiterally(randomTenant(seed, { users: 30 }), NOW);
      const { rows, again } = sharedOut(seed, 2 + (seed % 6), 30);
      expect(rows, `tenant ${seed}`).toEqual(
        Object.fromEntries([...expected.rows].map(([id, states]) => [id, bySource(states)])),
      );
      expect(again).toEqual([]);
    }
  }, 3_600_000);
});

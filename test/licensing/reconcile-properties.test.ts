import { describe, expect, it } from 'vitest';
import { affectedBy } from '../../src/licensing/model/affected.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant, UserIndex } from '../../src/licensing/model/tenant.ts';
import { type Reconciliation, reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { reconcileLiterally } from './literal.ts';
import { random } from './random.ts';
import { randomChange, randomTenant } from './random-tenant.ts';
import { bySource, rowsOf, snapshotOf } from './snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';
const LATER = '2026-11-24T07:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 20);
const LONG_MS = 3_600_000;

function seeds(count: number): number[] {
  return Array.from({ length: Math.ceil(count) }, (_, index) => FIRST + index);
}

/** Small ones, and every fourth one with enough people for the way that few people are looked at in a large tenant. */
function settledTenant(seed: number): Tenant {
  const tenant = loadTenant(randomTenant(seed, seed % 4 === 0 ? { users: 40 } : {}));
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

/** Applies a few random changes; returns whom they can alter. */
function changeSomething(tenant: Tenant, seed: number): Set<UserIndex> {
  const any = random(seed + 7);
  const affected = new Set<UserIndex>();
  for (let count = 1 + any.int(3); count > 0; count--) {
    const change = randomChange(any, snapshotOf(tenant));
    const users = [...affectedBy(tenant, change)];
    if (applyChange(tenant, change, NOW).length === 0) for (const user of users) affected.add(user);
  }
  return affected;
}

/** By product, how many people have it directly. */
function peopleWithDirect(tenant: Tenant): readonly number[] {
  const direct = snapshotOf(tenant).users.flatMap(({ licenseAssignmentStates = [] }) =>
    licenseAssignmentStates.filter(({ assignedByGroup }) => assignedByGroup === null),
  );
  return tenant.skus.map(({ skuId }) => direct.filter((row) => row.skuId === skuId).length);
}

/** Everything that can be seen of a tenant. */
function all(tenant: Tenant): unknown {
  return {
    snapshot: snapshotOf(tenant),
    handles: Array.from({ length: tenant.userCount }, (_, user) => tenant.rows(user)),
    groups: Array.from({ length: tenant.groupCount }, (_, group) => ({
      members: tenant.members(group),
      nested: tenant.nestedGroups(group),
      licenses: tenant.assignedLicenses(group),
    })),
    groupsOf: Array.from({ length: tenant.userCount }, (_, user) => tenant.groupsOf(user)),
    seats: tenant.skus.map((_, sku) => [tenant.seats(sku), tenant.consumed(sku)]),
  };
}

describe('reconciling', () => {
  it(
    'twice changes nothing the second time (R47)',
    () => {
      for (const seed of seeds(COUNT)) {
        const tenant = settledTenant(seed);
        const before = all(tenant);
        const again = reconcile(tenant, { users: 'everyone', now: LATER });
        expect({ changes: again.changes, rows: again.rowChanges, rounds: again.rounds }, `tenant ${seed}`).toEqual({
          changes: [],
          rows: 0,
          rounds: 1,
        });
        expect(all(tenant)).toEqual(before);
        const reloaded = loadTenant(snapshotOf(tenant));
        expect(reconcile(reloaded, { users: 'everyone', now: LATER }).rowChanges).toBe(0);
      }
    },
    LONG_MS,
  );

  it(
    'those whom changes can alter does what reconciling everyone does',
    () => {
      for (const seed of seeds(COUNT * 2)) {
        const tenant = settledTenant(seed);
        for (let step = 0; step < 3; step++) {
          const affected = changeSomething(tenant, seed * 10 + step);
          const expected = reconcileLiterally(snapshotOf(tenant), LATER);
          const result = reconcile(tenant, { users: affected, now: LATER });
          const theirs = Object.fromEntries([...expected.rows].map(([id, rows]) => [id, bySource(rows)]));
          expect(rowsOf(tenant), `tenant ${seed}, step ${step}`).toEqual(theirs);
          expect(tenant.skus.map((_, sku) => tenant.consumed(sku))).toEqual(
            tenant.skus.map((sku) => expected.consumed.get(sku.skuId)),
          );
          expect(tenant.skus.map((_, sku) => tenant.withDirect(sku))).toEqual(peopleWithDirect(tenant));
          expect(result.changes.every(({ before, after }) => before !== after)).toBe(true);
        }
      }
    },
    LONG_MS,
  );

  it(
    'within an attempt leaves no trace, nor within an attempt in an attempt',
    () => {
      for (const seed of seeds(COUNT)) {
        const tenant = settledTenant(seed);
        const before = all(tenant);
        tenant.attempt(() => {
          reconcile(tenant, { users: changeSomething(tenant, seed), now: LATER });
          const between = all(tenant);
          const inner = () => reconcile(tenant, { users: changeSomething(tenant, seed + 1), now: LATER });
          tenant.attempt(inner, { discardRows: seed % 2 === 0 });
          expect(all(tenant), `tenant ${seed}, inner`).toEqual(between);
        });
        expect(all(tenant), `tenant ${seed}`).toEqual(before);
        const affected = changeSomething(tenant, seed + 2);
        const expected = reconcileLiterally(snapshotOf(tenant), LATER);
        reconcile(tenant, { users: affected, now: LATER });
        const theirs = Object.fromEntries([...expected.rows].map(([id, rows]) => [id, bySource(rows)]));
        expect(rowsOf(tenant), `tenant ${seed}, afterwards`).toEqual(theirs);
      }
    },
    LONG_MS,
  );

  it('takes back everything when what is attempted throws', () => {
    const tenant = settledTenant(4);
    const before = all(tenant);
    const failing = () =>
      tenant.attempt(() => {
        reconcile(tenant, { users: changeSomething(tenant, 4), now: LATER });
        throw new Error('a fault');
      });
    expect(failing).toThrow('a fault');
    expect(all(tenant)).toEqual(before);
  });

  it(
    'gives no seat that is not there, and lists each change once and in an order that respects seats',
    () => {
      let rings = 0;
      let changed = 0;
      for (const seed of seeds(COUNT)) {
        const tenant = loadTenant(randomTenant(seed, { users: 25 }));
        const start = tenant.skus.map((_, sku) => tenant.consumed(sku));
        const result = tenant.attempt(() => reconcile(tenant, { users: 'everyone', now: NOW }));
        expect(new Set(result.changes.map(({ user }) => user)).size).toBe(result.changes.length);
        changed += result.changes.length;
        rings += takenTooEarly(tenant, result);
        tenant.skus.forEach((_, sku) => {
          expect(tenant.consumed(sku)).toBeLessThanOrEqual(Math.max(tenant.seats(sku), start[sku] ?? 0));
        });
      }
      expect(rings).toBeLessThan(changed / 500);
    },
    LONG_MS,
  );
});

/** Applies the changes one after the other; counts the moments at which somebody takes a seat that is not free. */
function takenTooEarly(tenant: Tenant, { changes }: Reconciliation): number {
  let early = 0;
  for (const { user, before, after } of changes) {
    expect(tenant.rows(user)).toBe(before);
    const counts = tenant.skus.map((_, sku) => tenant.consumed(sku));
    tenant.setRows(user, after);
    const isTaken = (sku: number) =>
      tenant.consumed(sku) > (counts[sku] ?? 0) && tenant.consumed(sku) > tenant.seats(sku);
    if (tenant.skus.some((_, sku) => isTaken(sku))) early++;
  }
  return early;
}

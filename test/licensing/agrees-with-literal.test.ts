import { describe, expect, it } from 'vitest';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { reconcileLiterally } from './literal.ts';
import { randomTenant } from './random-tenant.ts';
import { bySource, rowsOf } from './snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 300);

function compare(seed: number, users?: number): ReadonlyMap<string, number> {
  const snapshot = randomTenant(seed, users === undefined ? {} : { users });
  const expected = reconcileLiterally(snapshot, NOW);
  const tenant = loadTenant(snapshot);
  const result = reconcile(tenant, { users: 'everyone', now: NOW });
  const theirs = Object.fromEntries([...expected.rows].map(([id, rows]) => [id, bySource(rows)]));
  expect(rowsOf(tenant), `tenant ${seed}`).toEqual(theirs);
  expect({
    consumed: snapshot.subscribedSkus.map((_, sku) => tenant.consumed(sku)),
    assigned: result.assigned,
    failed: result.failed,
    byError: result.byError,
    rounds: result.rounds,
  }).toEqual({
    consumed: snapshot.subscribedSkus.map((sku) => expected.consumed.get(sku.skuId)),
    assigned: expected.assigned,
    failed: expected.failed,
    byError: expected.byError,
    rounds: expected.rounds,
  });
  return expected.seen;
}

describe('reconciliation and the literal definition', () => {
  it(`agree on every row of ${COUNT} random tenants, in which every rule fires`, () => {
    const seen = new Map<string, number>();
    for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
      for (const [what, count] of compare(seed)) seen.set(what, (seen.get(what) ?? 0) + count);
    }
    if (COUNT < 1000 || FIRST !== 1) return;
    expect([...seen.keys()].sort()).toEqual([
      'accepted in a later round',
      'accepted in the first round',
      'accepted together',
      'duplicate address',
      'excluded',
      'held through a refused group',
      'kept',
      'kept beside what a group gives',
      'known again',
      'lacks prerequisite',
      'no seat',
      'nobody can be given it',
      'others accepted together',
      'prohibited',
      'released',
      'retained for a dependency',
      'retained for a swap',
      'takes prerequisite away',
      'unsure and refused',
    ]);
  }, 3_600_000);

  it('agree on larger tenants, in which many compete for few seats', () => {
    for (let seed = FIRST; seed < FIRST + COUNT / 20; seed++) compare(seed + 1_000_000, 40);
  }, 3_600_000);
});

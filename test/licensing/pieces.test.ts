import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { affectedBy } from '../../src/licensing/model/affected.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { memoryOf } from '../../src/licensing/model/memory-tenant.ts';
import { TenantMoved } from '../../src/licensing/model/pieces.ts';
import type { RowsChange, Tenant } from '../../src/licensing/model/tenant.ts';
import { simulate, simulating } from '../../src/licensing/outcome/simulate.ts';
import { deciding, reconcile, reconciling } from '../../src/licensing/reconcile/reconcile.ts';
import type { Steps } from '../../src/licensing/steps.ts';
import { suggestFor, suggestingFor } from '../../src/licensing/suggest/suggest.ts';
import { random } from './random.ts';
import { randomChange, randomTenant } from './random-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 20);
const always = () => true;

interface Case {
  readonly tenant: Tenant;
  /** One or more, that the directory would take. */
  readonly changes: readonly Change[];
  readonly others: readonly Change[];
  readonly seed: number;
}

function eachCase(look: (given: Case) => void): void {
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const snapshot = randomTenant(seed);
    const tenant = loadTenant(snapshot);
    reconcile(tenant, { users: 'everyone', now: NOW });
    if (tenant.groupCount === 0) continue;
    const any = random(seed);
    const some = () => Array.from({ length: 3 }, () => randomChange(any, snapshot));
    look({ tenant, changes: some(), others: some(), seed });
  }
}

/** All that others can see. */
function picture(tenant: Tenant): unknown {
  const users = Array.from({ length: tenant.userCount }, (_, user) => tenant.snapshotUser(user));
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => tenant.snapshotGroup(group));
  const seats = tenant.skus.map((_, sku) => [tenant.seats(sku), tenant.consumed(sku), tenant.withDirect(sku)]);
  return { users, groups, seats, order: tenant.groupOrder(), revision: tenant.revision };
}

/** Takes all steps, with something done in each pause; how many there were. */
function taken<T>(steps: Steps<T>, inPause: () => void): { readonly value: T; readonly pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done === true) return { value: step.value, pauses };
    inPause();
  }
}

describe('a look in pieces', () => {
  it('comes to what the same look comes to at once, and shows nothing of it in a pause', () => {
    let paused = 0;
    eachCase(({ tenant, changes, others, seed }) => {
      const [expected, beside] = [simulate(tenant, changes, { now: NOW }), simulate(tenant, others, { now: NOW })];
      const before = picture(tenant);
      const look = () => simulating(tenant, changes, { now: NOW });
      const { value, pauses } = taken(tenant.inPieces(look, always), () => {
        expect(picture(tenant), `tenant ${seed}`).toEqual(before);
        expect(simulate(tenant, others, { now: NOW }), `tenant ${seed}`).toEqual(beside);
      });
      expect(value, `tenant ${seed}`).toEqual(expected);
      expect(picture(tenant), `tenant ${seed}`).toEqual(before);
      expect(simulate(tenant, changes, { now: NOW }), `tenant ${seed}`).toEqual(expected);
      paused += pauses;
    });
    expect(paused).toBeGreaterThan(COUNT * 5);
  });

  it('may have other looks in pieces beside it', () => {
    eachCase(({ tenant, changes, others, seed }) => {
      const [expected, beside] = [simulate(tenant, changes, { now: NOW }), simulate(tenant, others, { now: NOW })];
      const other = tenant.inPieces(() => simulating(tenant, others, { now: NOW }), always);
      let seen: unknown;
      const step = () => {
        const { done, value } = other.next();
        if (done === true) seen ??= value;
      };
      const { value } = taken(
        tenant.inPieces(() => simulating(tenant, changes, { now: NOW }), always),
        step,
      );
      while (seen === undefined) step();
      expect([value, seen], `tenant ${seed}`).toEqual([expected, beside]);
    });
  });

  it('gives back the places of its rows, also where others wrote theirs between them', () => {
    let wrote = 0;
    eachCase(({ tenant, changes, others, seed }) => {
      const { words } = memoryOf(tenant).store;
      const before = words.length;
      const look = (what: readonly Change[]) => tenant.inPieces(() => simulating(tenant, what, { now: NOW }), always);
      const beside = [look(others), look([...changes, ...others])];
      taken(look(changes), () => {
        for (const other of beside) other.next();
        wrote = Math.max(wrote, words.length - before);
      });
      for (const other of beside) taken(other, () => {});
      expect(words.length, `tenant ${seed}`).toBe(before);
    });
    expect(wrote).toBeGreaterThan(0);
  });

  it('has its rows written over by nobody but who comes after it, and their rows by nobody', () => {
    eachCase(({ tenant, changes, others, seed }) => {
      const expected = [changes, others].map((what) => simulate(tenant, what, { now: NOW }));
      const before = picture(tenant);
      const held = tenant.inPieces(() => simulating(tenant, changes, { now: NOW }), always);
      for (let step = 0; step < 12 && held.next().done !== true; step++) {
        const passing = tenant.inPieces(() => simulating(tenant, others, { now: NOW }), always);
        expect(taken(passing, () => {}).value, `tenant ${seed}`).toEqual(expected[1]);
      }
      expect(picture(tenant), `tenant ${seed}`).toEqual(before);
    });
  });

  it('looks for fixes in pieces, in the middle of what it supposes', () => {
    eachCase(({ tenant, changes, others, seed }) => {
      const options = { now: NOW };
      const expected = tenant.attempt(() => {
        reconcileAfter(tenant, others);
        return suggestFor(tenant, changes, options);
      });
      const before = picture(tenant);
      const look = () =>
        tenant.attempting(function* () {
          yield* reconcilingAfter(tenant, others);
          return yield* suggestingFor(tenant, changes, options);
        });
      const { value } = taken(tenant.inPieces(look, always), () => {
        expect(picture(tenant), `tenant ${seed}`).toEqual(before);
      });
      expect(value, `tenant ${seed}`).toEqual(expected);
    });
  });

  it('decides about people as they were when it began, whatever rows they get meanwhile', () => {
    let moved = 0;
    eachCase(({ tenant, changes, seed }) => {
      const users = new Set<number>();
      for (const change of changes) {
        for (const user of affectedBy(tenant, change)) users.add(user);
        applyChange(tenant, change, NOW);
      }
      const ask = () => deciding(tenant, { users, now: NOW });
      const expected = taken(ask(), () => {}).value;
      const none = tenant.intern([]);
      let isMoved = false;
      const { value } = taken(tenant.inPieces(ask, always), () => {
        if (tenant.userCount === 0) return;
        tenant.setRows(0, none);
        isMoved = true;
        moved++;
      });
      expect(value.changes.map(plain(tenant)), `tenant ${seed}`).toEqual(expected.changes.map(plain(tenant)));
      if (isMoved) expect(tenant.rows(0)).toBe(none);
    });
    expect(moved).toBeGreaterThan(0);
  });

  it('is given up when desired state changes in a pause, and leaves nothing behind', () => {
    eachCase(({ tenant, changes, others, seed }) => {
      const steps = tenant.inPieces(() => simulating(tenant, changes, { now: NOW }), always);
      if (steps.next().done === true) return;
      const sku = tenant.skus[0];
      if (sku === undefined) return;
      applyChange(tenant, { kind: 'setSeats', skuId: sku.skuId, enabled: 7 });
      const before = picture(tenant);
      const expected = simulate(tenant, others, { now: NOW });
      expect(() => steps.next(), `tenant ${seed}`).toThrow(TenantMoved);
      expect(picture(tenant), `tenant ${seed}`).toEqual(before);
      expect(simulate(tenant, others, { now: NOW }), `tenant ${seed}`).toEqual(expected);
    });
  });
});

function plain(tenant: Tenant) {
  return ({ user, before, after }: RowsChange) => [user, tenant.read(before), tenant.read(after)];
}

function* reconcilingAfter(tenant: Tenant, changes: readonly Change[]): Steps<void> {
  const users = new Set<number>();
  for (const change of changes) {
    for (const user of affectedBy(tenant, change)) users.add(user);
    applyChange(tenant, change, NOW);
  }
  yield* reconciling(tenant, { users, now: NOW });
}

function reconcileAfter(tenant: Tenant, changes: readonly Change[]): void {
  taken(reconcilingAfter(tenant, changes), () => {});
}

import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { Change } from '../../src/licensing/change.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { keepWhatPeopleHave } from '../../src/licensing/outcome/first-look.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { MEGAN } from '../directory/small-tenant.ts';
import { type Random, random } from '../licensing/random.ts';
import { type PlainSnapshot, randomChange, randomTenant } from '../licensing/random-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { type Stage, stage } from './stage.ts';

const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 10);
/** Tenants without a group offer nothing to change. */
const SEEDS = Array.from({ length: COUNT }, (_, index) => FIRST + index).filter(
  (seed) => randomTenant(seed).groups.length > 0,
);

/** Rows of everybody, without their times: those tell when, not what. */
function rowsOf(tenant: Tenant): Readonly<Record<string, readonly string[]>> {
  const rows: Record<string, readonly string[]> = {};
  for (let user = 0; user < tenant.userCount; user += 1) {
    rows[tenant.user(user).id] = tenant
      .read(tenant.rows(user))
      .map(({ lastUpdatedDateTime: _, ...row }) =>
        JSON.stringify({ ...row, disabledPlans: [...row.disabledPlans].sort() }),
      )
      .sort();
  }
  return rows;
}

function reconcileEveryone(tenant: Tenant): number {
  return reconcile(tenant, { users: 'everyone', now: '2026-11-24T08:00:00.000Z' }).changes.length;
}

/** What the store alone knows, as a process would find it. */
function stored({ store }: Stage): Tenant {
  return loadTenant(embeddedStore(store).tenant.snapshot() ?? expect.fail('the store holds no tenant'));
}

describe('changes, each of which settles before the next', () => {
  it.each(SEEDS)('leave what the engine leaves in memory, in the store too (seed %i)', async (seed) => {
    const any = random(seed);
    const snapshot = randomTenant(seed);
    const set = await stage({ snapshot });
    const alone = loadTenant(snapshot);
    keepWhatPeopleHave(alone, '2026-11-24T08:00:00.000Z');
    set.controller.start();
    await set.controller.idle();
    reconcileEveryone(alone);
    for (let step = 0; step < 8; step += 1) {
      const change = randomChange(any, snapshot);
      const refusals = await set.directory.change([change], MEGAN);
      expect(refusals).toEqual(applyChange(alone, change, '2026-11-24T08:00:00.000Z'));
      await set.controller.idle();
      reconcileEveryone(alone);
      expect(rowsOf(set.directory.tenant)).toEqual(rowsOf(alone));
    }
    expect(rowsOf(stored(set))).toEqual(rowsOf(alone));
  });
});

describe('changes, kills and restarts at any moment', () => {
  it.each(SEEDS)('come to rest, in memory as in the store, with every run finished (seed %i)', async (seed) => {
    const set = await live(seed, randomTenant(seed));
    expect(rowsOf(stored(set))).toEqual(rowsOf(set.directory.tenant));
    expect(reconcileEveryone(stored(set))).toBe(0);
    expect((await set.store.verifyAudit()).broken).toBeUndefined();
    expectRunsFinished(set);
  });

  it.each(SEEDS)('leave what one look would, where the order cannot matter (seed %i)', async (seed) => {
    const snapshot = withoutRivalry(randomTenant(seed));
    const set = await live(seed, snapshot);
    const { store } = set;
    const atOnce = loadTenant(withoutInheritedRows(embeddedStore(store).tenant.snapshot() ?? snapshot));
    reconcileEveryone(atOnce);
    expect(rowsOf(set.directory.tenant)).toEqual(rowsOf(atOnce));
  });
});

/** Ten random changes, while the directory works at a person a second and its process dies now and then. */
async function live(seed: number, snapshot: PlainSnapshot): Promise<Stage> {
  const any = random(seed);
  let set = await stage({ snapshot, usersPerSecond: 1 });
  set.controller.start();
  for (let step = 0; step < 10; step += 1) {
    await set.directory.change([anyChange(any, snapshot)], MEGAN);
    await set.clock.advance(any.int(4) * 400);
    if (any.chance(0.2)) {
      set.close();
      set = await stage({ dataDir: set.dataDir, clock: set.clock, usersPerSecond: 1 });
      set.controller.start();
    }
  }
  await set.clock.advance(120_000);
  return set;
}

/** Seats stay as they are: to take some away is to make their order matter. */
function anyChange(any: Random, snapshot: PlainSnapshot): Change {
  const change = randomChange(any, snapshot);
  return change.kind === 'setSeats' ? { ...change, enabled: 100 } : change;
}

/** Seats for all, and no product that is ever refused: nothing is kept for the sake of what does not come yet. */
function withoutRivalry(snapshot: PlainSnapshot): PlainSnapshot {
  return {
    ...snapshot,
    subscribedSkus: snapshot.subscribedSkus.map((sku) => ({
      ...sku,
      capabilityStatus: 'Enabled',
      prepaidUnits: { enabled: 100, warning: 0, suspended: 0 },
    })),
    users: snapshot.users.map((user) => ({ ...user, proxyAddresses: [], licenseAssignmentStates: [] })),
    rules: { ...snapshot.rules, mutuallyExclusive: [], dependsOn: [], restrictedLocations: [] },
  };
}

function withoutInheritedRows(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    users: [...snapshot.users].map((user) => ({
      ...user,
      licenseAssignmentStates: (user.licenseAssignmentStates ?? []).filter((row) => row.assignedByGroup === null),
    })),
  };
}

function expectRunsFinished({ store }: Stage): void {
  const open = new Set<string>();
  for (const { activity, target } of atOnce(store).audit.since(0)) {
    if (activity.startsWith('Start')) {
      expect(open).not.toContain(target);
      open.add(target);
    } else if (activity.startsWith('Finish')) {
      expect(open).toContain(target);
      open.delete(target);
    }
  }
  expect([...open]).toEqual([]);
}

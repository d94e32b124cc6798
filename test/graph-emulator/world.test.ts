import { expect, it } from 'vitest';
import { type Random, seededRandom } from '../../src/directory/demo/random.ts';
import { GraphError } from '../../src/graph-emulator/graph-error.ts';
import { openWorld, type World, type WorldOptions } from '../../src/graph-emulator/world.ts';
import { type Writer, write } from '../../src/graph-emulator/write.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { E1, E3, EMS, smallTenant } from '../directory/small-tenant.ts';

const [PEOPLE, SEATS, GROUPS, STEPS, HOUR_MS] = [60, 20, 6, 60, 3_600_000];

/** Groups of half of the people each, three products of which two exclude each other, and seats for a third. */
function openScarce(random: Random, options: WorldOptions = {}): World {
  const snapshot = smallTenant({ people: PEOPLE });
  const people = [...snapshot.users].map(({ id }) => id);
  const prepaidUnits = { enabled: SEATS, warning: 0, suspended: 0 };
  const subscribedSkus = snapshot.subscribedSkus.map((sku) => ({ ...sku, prepaidUnits }));
  const groups = Array.from({ length: GROUPS }, (_, index) => ({
    id: `group-${index}`,
    securityEnabled: true,
    assignedLicenses: [],
    members: people.filter(() => random.chance(50)),
  }));
  const pace = { peoplePerSecond: 20, processingDelayMs: 700 };
  return openWorld({ ...snapshot, subscribedSkus, groups }, { startMs: 0, secret: 'x' }, { ...pace, ...options });
}

/** One change of a template or a membership, as anybody might make it; some are refused. */
function change({ tenant }: World, random: Random): Parameters<typeof write>[1] {
  const { id: groupId } = tenant.group(random.below(tenant.groupCount));
  const { id: userId } = tenant.user(random.below(tenant.userCount));
  const { skuId } = random.pick(tenant.skus as [Tenant['skus'][number], ...Tenant['skus']]);
  if (random.chance(60)) return [{ kind: random.chance(50) ? 'addMember' : 'removeMember', groupId, userId }];
  const addLicenses = random.chance(60) ? [{ skuId, disabledPlans: [] }] : [];
  const removeLicenses = addLicenses.length === 0 ? [skuId] : [];
  return [{ kind: 'assignGroupLicense', groupId, addLicenses, removeLicenses }];
}

/** A direct license for somebody, which takes a seat at once. */
function direct({ tenant }: World, random: Random): Parameters<typeof write>[1] {
  const { id: userId } = tenant.user(random.below(tenant.userCount));
  const addLicenses = [{ skuId: random.pick([E1, E3, EMS]), disabledPlans: [] }];
  return [{ kind: 'assignUserLicense', userId, addLicenses, removeLicenses: [] }];
}

/** Changes that come while earlier ones are still being carried out. */
function busy(world: World, random: Random, next = change): number {
  let nowMs = 0;
  for (let step = 0; step < STEPS; step++) {
    nowMs += random.below(2_000);
    world.catchUp(nowMs);
    const by: Writer = { timeMs: nowMs, appId: 'app', correlationId: undefined };
    try {
      write(world, next(world, random), by);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
    }
    expectSeats(world.tenant);
  }
  return nowMs;
}

/** Nobody has a seat that is not there. */
function expectSeats(tenant: Tenant): void {
  for (const sku of tenant.skus.keys()) expect(tenant.consumed(sku)).toBeLessThanOrEqual(SEATS);
}

const rowsOf = (tenant: Tenant) =>
  Array.from({ length: tenant.userCount }, (_, user) =>
    tenant
      .read(tenant.rows(user))
      .map((row) => JSON.stringify(row))
      .sort(),
  );

const membersOf = (tenant: Tenant) =>
  Array.from({ length: tenant.groupCount }, (_, group) => tenant.members(group).map((user) => tenant.user(user).id));

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed + 1);

it.each(SEEDS)('whatever changes meanwhile, licensing comes to the rest that the engine knows: seed %i', (seed) => {
  const random = seededRandom(seed);
  const world = openScarce(random);
  world.catchUp(busy(world, random) + HOUR_MS);
  expect(world.licensing.isIdle).toBe(true);
  expectSeats(world.tenant);
  expect(reconcile(world.tenant, { users: 'everyone', now: '2026-11-24T08:00:00Z' }).changes).toEqual([]);
});

it.each(SEEDS)('readers that lag see the same in the end: seed %i', (seed) => {
  const random = seededRandom(seed);
  const world = openScarce(random, { replicationDelayMs: 3_000 });
  const nowMs = busy(world, random);
  world.catchUp(nowMs + HOUR_MS);
  expect(rowsOf(world.shown)).toEqual(rowsOf(world.tenant));
  expect(membersOf(world.shown)).toEqual(membersOf(world.tenant));
  for (const sku of world.tenant.skus.keys()) expect(world.shown.consumed(sku)).toBe(world.tenant.consumed(sku));
});

it.each(SEEDS)('direct licenses and those of groups share the seats that there are: seed %i', (seed) => {
  const random = seededRandom(seed);
  const world = openScarce(random);
  const nowMs = busy(world, random, (...args) => (random.chance(70) ? direct(...args) : change(...args)));
  world.catchUp(nowMs + HOUR_MS);
  expect(world.licensing.isIdle).toBe(true);
  expectSeats(world.tenant);
});

import { describe, expect, it } from 'vitest';
import { LivingTenant } from '../../../src/licensing/model/living-tenant.ts';
import { MemoryTenant } from '../../../src/licensing/model/memory-tenant.ts';
import type { Observed } from '../../../src/licensing/model/observed.ts';
import { observedWhole } from '../../../src/licensing/model/observed-whole.ts';
import { forgetGone } from '../../../src/licensing/model/population.ts';
import { takeIn } from '../../../src/licensing/model/take-in.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { type Random, random } from '../random.ts';
import { type PlainSnapshot, randomTenant } from '../random-tenant.ts';
import { NOW } from '../small-tenant.ts';
import { bySource, rowsOf, snapshotOf } from '../snapshot-of.ts';

const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 60);

/** Everything that a directory shows of a tenant, in no order. */
function shown(tenant: Tenant) {
  const { users, groups } = snapshotOf(tenant);
  return {
    users: Object.fromEntries(
      users.map(({ licenseAssignmentStates = [], ...user }) => [
        user.id,
        { ...user, licenses: bySource(licenseAssignmentStates) },
      ]),
    ),
    groups: Object.fromEntries(
      groups.map(({ assignedLicenses = [], members = [], ...group }) => [
        group.id,
        {
          ...group,
          licenses: assignedLicenses.map(({ skuId, disabledPlans }) => `${skuId} ${[...disabledPlans].sort()}`).sort(),
          members: [...members].sort(),
        },
      ]),
    ),
    seats: Object.fromEntries(tenant.skus.map(({ skuId }, sku) => [skuId, [tenant.seats(sku), tenant.consumed(sku)]])),
  };
}

/** The same world a while later: some came, some are gone, and of the others nothing need be as it was. */
function later(any: Random, before: PlainSnapshot, after: PlainSnapshot): PlainSnapshot {
  const ids = new Set([...after.users, ...after.groups].map(({ id }) => id));
  const stay = any.some(before.users, 0.5).filter(({ id }) => !ids.has(id));
  return {
    ...after,
    rules: before.rules,
    subscribedSkus: [...after.subscribedSkus, ...before.subscribedSkus.filter(isNotIn(after.subscribedSkus))],
    users: [...stay, ...after.users],
  };
}

function isNotIn(skus: PlainSnapshot['subscribedSkus']) {
  return ({ skuId }: PlainSnapshot['subscribedSkus'][number]) => !skus.some((sku) => sku.skuId === skuId);
}

/** In parts, some of them told twice. */
function inBatches(any: Random, all: readonly Observed[]): readonly (readonly Observed[])[] {
  const batches: Observed[][] = [[]];
  for (const seen of all) {
    if (any.chance(0.2)) batches.push([]);
    batches.at(-1)?.push(seen);
  }
  return batches.flatMap((batch) => (any.chance(0.3) ? [batch, batch] : [batch]));
}

/** What the tenant's own bookkeeping makes of it must be what a fresh load makes of it. */
function expectAsLoaded(tenant: Tenant): void {
  const fresh = new MemoryTenant(snapshotOf(tenant));
  expect(rowsAfter(tenant)).toEqual(rowsAfter(fresh));
}

function rowsAfter(tenant: Tenant) {
  return tenant.attempt(() => {
    reconcile(tenant, { users: 'everyone', now: NOW });
    return rowsOf(tenant);
  });
}

describe('a tenant that is observed', () => {
  it.each(Array.from({ length: COUNT }, (_, seed) => seed))('becomes what it is, step by step: seed %i', (seed) => {
    const any = random(seed);
    const before = randomTenant(seed);
    const after = later(any, before, randomTenant(seed + 1_000));
    const tenant = new LivingTenant(new MemoryTenant(before));
    const gone = new Set<string>();
    for (const batch of inBatches(any, observedWhole(tenant, after))) {
      for (const id of takeIn(tenant, batch).gone) gone.add(id);
      expectAsLoaded(tenant);
    }
    forgetGone(tenant, gone);
    expect(shown(tenant)).toEqual(shown(new MemoryTenant(after)));
    expectAsLoaded(tenant);
  });

  it('stays the same when it is told what it knows', () => {
    const snapshot = randomTenant(7);
    const tenant = new LivingTenant(new MemoryTenant(snapshot));
    const { revision } = tenant;
    expect(takeIn(tenant, observedWhole(tenant, snapshotOf(tenant))).affected.size).toBe(0);
    expect(tenant.revision).toBe(revision);
  });

  it('knows the groups in a group that is told in the same batch', () => {
    const tenant = new LivingTenant(new MemoryTenant(randomTenant(3, { users: 4 })));
    takeIn(tenant, [
      { kind: 'group', group: { id: 'new', displayName: 'New', securityEnabled: true } },
      { kind: 'member', groupId: 'new', memberId: 'nested', isGone: false },
    ]);
    expect(tenant.snapshotGroup(tenant.findGroup('new') ?? -1).members).toEqual(['nested']);
  });

  it('keeps the places of people, and carries their rows over', () => {
    const snapshot = randomTenant(3, { users: 4 });
    const tenant = new LivingTenant(new MemoryTenant(snapshot));
    const ids = snapshot.users.map(({ id }) => tenant.findUser(id));
    const before = snapshot.users.map((_, user) => tenant.rows(user));
    const said = before.map((rows) => tenant.read(rows));
    let carried: unknown[] = [];
    tenant.onBecome((carryRows) => {
      carried = before.map((rows) => tenant.read(carryRows(rows)));
    });
    takeIn(tenant, [{ kind: 'user', user: { id: 'new', displayName: 'New' } }]);
    expect(snapshot.users.map(({ id }) => tenant.findUser(id))).toEqual(ids);
    expect(tenant.findUser('new')).toBe(snapshot.users.length);
    expect(carried).toEqual(said);
  });
});

import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { causesOf } from '../../src/licensing/explain/causes.ts';
import { failingGroupIds } from '../../src/licensing/explain/failures.ts';
import { assignedMembers, groupStatus, groupStatuses } from '../../src/licensing/explain/group-status.ts';
import { rememberStatuses } from '../../src/licensing/explain/known-statuses.ts';
import { affectedBy } from '../../src/licensing/model/affected.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant, UserIndex } from '../../src/licensing/model/tenant.ts';
import { firstRows, measureOutcome, stateBefore } from '../../src/licensing/outcome/measure.ts';
import type { Outcome } from '../../src/licensing/outcome/outcome.ts';
import { simulate } from '../../src/licensing/outcome/simulate.ts';
import { summarize } from '../../src/licensing/outcome/summarize.ts';
import { tallyOf } from '../../src/licensing/outcome/tally.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { finish } from '../../src/licensing/steps.ts';
import { byMerit } from '../../src/licensing/suggest/merit.ts';
import { suggest, suggestFor } from '../../src/licensing/suggest/suggest.ts';
import { random } from './random.ts';
import { randomChange, randomTenant } from './random-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 150);

const drawn = new Map<number, ReturnType<typeof randomTenant>>();

/** Drawn once for all that is asked of it. */
function snapshotOf(seed: number) {
  const snapshot = drawn.get(seed) ?? randomTenant(seed);
  drawn.set(seed, snapshot);
  return snapshot;
}

function settledTenant(seed: number): Tenant {
  const tenant = loadTenant(snapshotOf(seed));
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

function forEachTenant(look: (tenant: Tenant, seed: number) => void): void {
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const tenant = settledTenant(seed);
    if (tenant.groupCount > 0) look(tenant, seed);
  }
}

function everybody(tenant: Tenant): readonly UserIndex[] {
  return Array.from({ length: tenant.userCount }, (_, user) => user);
}

/** All that can be seen of a tenant. */
function picture(tenant: Tenant): unknown {
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => tenant.snapshotGroup(group));
  const seats = tenant.skus.map((_, sku) => [tenant.seats(sku), tenant.consumed(sku), tenant.withDirect(sku)]);
  return {
    users: everybody(tenant).map((user) => tenant.snapshotUser(user)),
    groups,
    seats,
    order: tenant.groupOrder(),
  };
}

/** The changes as the directory takes them, one after the other, and one reconciliation of everybody they affect. */
function applied(tenant: Tenant, changes: readonly Change[]): Outcome {
  const before = stateBefore(tenant, changes);
  const users = new Set<UserIndex>();
  for (const change of changes) {
    for (const user of affectedBy(tenant, change)) users.add(user);
    expect(applyChange(tenant, change, NOW)).toEqual([]);
  }
  const rows = firstRows(tenant, before, reconcile(tenant, { users, now: NOW }).changes);
  return finish(measureOutcome(tenant, before, rows));
}

function stillFailing(tenant: Tenant, users: readonly UserIndex[], groupId: string): readonly UserIndex[] {
  return users.filter((user) => failingGroupIds(tenant.read(tenant.rows(user))).includes(groupId));
}

describe('causes', () => {
  it('hold every failing pair of person and group exactly once, each with a reason', () => {
    const kinds = new Set<string>();
    forEachTenant((tenant, seed) => {
      const causes = causesOf(tenant, 'everywhere');
      const pairs = causes.flatMap(({ group, users }) => users.map((user) => `${user} ${tenant.group(group).id}`));
      const failing = everybody(tenant).flatMap((user) =>
        failingGroupIds(tenant.read(tenant.rows(user)))
          .filter((id) => tenant.findGroup(id) !== undefined)
          .map((id) => `${user} ${id}`),
      );
      expect(pairs.sort(), `tenant ${seed}`).toEqual(failing.sort());
      for (const { detail, on } of causes) kinds.add(`${detail.kind} on ${on}`);
      expect(
        causes.filter(({ detail }) => detail.kind === 'unknown'),
        `tenant ${seed}`,
      ).toEqual([]);
    });
    expect([...kinds].sort()).toEqual([
      'conflict on assignment',
      'dependency on assignment',
      'dependency on removal',
      'duplicateAddress on assignment',
      'location on assignment',
      'notAssignable on assignment',
      'seats on assignment',
    ]);
  });

  it('are the same whether asked of everybody or of one group', () => {
    forEachTenant((tenant, seed) => {
      const everywhere = causesOf(tenant, 'everywhere');
      for (let group = 0; group < tenant.groupCount; group++) {
        const here = everywhere.filter((cause) => cause.group === group);
        const pairs = (causes: readonly { users: readonly number[] }[]) =>
          causes.map(({ users }) => [...users].sort()).sort();
        expect(pairs(groupStatus(tenant, group).causes), `tenant ${seed}`).toEqual(pairs(here));
      }
    });
  });
});

describe('a group’s status', () => {
  it('is the same whether the group is read alone or among others', () => {
    forEachTenant((tenant, seed) => {
      const groups = Array.from({ length: tenant.groupCount }, (_, group) => group);
      const alone = groups.map((group) => groupStatus(tenant, group));
      expect(groupStatuses(tenant, groups), `tenant ${seed}`).toEqual(alone);
      expect(
        groups.map((group) => assignedMembers(tenant, group)),
        `tenant ${seed}`,
      ).toEqual(alone.map(({ assigned }) => assigned));
    });
  });

  it('counts every member of a settled tenant as assigned or failed', () => {
    forEachTenant((tenant, seed) => {
      for (let group = 0; group < tenant.groupCount; group++) {
        const { members, assigned, failed, pending, products } = groupStatus(tenant, group);
        if (products.length === 0) continue;
        expect({ counted: assigned + failed, pending }, `tenant ${seed}`).toEqual({ counted: members, pending: 0 });
      }
    });
  });
});

describe('a simulation', () => {
  it('leaves the tenant as it was, and foretells exactly what applying does', () => {
    let taken = 0;
    forEachTenant((tenant, seed) => {
      const any = random(seed);
      const snapshot = randomTenant(seed);
      const changes = Array.from({ length: 1 + any.int(3) }, () => randomChange(any, snapshot));
      const before = picture(tenant);
      const foretold = simulate(tenant, changes, { now: '2026-11-25T00:00:00Z' });
      expect(picture(tenant), `tenant ${seed}`).toEqual(before);
      if (foretold.refusals.length > 0) return;
      taken++;
      const real = applied(tenant, changes);
      expect(real.fingerprint, `tenant ${seed}`).toBe(foretold.fingerprint);
      expect(
        {
          people: real.people,
          seats: real.seats,
          fixed: real.fixed,
          newlyFailing: real.newlyFailing,
          lose: real.loseSomething,
        },
        `tenant ${seed}`,
      ).toEqual({
        people: foretold.people,
        seats: foretold.seats,
        fixed: foretold.fixed,
        newlyFailing: foretold.newlyFailing,
        lose: foretold.loseSomething,
      });
    });
    expect(taken).toBeGreaterThan(COUNT / 4);
  });

  it('tells the same, in the same order, whether the groups it does not name were read before or not', () => {
    let told = 0;
    for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
      const snapshot = randomTenant(seed, { users: 25 });
      const tenant = loadTenant(snapshot);
      reconcile(tenant, { users: 'everyone', now: NOW });
      const any = random(seed + 11);
      for (let step = 0; step < 6; step++) {
        const change = randomChange(any, snapshot);
        const known = rememberStatuses(tenant);
        known.ofEach(Array.from({ length: tenant.groupCount }, (_, group) => group));
        const outcome = simulate(tenant, [change], { now: NOW }, known);
        expect(outcome, `tenant ${seed}`).toEqual(simulate(tenant, [change], { now: NOW }));
        const named = 'groupId' in change && tenant.findGroup(change.groupId) !== undefined ? 1 : 0;
        if (outcome.refusals.length === 0) told += outcome.groups.length - named;
      }
    }
    expect(told).toBeGreaterThan(COUNT / 10);
  });

  it('says the same in numbers, foretold and real', () => {
    forEachTenant((tenant, seed) => {
      const change = randomChange(random(seed), snapshotOf(seed));
      const target = {
        targetGroupIds: 'groupId' in change ? [change.groupId] : [],
        targetUserIds: 'userId' in change ? [change.userId] : [],
        changes: [change],
      };
      const foretold = simulate(tenant, [change], { now: NOW });
      if (foretold.refusals.length > 0) return;
      const simulated = summarize(tenant, foretold, target);
      const { people, changed, unchanged, failed, failedBefore } = tallyOf(tenant, foretold, target);
      expect(changed + unchanged + failed, `tenant ${seed}`).toBe(people);
      expect(Math.min(changed, unchanged, failed, failed - failedBefore), `tenant ${seed}`).toBeGreaterThanOrEqual(0);
      expect(simulated, `tenant ${seed}`).toMatchObject({ people, changed, failed, succeeded: changed + unchanged });
      expect(summarize(tenant, applied(tenant, [change]), target), `tenant ${seed}`).toEqual(simulated);
    });
  });
});

describe('a suggestion', () => {
  it('helps somebody, and does exactly what it promises', () => {
    const kinds = new Set<string>();
    forEachTenant((tenant, seed) => {
      const before = picture(tenant);
      const suggestions = suggest(tenant, 'everywhere', { now: NOW, limit: 50 });
      expect(picture(tenant), `tenant ${seed}`).toEqual(before);
      for (const { kind, changes, fixes, partlyFixes, of, groupId, outcome, also } of suggestions) {
        kinds.add(kind);
        if (also) kinds.add('combined');
        expect(fixes.length + partlyFixes.length, `tenant ${seed}: ${kind}`).toBeGreaterThan(0);
        expect(fixes.length + partlyFixes.length, `tenant ${seed}: ${kind}`).toBeLessThanOrEqual(of);
        tenant.attempt(() => {
          expect(stillFailing(tenant, fixes, groupId), `tenant ${seed}: ${kind}`).toEqual(fixes);
          const real = applied(tenant, changes);
          expect(real.fingerprint, `tenant ${seed}: ${kind}`).toBe(outcome.fingerprint);
          expect(real.people, `tenant ${seed}: ${kind}`).toEqual(outcome.people);
          expect(stillFailing(tenant, fixes, groupId), `tenant ${seed}: ${kind}`).toEqual([]);
        });
      }
    });
    expect([...kinds].sort()).toEqual([
      'buySeats',
      'combined',
      'freeSeats',
      'leaveSourceGroup',
      'letGoNow',
      'reactivate',
      'releaseKept',
      'removeDirectCopy',
      'repairAddress',
      'setUsageLocation',
      'splitTemplate',
      'swapInSource',
      'turnPlansOffHere',
      'turnPlansOffInSource',
    ]);
  });

  it('is among the best even where not all were simulated', () => {
    let left = 0;
    forEachTenant((tenant, seed) => {
      const all = suggest(tenant, 'everywhere', { now: NOW, limit: 1000 });
      const two = suggest(tenant, 'everywhere', { now: NOW, limit: 2 });
      expect(two.length, `tenant ${seed}`).toBe(Math.min(2, all.length));
      two.forEach((suggestion, place) => {
        const best = all[place];
        if (best) expect(byMerit(suggestion, best), `tenant ${seed}, ${place}`).toBeLessThanOrEqual(0);
      });
      left += all.length - two.length;
    });
    expect(left).toBeGreaterThan(0);
  });

  it('for a change not applied yet keeps people from failing whom the change would fail', () => {
    let offered = 0;
    forEachTenant((tenant, seed) => {
      const change = randomChange(random(seed + 7), snapshotOf(seed));
      const newlyFailing = simulate(tenant, [change], { now: NOW }).newlyFailing.map(
        ({ user, groupId }) => `${user} ${groupId}`,
      );
      for (const { changes, fixes, groupId, outcome, kind } of suggestFor(tenant, [change], { now: NOW })) {
        offered++;
        for (const user of fixes) expect(newlyFailing, `tenant ${seed}: ${kind}`).toContain(`${user} ${groupId}`);
        tenant.attempt(() => {
          expect(applied(tenant, [change, ...changes]).fingerprint, `tenant ${seed}: ${kind}`).toBe(
            outcome.fingerprint,
          );
          expect(stillFailing(tenant, fixes, groupId), `tenant ${seed}: ${kind}`).toEqual([]);
        });
      }
    });
    expect(offered).toBeGreaterThan(0);
  });
});

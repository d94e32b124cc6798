import { describe, expect, it } from 'vitest';
import type { LicenseAssignmentState } from '../../src/graph/types.ts';
import type { Change } from '../../src/licensing/change.ts';
import { causesOf } from '../../src/licensing/explain/causes.ts';
import { failingGroupIds } from '../../src/licensing/explain/failures.ts';
import { rememberStatuses } from '../../src/licensing/explain/known-statuses.ts';
import type { Cause } from '../../src/licensing/explain/status.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { finish } from '../../src/licensing/steps.ts';
import { candidatesFor } from '../../src/licensing/suggest/candidates.ts';
import { evaluate } from '../../src/licensing/suggest/evaluate.ts';
import { suggest } from '../../src/licensing/suggest/suggest.ts';
import type { Suggestion } from '../../src/licensing/suggest/suggestion.ts';
import { reconcileLiterally } from './literal.ts';
import { termsOf } from './literal-terms.ts';
import { type PlainSnapshot, randomTenant } from './random-tenant.ts';
import { snapshotOf } from './snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';
const LATER = '2026-11-24T07:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 15);
const LONG_MS = 3_600_000;

/** A tenant at rest, as a snapshot that the literal definition can read. */
function settledSnapshot(seed: number): PlainSnapshot {
  const tenant = loadTenant(randomTenant(seed, seed % 10 === 0 ? { users: 12 } : {}));
  reconcile(tenant, { users: 'everyone', now: NOW });
  return snapshotOf(tenant);
}

/** What one person has and where they belong, as the definition says it, times left aside. */
interface Standing {
  readonly rows: readonly string[];
  readonly skuIds: readonly string[];
  readonly plans: readonly string[];
  readonly failing: readonly string[];
  readonly groupIds: readonly string[];
}

/** Everybody's standing and every product's seats in use, as the literal definition leaves the tenant. */
function judged(snapshot: PlainSnapshot): {
  readonly people: ReadonlyMap<string, Standing>;
  readonly consumed: ReadonlyMap<string, number>;
} {
  const { rows, consumed } = reconcileLiterally(snapshot, LATER);
  const { listedPlansOf } = termsOf(snapshot);
  const isHeld = (row: LicenseAssignmentState) => row.state === 'Active' || row.state === 'ActiveWithError';
  const people = snapshot.users.map(({ id }): [string, Standing] => {
    const own = rows.get(id) ?? [];
    const held = own.filter(isHeld);
    return [
      id,
      {
        rows: own
          .map(
            (row) => `${row.skuId} ${row.assignedByGroup} ${row.state} ${row.error} ${[...row.disabledPlans].sort()}`,
          )
          .sort(),
        skuIds: distinct(held.map((row) => row.skuId)),
        plans: distinct(held.flatMap(listedPlansOf)),
        failing: distinct(failingGroupIds(own)),
        groupIds: snapshot.groups.filter(({ members }) => members?.includes(id)).map((group) => group.id),
      },
    ];
  });
  return { people: new Map(people), consumed };
}

function distinct(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort();
}

function less(values: readonly string[], others: readonly string[]): readonly string[] {
  return values.filter((value) => !others.includes(value)).sort();
}

/** The changes as the directory takes them, in a tenant of their own; undefined when it refuses one. */
function applied(snapshot: PlainSnapshot, changes: readonly Change[]): Tenant | undefined {
  const tenant = loadTenant(snapshot);
  return changes.every((change) => applyChange(tenant, change, LATER).length === 0) ? tenant : undefined;
}

/** What the definition says that the changes do to everybody. */
function literalOutcome(snapshot: PlainSnapshot, changes: readonly Change[]) {
  const changed = applied(snapshot, changes);
  if (changed === undefined) throw new Error(`refused: ${JSON.stringify(changes)}`);
  const [before, after] = [judged(snapshot), judged(snapshotOf(changed))];
  const people = [...before.people].map(([id, was]) => ({ id, was, is: after.people.get(id) ?? was }));
  return {
    people: people
      .filter(({ was, is }) => `${was.rows} ${was.groupIds}` !== `${is.rows} ${is.groupIds}`)
      .map(({ id, was, is }) => ({
        id,
        gainedSkuIds: less(is.skuIds, was.skuIds),
        lostSkuIds: less(was.skuIds, is.skuIds),
        gainedPlans: less(is.plans, was.plans),
        lostPlans: less(was.plans, is.plans),
        joinedGroupIds: less(is.groupIds, was.groupIds),
        leftGroupIds: less(was.groupIds, is.groupIds),
      })),
    fixed: people
      .flatMap(({ id, was, is }) => less(was.failing, is.failing).map((groupId) => `${id} ${groupId}`))
      .sort(),
    newlyFailing: people
      .flatMap(({ id, was, is }) => less(is.failing, was.failing).map((groupId) => `${id} ${groupId}`))
      .sort(),
    seats: snapshot.subscribedSkus
      .map(({ skuId }) => ({ skuId, before: before.consumed.get(skuId), after: after.consumed.get(skuId) }))
      .filter((seats) => seats.before !== seats.after),
  };
}

/** What the suggestion promises, in the same words. */
function promised(tenant: Tenant, { outcome }: Suggestion): ReturnType<typeof literalOutcome> {
  const idOf = (user: number) => tenant.user(user).id;
  const pairs = (failures: typeof outcome.fixed) =>
    failures.map(({ user, groupId }) => `${idOf(user)} ${groupId}`).sort();
  return {
    people: outcome.people.map(({ user, ...change }) => ({
      id: idOf(user),
      gainedSkuIds: [...change.gainedSkuIds].sort(),
      lostSkuIds: [...change.lostSkuIds].sort(),
      gainedPlans: [...change.gainedPlans].sort(),
      lostPlans: [...change.lostPlans].sort(),
      joinedGroupIds: [...change.joinedGroupIds].sort(),
      leftGroupIds: [...change.leftGroupIds].sort(),
    })),
    fixed: pairs(outcome.fixed),
    newlyFailing: pairs(outcome.newlyFailing),
    seats: outcome.seats
      .map(({ skuId, before, after }) => ({ skuId, before, after }))
      .filter((seats) => seats.before !== seats.after),
  };
}

describe('a suggestion for any cause of a random tenant', () => {
  it(
    'does to everybody exactly what the literal definition says of its changes, and names everybody whom it touches',
    () => {
      let touched = 0;
      for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
        const snapshot = settledSnapshot(seed);
        const tenant = loadTenant(snapshot);
        for (const { users, group } of causesOf(tenant, 'everywhere')) {
          for (const suggestion of suggest(tenant, { users }, { now: LATER, limit: 20 })) {
            const where = `tenant ${seed}, group ${group}: ${suggestion.kind}`;
            const literal = literalOutcome(snapshot, suggestion.changes);
            expect(promised(tenant, suggestion), where).toEqual(literal);

            const idOf = (user: number) => tenant.user(user).id;
            const { fixes, partlyFixes, alsoTouched, groupId } = suggestion;
            const inScope = new Set(users.map(idOf));
            const freed = literal.fixed.filter(
              (pair) => pair.endsWith(` ${groupId}`) && inScope.has(pair.slice(0, -groupId.length - 1)),
            );
            expect(fixes.map((user) => `${idOf(user)} ${groupId}`).sort(), where).toEqual(freed);
            const named = [...fixes, ...partlyFixes, ...alsoTouched].map(idOf);
            expect(new Set(named).size, where).toBe(named.length);
            expect(named, where).toEqual(expect.arrayContaining(literal.people.map(({ id }) => id)));
            touched += literal.people.length;
          }
        }
      }
      expect(touched).toBeGreaterThan(COUNT);
    },
    LONG_MS,
  );

  it(
    'frees everybody of the cause where up to three candidates can, touching no more others, nor in more changes, than needs be',
    () => {
      let possible = 0;
      for (let seed = FIRST; seed < FIRST + COUNT * 4; seed++) {
        const tenant = loadTenant(settledSnapshot(seed));
        for (const cause of causesOf(tenant, 'everywhere')) {
          const costOf = costReader(tenant, cause);
          const candidates = candidatesFor(tenant, cause, { now: LATER }).filter(
            ({ kind }) => kind !== 'splitTemplate',
          );
          const needed = least(subsets(candidates, 3).map((set) => costOf(set.flatMap(({ changes }) => changes))));
          if (needed === undefined) continue;
          possible++;
          const suggestions = suggest(tenant, { users: cause.users }, { now: LATER, limit: 100 });
          const offered = least(suggestions.map(({ changes }) => costOf(changes)));
          const where = `tenant ${seed}, ${tenant.group(cause.group).id}: ${cause.error}`;
          if (offered === undefined) throw new Error(`${where}: nothing frees everybody`);
          expect(compareCosts(offered, needed), `${where}: ${offered} instead of ${needed}`).toBeLessThanOrEqual(0);
        }
      }
      expect(possible).toBeGreaterThan(COUNT);
    },
    LONG_MS,
  );
});

/** People touched besides those of the cause, and changes: the first counts before the second. */
type Cost = readonly [touched: number, changes: number];

function compareCosts(a: Cost, b: Cost): number {
  return a[0] - b[0] || a[1] - b[1];
}

function least(costs: readonly (Cost | undefined)[]): Cost | undefined {
  return costs.filter((cost) => cost !== undefined).sort(compareCosts)[0];
}

/** What changes cost that free everybody of the cause; undefined for those that do not. */
function costReader(tenant: Tenant, cause: Cause): (changes: readonly Change[]) => Cost | undefined {
  const question = {
    tenant,
    cause,
    failing: new Set(cause.users),
    options: { now: LATER },
    known: rememberStatuses(tenant),
  };
  return (changes) => {
    const told = finish(evaluate([question], { kind: 'buySeats', changes, subject: {}, canApply: true }));
    return told?.fixes.length === cause.users.length ? [told.alsoTouched.length, changes.length] : undefined;
  };
}

/** Every set of one up to so many of them, in their order. */
function subsets<T>(from: readonly T[], atMost: number): readonly (readonly T[])[] {
  if (atMost === 0) return [];
  return from.flatMap((first, place) => [
    [first],
    ...subsets(from.slice(place + 1), atMost - 1).map((rest) => [first, ...rest]),
  ]);
}

import type { Change, Refusal } from '../change.ts';
import { groupStatusAfter, groupStatuses } from '../explain/group-status.ts';
import { type KnownStatuses, rememberStatuses } from '../explain/known-statuses.ts';
import { bySize } from '../explain/merge-causes.ts';
import type { GroupStatus } from '../explain/status.ts';
import { affectedBy } from '../model/affected.ts';
import { applyChange } from '../model/apply-change.ts';
import { memoryOf } from '../model/memory-tenant.ts';
import type { RowsBefore } from '../model/rows-before.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { deciding, type Reconciliation, reconciling } from '../reconcile/reconcile.ts';
import { finish, oneStep, PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { fingerprintOf } from './fingerprint.ts';
import { firstRows, measureOutcome, type PeopleBefore, stateBefore } from './measure.ts';
import type { Outcome } from './outcome.ts';

export interface SimulateOptions {
  /** Stands in rows that change; no outcome depends on it. */
  readonly now: string;
  /** Of the groups that no change names, those whose statuses are told where failures come or go; absent: of all. */
  readonly tells?: readonly string[];
}

/** The changes stood for a moment, or were refused and nothing else was looked at. */
type WhatIf<T> = { readonly refusals: readonly Refusal[] } | { readonly refusals: readonly []; readonly seen: T };

/** What the changes, taken together and reconciled to the end, would do to everybody. The tenant is as before. */
export function simulate(...asked: Parameters<typeof simulating>): Outcome {
  return finish(simulating(...asked));
}

/** The same for a look that may pause. */
export function* simulating(
  tenant: Tenant,
  changes: readonly Change[],
  options: SimulateOptions,
  known: KnownStatuses = rememberStatuses(tenant),
): Steps<Outcome> {
  const { tells } = options;
  const before = stateBefore(tenant, changes, known.of);
  if (tenant.isPauseDue) yield;
  const result = yield* glimpsing(tenant, changes, options, before, function* (rows) {
    if (tenant.isPauseDue) yield;
    const outcome = yield* measureOutcome(tenant, before, rows);
    if (tenant.isPauseDue) yield;
    return { outcome, others: otherStatuses(tenant, otherGroups(tenant, outcome, tells), changes, rows, known) };
  });
  if (!('seen' in result)) return refusedOutcome(result.refusals);
  const { outcome, others } = result.seen;
  if (others.length === 0) return outcome;
  const told = new Set(others.map(({ group }) => group));
  const causes = [
    ...outcome.causes.filter(({ group }) => !told.has(group)),
    ...others.flatMap((after) => after.causes),
  ];
  const statuses = known.ofEach(others.map(({ group }) => group));
  return {
    ...outcome,
    groups: [...outcome.groups, ...others.flatMap((after, place) => ({ before: statuses[place] ?? after, after }))],
    causes: causes.sort(bySize),
  };
}

/** The statuses afterwards of groups that no change names: by difference where it is known what they were. */
function otherStatuses(
  after: Tenant,
  groups: readonly GroupIndex[],
  changes: readonly Change[],
  rows: RowsBefore,
  known: KnownStatuses,
): readonly GroupStatus[] {
  const byRowsAlone = changes.every(({ kind }) => kind !== 'setUsageLocation' && kind !== 'setProxyAddresses');
  const byDifference = new Map<GroupIndex, GroupStatus>();
  for (const group of groups) {
    const before = known.already(group);
    const flat = after.nestedGroups(group).length === 0;
    if (before && byRowsAlone && flat) byDifference.set(group, groupStatusAfter(after, before, rows));
  }
  const anew = groupStatuses(
    after,
    groups.filter((group) => !byDifference.has(group)),
  );
  const statuses = new Map([...byDifference, ...anew.map((status) => [status.group, status] as const)]);
  return groups.flatMap((group) => statuses.get(group) ?? []);
}

/** Groups that no change names and in which failures come or go. */
function otherGroups(
  tenant: Tenant,
  { groups, fixed, newlyFailing }: Outcome,
  tells: readonly string[] | undefined,
): readonly GroupIndex[] {
  const named = new Set(groups.map(({ after }) => after.group));
  const ids = new Set([...fixed, ...newlyFailing].map(({ groupId }) => groupId));
  return [...ids].flatMap((id) => {
    const group = tenant.findGroup(id);
    return group === undefined || named.has(group) || tells?.includes(id) === false ? [] : [group];
  });
}

/**
 * What becomes of people's rows by the changes, and nothing else of the outcome: `look` is given what the rows were of
 * everybody concerned, while the tenant has those that they would come to. `before` was asked before the changes.
 */
export function* glimpsing<T>(
  tenant: Tenant,
  changes: readonly Change[],
  options: SimulateOptions,
  before: PeopleBefore,
  look: (rows: RowsBefore) => Steps<T>,
): Steps<WhatIf<T>> {
  const decided = function* (users: readonly UserIndex[]) {
    const { changes: rows, consumed } = yield* deciding(tenant, { users, now: options.now });
    return yield* memoryOf(tenant).wearing(rows, consumed, () => look(firstRows(tenant, before, rows)));
  };
  return yield* tenant.attempting(() => standing(tenant, changes, options, decided), { discardRows: true });
}

/**
 * Looks at the tenant while the changes stand and everybody they affect is reconciled; then takes everything back, also
 * when `look` throws. Handles of rows (`Rows`) made meanwhile are worth nothing afterwards.
 */
export function whatIf<T>(
  tenant: Tenant,
  changes: readonly Change[],
  options: SimulateOptions,
  look: (after: Tenant, reconciliation: Reconciliation) => T,
): WhatIf<T> {
  return finish(tryingOut(tenant, changes, options, (...after) => oneStep(() => look(...after))));
}

/** The same for a look that may pause. */
export function tryingOut<T>(
  tenant: Tenant,
  changes: readonly Change[],
  options: SimulateOptions,
  look: (after: Tenant, reconciliation: Reconciliation) => Steps<T>,
): Steps<WhatIf<T>> {
  const seen = function* (users: readonly UserIndex[]) {
    return yield* look(tenant, yield* reconciling(tenant, { users, now: options.now }));
  };
  return tenant.attempting(() => standing(tenant, changes, options, seen), { discardRows: true });
}

/** Within an attempt: makes the changes, and looks with everybody whom they affect; some may be named twice. */
function* standing<T>(
  tenant: Tenant,
  changes: readonly Change[],
  { now }: SimulateOptions,
  look: (affected: readonly UserIndex[]) => Steps<T>,
): Steps<WhatIf<T>> {
  const users: UserIndex[] = [];
  const refusals: Refusal[] = [];
  for (const change of changes) {
    // Asked before the change is applied.
    const affected = affectedBy(tenant, change);
    const people = 'size' in affected ? [...affected] : affected;
    for (let place = 0; place < people.length; place++) {
      if (place % PEOPLE_PER_LOOK === PEOPLE_PER_LOOK - 1 && tenant.isPauseDue) yield;
      users.push(people[place] as UserIndex);
    }
    refusals.push(...applyChange(tenant, change, now));
  }
  if (refusals.length > 0) return { refusals };
  return { refusals: [], seen: yield* look(users) };
}

function refusedOutcome(refusals: readonly Refusal[]): Outcome {
  return {
    refusals,
    groups: [],
    people: [],
    seats: [],
    fixed: [],
    newlyFailing: [],
    causes: [],
    loseSomething: [],
    keepPlan: [],
    fingerprint: fingerprintOf(JSON.stringify(refusals)),
  };
}

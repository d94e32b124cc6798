import { affectedBy } from './affected.ts';
import { applyChange } from './apply-change.ts';
import { bySize } from './causes.ts';
import type { Change, Refusal } from './change.ts';
import { fingerprintOf } from './fingerprint.ts';
import { groupStatusWith } from './group-status.ts';
import { outcomeSince, stateBefore } from './measure.ts';
import type { Outcome } from './outcome.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

export interface SimulateOptions {
  /** Stands in rows that change; no outcome depends on it. */
  readonly now: string;
}

/** The changes stood for a moment, or were refused and nothing else was looked at. */
export type WhatIf<T> =
  | { readonly refusals: readonly Refusal[] }
  | { readonly refusals: readonly []; readonly seen: T };

/** What the changes, taken together and reconciled to the end, would do to everybody. The tenant is as before. */
export function simulate(tenant: Tenant, changes: readonly Change[], options: SimulateOptions): Outcome {
  const before = stateBefore(tenant, changes);
  const result = whatIf(tenant, changes, options, (after, { changes: changed }) => {
    const outcome = outcomeSince(after, before, changed);
    const people = outcome.people.map(({ user }) => user);
    return {
      outcome,
      people,
      others: otherGroups(after, outcome).map((group) => groupStatusWith(after, group, people)),
    };
  });
  if (!('seen' in result)) return refusedOutcome(result.refusals);
  const { outcome, people, others } = result.seen;
  if (others.length === 0) return outcome;
  const told = new Set(others.map(({ group }) => group));
  const causes = [
    ...outcome.causes.filter(({ group }) => !told.has(group)),
    ...others.flatMap((after) => after.causes),
  ];
  return {
    ...outcome,
    groups: [
      ...outcome.groups,
      ...others.map((after) => ({ before: groupStatusWith(tenant, after.group, people), after })),
    ],
    causes: causes.sort(bySize),
  };
}

/** Groups that no change names and in which failures come or go. */
function otherGroups(tenant: Tenant, { groups, fixed, newlyFailing }: Outcome): readonly GroupIndex[] {
  const named = new Set(groups.map(({ after }) => after.group));
  const ids = new Set([...fixed, ...newlyFailing].map(({ groupId }) => groupId));
  return [...ids].flatMap((id) => {
    const group = tenant.findGroup(id);
    return group === undefined || named.has(group) ? [] : [group];
  });
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
  return tenant.attempt(() => {
    const users = new Set<UserIndex>();
    const refusals: Refusal[] = [];
    for (const change of changes) {
      const affected = [...affectedBy(tenant, change)];
      refusals.push(...applyChange(tenant, change, options.now));
      for (const user of affected) users.add(user);
    }
    if (refusals.length > 0) return { refusals };
    return { refusals: [], seen: look(tenant, reconcile(tenant, { users, now: options.now })) };
  });
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

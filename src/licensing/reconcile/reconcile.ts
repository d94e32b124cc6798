import type { LicenseAssignmentError } from '../../graph/types.ts';
import { type MemoryTenant, memoryOf } from '../model/memory-tenant.ts';
import type { RowsChange, Tenant, UserIndex } from '../model/tenant.ts';
import { UserSet } from '../model/user-set.ts';
import { finish, PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import type { Helper } from './helper.ts';
import { Look } from './look.ts';
import { FEW, Run } from './run.ts';

/** What one reconciliation changed. The tenant already stands at the result. */
export interface Reconciliation {
  /**
   * Everybody whose rows differ, each once, in an order in which no seat is taken before it is free. People who exchange
   * seats in a ring have no such order: there one seat is taken a moment early.
   */
  readonly changes: readonly RowsChange[];
  /** Rows added, removed or altered. */
  readonly rowChanges: number;
  /** Pairs of person and group accepted and refused, over the people looked at. */
  readonly assigned: number;
  readonly failed: number;
  /** Pairs refused, by their top reason. */
  readonly byError: Readonly<Partial<Record<LicenseAssignmentError, number>>>;
  /** Rounds until one changed nothing, that one included. */
  readonly rounds: number;
}

/** Whom to look at. Whoever waits for a seat that comes free is looked at as well, by itself. */
export interface ReconcileOptions {
  readonly users: ReadonlySet<UserIndex> | readonly UserIndex[] | 'everyone';
  /** `lastUpdatedDateTime` of rows that change. */
  readonly now: string;
  /** Those who do a part of it where everybody is looked at and it pays; the outcome is the same without them. */
  readonly helpers?: readonly Helper[];
}

const looks = new WeakMap<MemoryTenant, Look>();

/**
 * Brings the tenant to what its groups and rules come to, journaled like every change: inside `attempt` it leaves no trace. For some
 * people it does what it would do for everyone, as long as the others are settled, at the cost of those people.
 */
export function reconcile(tenant: Tenant, options: ReconcileOptions): Reconciliation {
  return finish(reconciling(tenant, options));
}

/** The same for a look that may pause. */
export function* reconciling(tenant: Tenant, options: ReconcileOptions): Steps<Reconciliation> {
  const run = yield* runOf(tenant, options);
  run.commit();
  return resultOf(run);
}

/**
 * What `reconcile` would come to, and the seats in use then. The tenant stays as it is; the rows that are decided are
 * there to be set, or to be worn.
 */
export function* deciding(tenant: Tenant, options: ReconcileOptions): Steps<Reconciliation & Pick<Run, 'consumed'>> {
  const run = yield* runOf(tenant, options);
  return { ...resultOf(run), consumed: run.consumed };
}

function* runOf(tenant: Tenant, { users, now, helpers = [] }: ReconcileOptions): Steps<Run> {
  const memory = memoryOf(tenant);
  const look = looks.get(memory) ?? new Look(memory);
  // In a pause somebody else may reconcile: with a look of their own.
  looks.delete(memory);
  const some = users === 'everyone' ? undefined : yield* setOf(users, memory);
  const run = new Run({ tenant: memory, look, now, takenIn: some, helpers });
  yield* run.survey();
  yield* run.decide();
  looks.set(memory, look);
  return run;
}

function* setOf(
  users: Exclude<ReconcileOptions['users'], 'everyone'>,
  tenant: MemoryTenant,
): Steps<Set<UserIndex> | UserSet> {
  const count = 'size' in users ? users.size : users.length;
  const some = count * FEW < tenant.userCount ? new Set<UserIndex>() : new UserSet(tenant.userCount);
  const people = 'size' in users ? [...users] : users;
  for (let place = 0; place < count; place++) {
    if (place % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
    some.add(people[place] as UserIndex);
  }
  return some;
}

function resultOf({ changes, rowChanges, assigned, failed, byError, rounds }: Run): Reconciliation {
  return { changes, rowChanges, assigned, failed, byError, rounds };
}

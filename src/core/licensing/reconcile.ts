import type { LicenseAssignmentError } from '../graph.ts';
import { type MemoryTenant, memoryOf } from './memory/memory-tenant.ts';
import { Look } from './reconciliation/look.ts';
import { Run } from './reconciliation/run.ts';
import type { Rows, Tenant, UserIndex } from './tenant.ts';

/** What one reconciliation changed. The tenant already stands at the result. */
export interface Reconciliation {
  /**
   * Everybody whose rows differ, each once, in an order in which no seat is taken before it is free. People who exchange
   * seats in a ring have no such order: there one seat is taken a moment early.
   */
  readonly changes: readonly { readonly user: UserIndex; readonly before: Rows; readonly after: Rows }[];
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
  readonly users: Iterable<UserIndex> | 'everyone';
  /** `lastUpdatedDateTime` of rows that change. */
  readonly now: string;
}

const looks = new WeakMap<MemoryTenant, Look>();

/**
 * Brings the tenant to what its groups and rules come to, journaled like every change: inside `attempt` it leaves no trace. For some
 * people it does what it would do for everyone, as long as the others are settled, at the cost of those people.
 */
export function reconcile(tenant: Tenant, { users, now }: ReconcileOptions): Reconciliation {
  const memory = memoryOf(tenant);
  const look = looks.get(memory) ?? new Look(memory);
  looks.set(memory, look);
  const some = users === 'everyone' ? undefined : new Set(users);
  const run = new Run(memory, look, now, some);
  if (some === undefined) for (let user = 0; user < memory.userCount; user++) run.survey(user);
  else for (const user of some) run.survey(user);
  run.decide();
  run.commit();
  const { changes, rowChanges, assigned, failed, byError, rounds } = run;
  return { changes, rowChanges, assigned, failed, byError, rounds };
}

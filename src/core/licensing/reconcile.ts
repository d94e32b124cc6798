import type { LicenseAssignmentError } from '../graph.ts';
import type { Rows, Tenant, UserIndex } from './tenant.ts';

/** What one reconciliation changed (engine.md, *One reconciliation*). The tenant already stands at the result. */
export interface Reconciliation {
  /** Everybody whose rows differ, in an order in which no seat is taken before it is free. */
  readonly changes: readonly { readonly user: UserIndex; readonly before: Rows; readonly after: Rows }[];
  /** Rows added, removed or altered. */
  readonly rowChanges: number;
  /** Pairs of person and group accepted and refused, over the people looked at. */
  readonly assigned: number;
  readonly failed: number;
  readonly byError: Readonly<Partial<Record<LicenseAssignmentError, number>>>;
  readonly rounds: number;
}

/** Whom to look at. Whoever waits for a seat that comes free is looked at as well, by itself. */
export interface ReconcileOptions {
  readonly users: Iterable<UserIndex> | 'everyone';
  /** `lastUpdatedDateTime` of rows that change. */
  readonly now: string;
}

/** Brings the tenant to what engine.md defines, journaled like every change: inside `attempt` it leaves no trace. */
export declare function reconcile(tenant: Tenant, options: ReconcileOptions): Reconciliation;

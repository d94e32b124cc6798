import { snapshotOf } from '../directory/snapshot/tenant-snapshot.ts';
import type { LicenseAssignmentState } from '../graph/types.ts';
import type { Change } from '../licensing/change.ts';
import { applyChange } from '../licensing/model/apply-change.ts';
import { loadTenant } from '../licensing/model/load-tenant.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import type { ChangeLog, LoggedChange } from './change-log.ts';

/** What was done to the tenant, to be seen by its readers later. */
interface Effect {
  readonly timeMs: number;
  /** Of desired state, or the rows that a person has from now on. */
  readonly done:
    | Change
    | { readonly kind: 'rows'; readonly userId: string; readonly rows: readonly LicenseAssignmentState[] };
  /** What delta queries tell of it. */
  readonly logged: readonly LoggedChange[];
}

/** The tenant as its readers see it: as it was some time ago, as in a directory whose replicas follow one another. */
export interface Replica {
  readonly tenant: Tenant;
  /** An effect that the tenant itself shows already. */
  follow(effect: Effect): void;
  catchUp(nowMs: number): void;
}

/** @param lagMs 0: readers see the tenant itself */
export function replicaOf(tenant: Tenant, lagMs: number, log: ChangeLog): Replica {
  if (lagMs === 0) {
    return {
      tenant,
      follow: ({ logged }) => logged.forEach(log.add),
      catchUp: () => undefined,
    };
  }
  const own = loadTenant(snapshotOf(tenant));
  const waiting: Effect[] = [];
  return {
    tenant: own,
    follow: (effect) => void waiting.push(effect),
    catchUp(nowMs) {
      while (waiting[0] !== undefined && waiting[0].timeMs + lagMs <= nowMs) {
        const [{ done, logged, timeMs }] = waiting.splice(0, 1) as [Effect];
        apply(own, done, timeMs);
        logged.forEach(log.add);
      }
    },
  };
}

function apply(tenant: Tenant, done: Effect['done'], timeMs: number): void {
  if (done.kind !== 'rows') {
    applyChange(tenant, done, new Date(timeMs).toISOString());
    return;
  }
  const user = tenant.findUser(done.userId);
  if (user !== undefined) tenant.setRows(user, tenant.intern(done.rows));
}

import type { Change, Refusal } from '../../licensing/change.ts';
import { affectedBy } from '../../licensing/model/affected.ts';
import { applyChange } from '../../licensing/model/apply-change.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { AuditEntry } from '../../store/audit.ts';
import type { Actor } from '../port.ts';
import type { EmbeddedStore } from './embedded-store.ts';
import { type Footprint, footprintOf } from './footprint.ts';

/** What taking changes comes to, before any of them is taken. */
export interface Undertaking {
  readonly refusals: readonly Refusal[];
  readonly affected: ReadonlySet<UserIndex>;
  readonly footprints: readonly Footprint[];
}

const BY_RULE: readonly Refusal[] = [{ kind: 'changedElsewhere', what: 'rule' }];

function isByRule(change: Change): boolean {
  return 'byRule' in change && change.byRule === true;
}

/** Tries the changes in their order, and leaves the tenant as it was. */
export function undertake(tenant: Tenant, changes: readonly Change[], now: string): Undertaking {
  return tenant.attempt(() => {
    const refusals: Refusal[] = [];
    const affected = new Set<UserIndex>();
    const footprints: Footprint[] = [];
    for (const change of changes) {
      for (const user of affectedBy(tenant, change)) affected.add(user);
      const lookAgain = footprintOf(tenant, change);
      const refused = isByRule(change) ? BY_RULE : applyChange(tenant, change, now);
      refusals.push(...refused);
      if (refused.length === 0) {
        footprints.push(lookAgain());
      }
    }
    return { refusals, affected, footprints };
  });
}

/** Writes what the changes leave behind, in the transaction of the caller; answers what the audit log is to say of it. */
export function writeDesiredState(
  store: EmbeddedStore,
  footprints: readonly Footprint[],
  by: Actor,
  time: string,
): readonly AuditEntry[] {
  for (const footprint of footprints) {
    footprint.write(store);
  }
  return footprints.flatMap(({ entries }) => entries.map((entry) => ({ ...entry, time, actor: by })));
}

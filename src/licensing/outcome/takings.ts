import type { LicenseAssignmentState } from '../../graph/types.ts';
import { isUnsure } from '../model/holdings.ts';
import { keptRows } from '../model/kept.ts';
import { memoryOf } from '../model/memory-tenant.ts';
import { peopleKeeping } from '../model/rows-glance.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import type { Reconciliation } from '../reconcile/reconcile.ts';
import { isForOrganization } from '../rules/for-organization.ts';
import { placesLost } from './lost-rows.ts';

/** Why a row goes, or turns on less; or would, if it were not kept. `unsure`: nobody knows whether it is held. */
export type TakingCause = 'unsure' | 'groupGone' | 'notMember' | 'notGiven' | 'forOrganization' | 'givesLess';

/** What one group does not give to some people any more. */
export interface Taking {
  readonly cause: TakingCause;
  readonly groupId: string;
  readonly skuId: string;
  /** In file order. */
  readonly users: readonly UserIndex[];
}

/**
 * Everything that a reconciliation took away, of most people first. What somebody has from elsewhere as well counts too.
 * Ask while the tenant stands as it left it.
 */
export function takings(tenant: Tenant, changes: Reconciliation['changes']): readonly Taking[] {
  const memory = memoryOf(tenant);
  const list = takingList(tenant);
  for (const { user, before, after } of changes) {
    const places = placesLost(memory, before, after);
    if (places.length === 0) continue;
    const rows = tenant.read(before);
    for (const place of places) list.add(user, rows[place]);
  }
  return list.inOrder();
}

/** The same of what is kept: what would be taken away, were it not. */
export function takingsHeldBack(tenant: Tenant): readonly Taking[] {
  const list = takingList(tenant);
  for (const user of peopleKeeping(tenant)) for (const row of keptRows(tenant, user)) list.add(user, row);
  return list.inOrder();
}

/** Everybody who is among them, each once. */
export function peopleIn(takingsToCount: readonly Taking[]): number {
  return new Set(takingsToCount.flatMap(({ users }) => users)).size;
}

function takingList(tenant: Tenant) {
  const found = new Map<string, Taking & { readonly users: UserIndex[] }>();
  return {
    add(user: UserIndex, row: LicenseAssignmentState | undefined): void {
      if (row === undefined || row.assignedByGroup === null) return;
      const { skuId, assignedByGroup: groupId } = row;
      const cause = causeOf(tenant, user, row, groupId);
      const key = `${cause} ${groupId} ${skuId}`;
      const taking = found.get(key) ?? { cause, groupId, skuId, users: [] };
      found.set(key, taking);
      taking.users.push(user);
    },
    inOrder(): readonly Taking[] {
      for (const { users } of found.values()) users.sort((a, b) => a - b);
      return [...found.values()].sort((a, b) => b.users.length - a.users.length);
    },
  };
}

function causeOf(tenant: Tenant, user: UserIndex, row: LicenseAssignmentState, groupId: string): TakingCause {
  if (isUnsure(row)) return 'unsure';
  const group = tenant.findGroup(groupId);
  if (group === undefined) return 'groupGone';
  if (!tenant.groupsOf(user).includes(group)) return 'notMember';
  if (!tenant.assignedLicenses(group).some(({ skuId }) => skuId === row.skuId)) return 'notGiven';
  const sku = tenant.skus[tenant.findSku(row.skuId) ?? -1];
  return sku !== undefined && isForOrganization(sku) ? 'forOrganization' : 'givesLess';
}

import { type FailureCause, failureCauses } from '../explain/failure-cause.ts';
import { groupStatus } from '../explain/group-status.ts';
import type { GroupStatus } from '../explain/status.ts';
import { keptOf } from '../model/kept.ts';
import type { Tenant } from '../model/tenant.ts';

/** What a group's page tells. Plain JSON, in ids. */
export interface GroupPage extends Omit<GroupStatus, 'group' | 'causes'> {
  readonly groupId: string;
  readonly causes: readonly FailureCause[];
  /** Groups that are members of it: their people get nothing. */
  readonly nestedGroups: number;
  /** Products of the template that nobody gets by it: they are for the organization, or gone. */
  readonly notGiven: readonly string[];
  /** What people keep of it that it does not give them: by product, how many people. */
  readonly kept: readonly { readonly skuId: string; readonly people: number }[];
}

/** Undefined for a group that the tenant does not have. */
export function groupPage(tenant: Tenant, groupId: string): GroupPage | undefined {
  const index = tenant.findGroup(groupId);
  if (index === undefined) return undefined;
  const { group: _index, causes, ...status } = groupStatus(tenant, index);
  const { id } = tenant.group(index);
  const given = new Set(status.products.map(({ skuId }) => skuId));
  const kept = keptOf(tenant, id);
  return {
    ...status,
    groupId: id,
    causes: failureCauses(tenant, causes),
    nestedGroups: tenant.nestedGroups(index).length,
    notGiven: tenant.assignedLicenses(index).flatMap(({ skuId }) => (given.has(skuId) ? [] : [skuId])),
    kept: (kept?.products ?? []).map(({ skuId, users }) => ({ skuId, people: users.length })),
  };
}

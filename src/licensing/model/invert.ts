import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Tenant } from './tenant.ts';

/**
 * What takes `changes` back, last first, computed on the tenant as it stands before them. Changes among them that alter
 * nothing have no inverse: looking again at people, or joining a group that one is in. Nor has letting go of what was
 * kept: nothing in desired state gives it back.
 */
export function invert(tenant: Tenant, changes: readonly Change[]): Change[] {
  return changes.flatMap((change) => inverseOf(tenant, change) ?? []).reverse();
}

function inverseOf(tenant: Tenant, change: Change): Change | undefined {
  switch (change.kind) {
    case 'assignGroupLicense': {
      const group = tenant.findGroup(change.groupId);
      if (group === undefined) return undefined;
      const edit = inverseEdit(tenant.assignedLicenses(group), change);
      return edit && { kind: 'assignGroupLicense', groupId: change.groupId, ...edit };
    }
    case 'assignUserLicense': {
      const user = tenant.findUser(change.userId);
      if (user === undefined) return undefined;
      const direct = tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null);
      const edit = inverseEdit(direct, change);
      return edit && { kind: 'assignUserLicense', userId: change.userId, ...edit };
    }
    case 'addMember':
      return isMember(tenant, change) ? undefined : { ...change, kind: 'removeMember' };
    case 'removeMember':
      return isMember(tenant, change) ? { ...change, kind: 'addMember' } : undefined;
    case 'setUsageLocation': {
      const usageLocation = userOf(tenant, change.userId)?.usageLocation ?? null;
      return usageLocation === change.usageLocation ? undefined : { ...change, usageLocation };
    }
    case 'setProxyAddresses':
      return { ...change, proxyAddresses: userOf(tenant, change.userId)?.proxyAddresses ?? [] };
    case 'setSeats': {
      const sku = tenant.skus.find((candidate) => candidate.skuId === change.skuId);
      return sku && { kind: 'setSeats', skuId: sku.skuId, enabled: sku.prepaidUnits.enabled };
    }
    case 'reprocess':
    case 'releaseKeptLicenses':
      return undefined;
  }
}

/** Products that were there come back as they were; those that were not go. */
function inverseEdit(
  before: readonly AssignedLicense[],
  edit: { readonly addLicenses: readonly AssignedLicense[]; readonly removeLicenses: readonly string[] },
) {
  const touched = new Set([...edit.addLicenses.map((license) => license.skuId), ...edit.removeLicenses]);
  const there = before.filter((license) => touched.has(license.skuId));
  const addLicenses = there.map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans }));
  const removeLicenses = edit.addLicenses
    .map((license) => license.skuId)
    .filter((skuId) => !there.some((license) => license.skuId === skuId));
  return addLicenses.length + removeLicenses.length === 0 ? undefined : { addLicenses, removeLicenses };
}

function isMember(tenant: Tenant, membership: { readonly groupId: string; readonly userId: string }): boolean {
  const group = tenant.findGroup(membership.groupId);
  const user = tenant.findUser(membership.userId);
  return group !== undefined && user !== undefined && tenant.members(group).includes(user);
}

function userOf(tenant: Tenant, userId: string) {
  const user = tenant.findUser(userId);
  return user === undefined ? undefined : tenant.user(user);
}

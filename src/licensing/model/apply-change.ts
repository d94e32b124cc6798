import type { AssignedLicense } from '../../graph/types.ts';
import type { Change, Refusal } from '../change.ts';
import { assignUserLicense } from '../reconcile/assign-user-license.ts';
import { checkTemplate } from '../rules/check-template.ts';
import { letGoOf, peopleLetGo, withoutKeeping } from './kept.ts';
import { type MemoryTenant, memoryOf } from './memory-tenant.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

/**
 * Changes desired state, or says why the directory would not: with any refusal nothing has changed. Journaled: inside
 * `attempt` it leaves no trace. Rows of groups follow by `reconcile`; direct rows are there at once, with `now` as their
 * `lastUpdatedDateTime`, and so is that something is kept no longer.
 */
export function applyChange(tenant: Tenant, change: Change, now?: string): Refusal[] {
  const memory = memoryOf(tenant);
  const letGo = peopleLetGo(tenant, change).map((user) => ({ user, kept: letGoOf(tenant, change, user) }));
  const refusals = applyToDesired(memory, change, now);
  if (refusals.length > 0) return refusals;
  for (const { user, kept } of letGo) {
    memory.setRows(user, memory.intern(withoutKeeping(memory.read(memory.rows(user)), kept)));
  }
  return [];
}

function applyToDesired(memory: MemoryTenant, change: Change, now?: string): Refusal[] {
  switch (change.kind) {
    case 'assignGroupLicense':
      return assignGroupLicense(memory, change);
    case 'assignUserLicense':
      return assignUserLicense(memory, change, now);
    case 'addMember':
    case 'removeMember':
      return changeMember(memory, change);
    case 'setUsageLocation':
      return withUser(memory, change.userId, (user) => memory.setUsageLocation(user, change.usageLocation));
    case 'setProxyAddresses':
      return withUser(memory, change.userId, (user) => memory.setProxyAddresses(user, change.proxyAddresses));
    case 'setSeats': {
      const sku = memory.findSku(change.skuId);
      if (sku === undefined) return [{ kind: 'unknownSku', skuId: change.skuId }];
      memory.setEnabledSeats(sku, change);
      return [];
    }
    case 'reprocess':
    case 'releaseKeptLicenses':
      return (change.userIds ?? [])
        .filter((userId) => memory.findUser(userId) === undefined)
        .map((userId) => ({ kind: 'unknownUser', userId }));
  }
}

function assignGroupLicense(tenant: MemoryTenant, change: Change & { kind: 'assignGroupLicense' }): Refusal[] {
  const group = tenant.findGroup(change.groupId);
  if (group === undefined) return [{ kind: 'unknownGroup', groupId: change.groupId }];
  if (change.addLicenses.length > 0 && !tenant.group(group).securityEnabled) {
    return [{ kind: 'groupCannotCarryLicenses', groupId: change.groupId }];
  }
  const before = tenant.assignedLicenses(group);
  const after = templateAfter(before, change.addLicenses, change.removeLicenses);
  const refusals = checkTemplate(tenant, change, before, after);
  if (refusals.length === 0) tenant.setTemplate(group, after);
  return refusals;
}

/** A product already there keeps its place and gets the new `disabledPlans` (R17). */
function templateAfter(
  before: readonly AssignedLicense[],
  add: readonly AssignedLicense[],
  remove: readonly string[],
): readonly AssignedLicense[] {
  const licenses = new Map(before.map((license) => [license.skuId, license]));
  for (const skuId of remove) licenses.delete(skuId);
  for (const { skuId, disabledPlans } of add) licenses.set(skuId, { skuId, disabledPlans });
  return [...licenses.values()];
}

function changeMember(tenant: MemoryTenant, change: Change & { kind: 'addMember' | 'removeMember' }): Refusal[] {
  const { groupId, userId, byRule } = change;
  const group = tenant.findGroup(groupId);
  const user = tenant.findUser(userId);
  if (group === undefined) return [{ kind: 'unknownGroup', groupId }];
  if (user === undefined) return [{ kind: 'unknownUser', userId }];
  if (byRule !== true && tenant.group(group).groupTypes.includes('DynamicMembership'))
    return [{ kind: 'groupIsDynamic', groupId }];
  return change.kind === 'addMember' ? join(tenant, group, user) : leave(tenant, group, user);
}

function join(tenant: MemoryTenant, group: GroupIndex, user: UserIndex): Refusal[] {
  if (tenant.groupsOf(user).includes(group)) {
    return [{ kind: 'alreadyMember', groupId: tenant.group(group).id, userId: tenant.user(user).id }];
  }
  tenant.addMember(group, user);
  return [];
}

function leave(tenant: MemoryTenant, group: GroupIndex, user: UserIndex): Refusal[] {
  if (!tenant.groupsOf(user).includes(group)) {
    return [{ kind: 'notMember', groupId: tenant.group(group).id, userId: tenant.user(user).id }];
  }
  tenant.removeMember(group, user);
  return [];
}

function withUser(tenant: MemoryTenant, userId: string, apply: (user: UserIndex) => void): Refusal[] {
  const user = tenant.findUser(userId);
  if (user === undefined) return [{ kind: 'unknownUser', userId }];
  apply(user);
  return [];
}

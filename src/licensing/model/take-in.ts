import { idKey } from '../../graph/ids.ts';
import type { LivingTenant } from './living-tenant.ts';
import type { Observed, Of } from './observed.ts';
import { population } from './population.ts';
import { areSameLicenses, areSameRows } from './same-rows.ts';
import type { Tenant, UserIndex } from './tenant.ts';

interface TakenIn {
  /** People whose licenses it can alter, or altered. */
  readonly affected: ReadonlySet<UserIndex>;
  /** Who and what is gone, and still has its place: `forgetGone` takes it away when nobody knows places any more. */
  readonly gone: readonly string[];
  /** Who and what is there, as told last: whoever was gone before was restored. */
  readonly there: readonly string[];
}

/**
 * The tenant becomes what was seen of it. Places of people, groups and products stay what they are: who comes is the last, and
 * who is gone is in no group and has nothing. Cost: the batch; where people, groups or products come or change their names,
 * the tenant is loaded anew.
 */
export function takeIn(tenant: LivingTenant, batch: readonly Observed[]): TakenIn {
  const affected = new Set<UserIndex>();
  const next = population(tenant, batch);
  if (next !== undefined) {
    for (const user of next.affected()) affected.add(user);
    tenant.become(next.tenant);
  }
  const [gone, there] = [new Set<string>(), new Set<string>()];
  for (const seen of batch) {
    for (const user of takeOne(tenant, seen)) affected.add(user);
    const told = toldOf(tenant, seen);
    if (told === undefined) continue;
    const [is, isNot] = told.isThere ? [there, gone] : [gone, there];
    is.add(told.id);
    isNot.delete(told.id);
  }
  return { affected, gone: [...gone], there: [...there] };
}

/** Whether somebody, or a group, is there. */
function toldOf(tenant: Tenant, seen: Observed): { readonly id: string; readonly isThere: boolean } | undefined {
  switch (seen.kind) {
    case 'user':
      return { id: idKey(seen.user.id), isThere: true };
    case 'group':
      return { id: idKey(seen.group.id), isThere: true };
    case 'userGone':
      return tenant.findUser(seen.userId) === undefined ? undefined : { id: idKey(seen.userId), isThere: false };
    case 'groupGone':
      return tenant.findGroup(seen.groupId) === undefined ? undefined : { id: idKey(seen.groupId), isThere: false };
    default:
      return undefined;
  }
}

/** What changes in place. */
function takeOne(tenant: LivingTenant, seen: Observed): Iterable<UserIndex> {
  switch (seen.kind) {
    case 'member':
      return takeMember(tenant, seen);
    case 'rows':
      return takeRows(tenant, seen);
    case 'group':
      return takeTemplate(tenant, seen);
    case 'userGone':
      return takeUserAway(tenant, seen);
    case 'groupGone':
      return takeGroupAway(tenant, seen);
    case 'user':
    case 'products':
    case 'rules':
      return [];
  }
}

function takeMember({ memory }: LivingTenant, { groupId, memberId, isGone }: Of<'member'>): UserIndex[] {
  const [group, user] = [memory.findGroup(groupId), memory.findUser(memberId)];
  if (group === undefined || user === undefined) return [];
  const isMember = memory.memberships.placeIn(group, user) !== undefined;
  if (isMember !== isGone) return [];
  if (isGone) memory.removeMember(group, user);
  else memory.addMember(group, user);
  return [user];
}

function takeRows(tenant: LivingTenant, { userId, rows }: Of<'rows'>): UserIndex[] {
  const user = tenant.findUser(userId);
  if (user === undefined || areSameRows(tenant.read(tenant.rows(user)), rows)) return [];
  tenant.setRows(user, tenant.intern(rows));
  return [user];
}

function takeTemplate(
  { memory }: LivingTenant,
  { group: { id, assignedLicenses } }: Of<'group'>,
): readonly UserIndex[] {
  const group = memory.findGroup(id);
  if (group === undefined || assignedLicenses === undefined) return [];
  if (areSameLicenses(memory.assignedLicenses(group), assignedLicenses)) return [];
  memory.setTemplate(group, assignedLicenses);
  return memory.members(group);
}

function takeUserAway({ memory }: LivingTenant, { userId }: Of<'userGone'>): UserIndex[] {
  const user = memory.findUser(userId);
  if (user === undefined) return [];
  for (const group of memory.groupsOf(user)) memory.removeMember(group, user);
  memory.setRows(user, memory.intern([]));
  return [user];
}

function takeGroupAway({ memory }: LivingTenant, { groupId }: Of<'groupGone'>): readonly UserIndex[] {
  const group = memory.findGroup(groupId);
  if (group === undefined) return [];
  const members = memory.members(group);
  memory.setTemplate(group, []);
  for (const user of members) memory.removeMember(group, user);
  return members;
}

import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import { isHeld } from '../../licensing/model/holdings.ts';
import type { GroupIndex, Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { Note, Planned, Planner } from './plan.ts';
import { groupsIn, usersIn } from './resolve.ts';

/**
 * Whoever leaves goes out of every group and loses every direct license; groups whose members follow a rule take them out
 * by themselves, or not at all, and are named.
 */
export const planLeave: Planner = (tenant, slots) => {
  const notes: Note[] = [];
  const users = usersIn(tenant, slots);
  const changes = users.flatMap((user): readonly Change[] => {
    const { id: userId } = tenant.user(user);
    const groups = tenant.groupsOf(user).filter((group) => {
      const free = !followsRule(tenant, group);
      if (!free) notes.push({ kind: 'followsRule', groupId: tenant.group(group).id });
      return free;
    });
    const direct = directOf(tenant, user).map(({ skuId }) => skuId);
    return [
      ...groups.map((group): Change => ({ kind: 'removeMember', groupId: tenant.group(group).id, userId })),
      ...(direct.length === 0 ? [] : [assign(userId, [], direct)]),
    ];
  });
  const gives = (note: Note) => note.kind === 'followsRule' && givesLicenses(tenant, note.groupId);
  return about(tenant, users, changes, once(changes.length > 0 ? notes : notes.filter(gives)));
};

function givesLicenses(tenant: Tenant, groupId: string): boolean {
  const group = tenant.findGroup(groupId);
  return group !== undefined && tenant.assignedLicenses(group).length > 0;
}

/**
 * Whoever starts joins the groups that are named and those by which a colleague gets licenses, and gets directly what the
 * colleague has directly and no group gives. Other groups of the colleague are named and left alone: they may open more
 * than licenses.
 */
export const planJoin: Planner = (tenant, slots) => {
  const like = likeIn(tenant, slots);
  const others = like === undefined ? [] : tenant.groupsOf(like);
  const giving = others.filter((group) => tenant.assignedLicenses(group).length > 0);
  const joined = [...new Set([...groupsIn(tenant, slots), ...giving])];
  const ruled = joined.filter((group) => followsRule(tenant, group));
  const free = joined.filter((group) => !followsRule(tenant, group));
  const silent = others.filter((group) => !joined.includes(group));
  const notes: Note[] = [
    ...ruled.map((group): Note => ({ kind: 'followsRule', groupId: tenant.group(group).id })),
    ...(like === undefined || silent.length === 0
      ? []
      : [
          {
            kind: 'notCopied' as const,
            userId: tenant.user(like).id,
            groupIds: silent.map((group) => tenant.group(group).id),
          },
        ]),
  ];
  const users = usersIn(tenant, slots);
  const given = new Set(joined.flatMap((group) => tenant.assignedLicenses(group).map(({ skuId }) => skuId)));
  const direct = like === undefined ? [] : directOf(tenant, like).filter(({ skuId }) => !given.has(skuId));
  const changes = users.flatMap((user): readonly Change[] => {
    const { id: userId } = tenant.user(user);
    const already = tenant.groupsOf(user);
    for (const group of free) {
      if (already.includes(group)) notes.push({ kind: 'alreadyMember', groupId: tenant.group(group).id, userId });
    }
    const held = new Set(
      tenant
        .read(tenant.rows(user))
        .filter(isHeld)
        .map(({ skuId }) => skuId),
    );
    const add = direct.filter(({ skuId }) => !held.has(skuId));
    return [
      ...free
        .filter((group) => !already.includes(group))
        .map((group): Change => ({ kind: 'addMember', groupId: tenant.group(group).id, userId })),
      ...(add.length === 0 ? [] : [assign(userId, add, [])]),
    ];
  });
  return about(tenant, users, changes, notes);
};

function likeIn(tenant: Tenant, slots: Parameters<Planner>[1]): UserIndex | undefined {
  return slots.like === undefined ? undefined : usersIn(tenant, { ...slots, users: [slots.like] })[0];
}

function followsRule(tenant: Tenant, group: GroupIndex): boolean {
  return tenant.group(group).groupTypes.includes('DynamicMembership');
}

/** Direct licenses, as they are set. */
function directOf(tenant: Tenant, user: UserIndex): readonly AssignedLicense[] {
  return tenant
    .read(tenant.rows(user))
    .filter((row) => row.assignedByGroup === null)
    .map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans }));
}

function assign(userId: string, addLicenses: readonly AssignedLicense[], removeLicenses: readonly string[]): Change {
  return { kind: 'assignUserLicense', userId, addLicenses, removeLicenses };
}

function once(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

/** It is about the people, whichever groups they come into or go out of. */
function about(
  tenant: Tenant,
  users: readonly UserIndex[],
  changes: readonly Change[],
  notes: readonly Note[],
): Planned {
  const targetUserIds = users.map((user) => tenant.user(user).id);
  return { kind: 'planned', plan: { changes, notes, targetGroupIds: [], targetUserIds, wholeTenant: false } };
}

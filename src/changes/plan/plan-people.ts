import type { Change } from '../../licensing/change.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { Note, Planned, Planner } from './plan.ts';
import { groupsIn, usersIn } from './resolve.ts';

export const planAddMember: Planner = (tenant, slots) =>
  memberships(tenant, usersIn(tenant, slots), { join: groupsIn(tenant, slots), leave: [] });

export const planRemoveMember: Planner = (tenant, slots) =>
  memberships(tenant, usersIn(tenant, slots), { join: [], leave: groupsIn(tenant, slots) });

/** Joins the one before leaving the other, in one change: nothing is lost in between. */
export const planMoveMember: Planner = (tenant, slots) => {
  const [from, to] = groupsIn(tenant, slots, [slots.from_group ?? '', slots.to_group ?? '']);
  return memberships(tenant, usersIn(tenant, slots), {
    join: to === undefined ? [] : [to],
    leave: from === undefined ? [] : [from],
  });
};

export const planLocation: Planner = (tenant, slots) => {
  const notes: Note[] = [];
  const changes: Change[] = [];
  const users = usersIn(tenant, slots);
  for (const user of users) {
    const { id: userId, usageLocation } = tenant.user(user);
    if (usageLocation !== null && usageLocation.toUpperCase() === slots.country)
      notes.push({ kind: 'sameLocation', userId });
    else changes.push({ kind: 'setUsageLocation', userId, usageLocation: slots.country ?? null });
  }
  return planned(changes, { notes, groupIds: [], userIds: ids(tenant, users) });
};

/** Looks again at everybody named, or only at those whom the groups failed. */
export const planReprocess: Planner = (tenant, slots) => {
  const everyGroup = Array.from({ length: tenant.groupCount }, (_, group) => group);
  const groups =
    slots.scope === undefined
      ? groupsIn(tenant, slots)
      : everyGroup.filter((group) => tenant.assignedLicenses(group).length > 0);
  const named = usersIn(tenant, slots);
  const groupIds = groups.map((group) => tenant.group(group).id);
  const fails = (user: UserIndex) =>
    tenant
      .read(tenant.rows(user))
      .some((row) => row.error !== null && row.assignedByGroup !== null && groupIds.includes(row.assignedByGroup));
  const members = groups.flatMap((group) => [...tenant.members(group)]);
  const users = [...new Set([...named, ...(slots.only === 'failed' ? members.filter(fails) : members)])];
  const notes: Note[] =
    users.length > 0
      ? []
      : groupIds.length === 0
        ? [{ kind: 'nobodyFails' }]
        : groupIds.map((groupId) => ({ kind: 'nobodyFails' as const, groupId }));
  const changes: Change[] = users.length === 0 ? [] : [{ kind: 'reprocess', userIds: ids(tenant, users) }];
  return planned(changes, {
    notes,
    groupIds: slots.scope === undefined ? groupIds : [],
    userIds: ids(tenant, named),
    wholeTenant: slots.scope !== undefined,
  });
};

function memberships(
  tenant: Tenant,
  users: readonly UserIndex[],
  move: { readonly join: readonly number[]; readonly leave: readonly number[] },
): Planned {
  const notes: Note[] = [];
  const changes: Change[] = [];
  for (const [kind, groups] of [
    ['addMember', move.join],
    ['removeMember', move.leave],
  ] as const) {
    for (const group of groups) {
      const { id: groupId, groupTypes } = tenant.group(group);
      const members = new Set(tenant.members(group));
      for (const user of users) {
        const { id: userId } = tenant.user(user);
        // Alone it is refused by the directory; beside others it would hold them up.
        if (groups.length > 1 && groupTypes.includes('DynamicMembership')) notes.push({ kind: 'followsRule', groupId });
        else if (members.has(user) === (kind === 'removeMember')) changes.push({ kind, groupId, userId });
        else notes.push({ kind: kind === 'addMember' ? 'alreadyMember' : 'notMember', groupId, userId });
      }
    }
  }
  const ruled = new Set(notes.flatMap((note) => (note.kind === 'followsRule' ? [note.groupId] : [])));
  const groupIds = [...move.join, ...move.leave].map((group) => tenant.group(group).id).filter((id) => !ruled.has(id));
  return planned(changes, { notes, groupIds, userIds: ids(tenant, users) });
}

function ids(tenant: Tenant, users: readonly UserIndex[]): string[] {
  return users.map((user) => tenant.user(user).id);
}

function planned(
  changes: readonly Change[],
  about: {
    readonly notes: readonly Note[];
    readonly groupIds: readonly string[];
    readonly userIds: readonly string[];
    readonly wholeTenant?: boolean;
  },
): Planned {
  return {
    kind: 'planned',
    plan: {
      changes,
      notes: about.notes,
      targetGroupIds: about.groupIds,
      targetUserIds: about.userIds,
      wholeTenant: about.wholeTenant ?? false,
    },
  };
}

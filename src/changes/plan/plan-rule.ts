import type { Change } from '../../licensing/change.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { type RuleProperty, readMembershipRule } from '../../licensing/rules/membership-rule.ts';
import type { Note, Planner } from './plan.ts';
import { groupsIn } from './resolve.ts';

/**
 * Who joins and who leaves when a rule decides who is in a group, or another one than before. Only ever foretold: rules are
 * changed in Entra. Without a rule the group becomes static, and its members stay. Cost: every profile is read.
 */
export const planRule: Planner = (tenant, slots) => {
  const groups = groupsIn(tenant, slots);
  const groupIds = groups.map((group) => tenant.group(group).id);
  const planned = (changes: readonly Change[], notes: readonly Note[]) =>
    ({
      kind: 'planned',
      plan: { changes, notes, targetGroupIds: groupIds, targetUserIds: moved(changes), wholeTenant: false },
    }) as const;
  if (slots.rule === undefined)
    return planned(
      [],
      groupIds.map((groupId) => ({ kind: 'membersStay', groupId })),
    );
  const rule = readMembershipRule(slots.rule);
  if (rule.kind === 'unread') return { kind: 'ruleUnread', part: rule.part, isExported: true };
  const everybody = Array.from({ length: tenant.userCount }, (_, user) => user);
  const unknown = [...rule.properties].find((property) => isUnknown(tenant, property, everybody));
  if (unknown !== undefined) return { kind: 'ruleUnread', part: `user.${unknown}`, isExported: false };
  const taken = new Set(everybody.filter((user) => rule.takes(tenant.user(user))));
  const changes = groups.flatMap((group) => {
    const members = new Set(tenant.members(group));
    const go = (kind: 'addMember' | 'removeMember', users: Iterable<number>): readonly Change[] =>
      [...users].map((user) => ({ kind, groupId: tenant.group(group).id, userId: tenant.user(user).id, byRule: true }));
    return [...go('addMember', taken.difference(members)), ...go('removeMember', members.difference(taken))];
  });
  const kind = changes.length === 0 ? 'sameMembers' : 'onlyForetold';
  return planned(
    changes,
    groupIds.map((groupId): Note => ({ kind, groupId })),
  );
};

function moved(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => ('userId' in change ? change.userId : [])))];
}

/** A property that nobody has was not exported. */
function isUnknown(tenant: Tenant, property: RuleProperty, users: readonly number[]): boolean {
  return users.every((user) => (tenant.user(user)[property] ?? undefined) === undefined);
}

import type { Change } from '../licensing/change.ts';
import type { Outcome } from '../licensing/outcome.ts';
import type { Tenant } from '../licensing/tenant.ts';
import type { Note } from './plan.ts';

/** What takes inherited licenses from people, since nobody can take them from the person (R20). */
export interface LeaveInstead {
  /** Out of every group that gives them and whose members follow no rule. */
  readonly changes: readonly Extract<Change, { readonly kind: 'removeMember' }>[];
  /** Groups whose members follow a rule, where no note says so already: nobody is taken out by hand. */
  readonly dynamicGroupIds: readonly string[];
}

/**
 * Who would have to leave which groups for what a plan could not take; undefined where it could take everything. For a
 * service alone nobody is to lose the whole product.
 */
export function leaveInstead(tenant: Tenant, notes: readonly Note[]): LeaveInstead | undefined {
  const inherited = notes.flatMap((note) => (note.kind === 'inherited' && note.services !== true ? [note] : []));
  if (inherited.length === 0) return undefined;
  const changes = new Map<string, LeaveInstead['changes'][number]>();
  const dynamic = new Set<string>();
  for (const { userId, groupIds } of inherited) {
    for (const groupId of groupIds) {
      const [group, user] = [tenant.findGroup(groupId), tenant.findUser(userId)];
      if (group === undefined || user === undefined || !tenant.groupsOf(user).includes(group)) continue;
      if (tenant.group(group).groupTypes.includes('DynamicMembership')) dynamic.add(groupId);
      else changes.set(`${groupId} ${userId}`, { kind: 'removeMember', groupId, userId });
    }
  }
  const told = new Set(notes.flatMap((note) => (note.kind === 'followsRule' ? [note.groupId] : [])));
  return { changes: [...changes.values()], dynamicGroupIds: [...dynamic].filter((id) => !told.has(id)) };
}

/** The same, with what it would do: simulated by whoever asks. */
export interface Leaving extends LeaveInstead {
  readonly outcome: Outcome;
}

export function foreseeLeaving(
  tenant: Tenant,
  notes: readonly Note[],
  simulate: (changes: readonly Change[]) => Outcome,
): Leaving | undefined {
  const leave = leaveInstead(tenant, notes);
  return leave && { ...leave, outcome: simulate(leave.changes) };
}

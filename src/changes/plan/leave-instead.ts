import type { Change } from '../../licensing/change.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { type Some, seatsFreed } from '../../licensing/outcome/effects.ts';
import type { Outcome } from '../../licensing/outcome/outcome.ts';
import { leftWithoutMail } from '../../licensing/rules/mail.ts';
import type { Note } from './plan.ts';

/** What takes inherited licenses from people, since nobody can take them from the person (R20). */
interface LeaveInstead {
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

/** The same, with what it would do. Plain JSON, in ids. */
export interface Leaving extends LeaveInstead {
  /** What those who leave lose: how many the same, and the first of them; the most first. */
  readonly losses: readonly (Some & { readonly skuIds: readonly string[] })[];
  readonly withoutMail: number;
  readonly seatsFreed: number;
  /** How many others get what they leave. */
  readonly getInstead: number;
}

/** As many as a sentence tells. */
const LOSSES_TOLD = 3;

/** @param simulate what changes would do */
export function foreseeLeaving(
  tenant: Tenant,
  notes: readonly Note[],
  simulate: (changes: readonly Change[]) => Outcome,
): Leaving | undefined {
  const leave = leaveInstead(tenant, notes);
  if (leave === undefined) return undefined;
  const outcome = simulate(leave.changes);
  const losing = outcome.people.filter((person) => person.leftGroupIds.length > 0 && person.lostSkuIds.length > 0);
  const others = outcome.people.filter((person) => person.leftGroupIds.length === 0 && person.gainedSkuIds.length > 0);
  return {
    ...leave,
    losses: [...Map.groupBy(losing, ({ lostSkuIds }) => lostSkuIds.toSorted().join(' ')).values()]
      .toSorted((a, b) => b.length - a.length)
      .slice(0, LOSSES_TOLD)
      .flatMap(([first, ...more]) => {
        if (first === undefined) return [];
        return [{ people: 1 + more.length, userId: tenant.user(first.user).id, skuIds: first.lostSkuIds }];
      }),
    withoutMail: leftWithoutMail(tenant, outcome.people).length,
    seatsFreed: seatsFreed(outcome),
    getInstead: others.length,
  };
}

import { leaveInstead } from '../changes/plan/leave-instead.ts';
import type { Plan } from '../changes/plan/plan.ts';
import type { RuleOrigin } from '../graph/types.ts';
import { explainRefusals } from '../licensing/explain/explain-refusals.ts';
import { reasonById } from '../licensing/explain/failure-cause.ts';
import type { Cause, CauseReason, GroupStatus } from '../licensing/explain/status.ts';
import { type Subscription, subscriptionOf } from '../licensing/model/subscription.ts';
import type { Tenant, UserIndex } from '../licensing/model/tenant.ts';
import type { Outcome } from '../licensing/outcome/outcome.ts';
import { tallyOf } from '../licensing/outcome/tally.ts';
import { ruleBehind } from '../licensing/rules/rule-behind.ts';
import type { Simulation } from './simulation.ts';

/** The whole outcome for programs: people and groups by their ids, nothing shortened. */
export function simulationAsJson(
  tenant: Tenant,
  { reading, plan, outcome, suggestions, schedule }: Simulation,
): unknown {
  const userId = (user: UserIndex): string => tenant.user(user).id;
  const userIds = (users: readonly UserIndex[]): readonly string[] => users.map(userId);
  return {
    intent: reading.intent,
    slots: reading.slots,
    reading: reading.reading,
    ...(schedule === undefined ? {} : { schedule }),
    changes: plan.changes,
    notes: plan.notes,
    refusals: outcome.refusals,
    reasons: explainRefusals(tenant, plan.changes, outcome.refusals).map(
      ({ userId: who, reason, blockedBy: _, ...rest }) => ({ userId: who, ...reasonAsJson(tenant, reason), ...rest }),
    ),
    instead: leaveInstead(tenant, plan.notes),
    figures: figuresOf(tenant, plan, outcome),
    groups: outcome.groups.map(({ before, after }) => ({
      groupId: tenant.group(after.group).id,
      displayName: tenant.group(after.group).displayName,
      before: countsOf(before),
      after: countsOf(after),
    })),
    seats: outcome.seats.map((seats) => ({ ...seats, subscription: subscriptionOfSku(tenant, seats.skuId) })),
    causes: outcome.causes.map((cause) => causeAsJson(tenant, cause)),
    suggestions: suggestions.map((suggestion) => ({
      kind: suggestion.kind,
      changes: suggestion.changes,
      subject: suggestion.subject,
      also: suggestion.also ?? [],
      groupId: suggestion.groupId,
      fixes: userIds(suggestion.fixes),
      partlyFixes: userIds(suggestion.partlyFixes),
      of: suggestion.of,
      alsoTouched: userIds(suggestion.alsoTouched),
      canApply: suggestion.canApply,
    })),
    newlyFailing: outcome.newlyFailing.map(({ user, groupId }) => ({ userId: userId(user), groupId })),
    fixed: outcome.fixed.map(({ user, groupId }) => ({ userId: userId(user), groupId })),
    keepPlan: outcome.keepPlan.map(({ servicePlanId, users }) => ({ servicePlanId, users: userIds(users) })),
    loseSomething: userIds(outcome.loseSomething),
    people: outcome.people.map(({ user, ...person }) => {
      const { id, displayName, userPrincipalName } = tenant.user(user);
      return { userId: id, displayName, userPrincipalName, ...person };
    }),
    fingerprint: outcome.fingerprint,
  };
}

/** Everybody whom the command is about, each once: `people` = `changed` + `unchanged` + `failed`. */
function figuresOf(tenant: Tenant, plan: Plan, outcome: Outcome): object {
  const { causes: _, ...figures } = tallyOf(tenant, outcome, plan);
  return figures;
}

function countsOf({
  members,
  assigned,
  failed,
  pending,
  inheritsUsageLocation,
  onlyNested,
  products,
}: GroupStatus): object {
  return { members, assigned, failed, pending, inheritsUsageLocation, onlyNested, products };
}

function causeAsJson(tenant: Tenant, { group, users, further, ...cause }: Cause): unknown {
  return {
    groupId: tenant.group(group).id,
    ...reasonAsJson(tenant, reasonById(tenant, cause)),
    further: (further ?? []).map((reason) => reasonAsJson(tenant, reasonById(tenant, reason))),
    users: users.map((user) => tenant.user(user).id),
  };
}

function subscriptionOfSku({ skus }: Tenant, skuId: string): Subscription | undefined {
  const sku = skus.find((candidate) => candidate.skuId === skuId);
  return sku && subscriptionOf(sku);
}

function reasonAsJson(tenant: Tenant, reason: CauseReason<string>): object {
  const { detail, skuId } = reason;
  if (detail.kind === 'seats')
    return { ...reason, detail: { ...detail, subscription: subscriptionOfSku(tenant, skuId) } };
  const rule = ruleBehind(tenant, detail);
  return rule === undefined ? reason : { ...reason, rule: originOf(rule) };
}

function originOf({ source, date, byAnalogy }: RuleOrigin): RuleOrigin {
  return {
    ...(source === undefined ? {} : { source }),
    ...(date === undefined ? {} : { date }),
    ...(byAnalogy === undefined ? {} : { byAnalogy }),
  };
}

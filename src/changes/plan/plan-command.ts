import type { Intent, Reading, Slots } from '../../language/command.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { Note, Plan, Planned, Planner } from './plan.ts';
import { planJoin, planLeave } from './plan-comings.ts';
import { planRelease } from './plan-kept.ts';
import { planAssign, planCopy, planPlans, planRemove, planSwap } from './plan-licenses.ts';
import { planMigrate } from './plan-migrate.ts';
import { planAddMember, planLocation, planMoveMember, planRemoveMember, planReprocess } from './plan-people.ts';
import { planRule } from './plan-rule.ts';
import { groupsIn } from './resolve.ts';

const PLANNERS: Partial<Record<Intent, Planner>> = {
  assign_license: planAssign,
  set_plans: planPlans,
  remove_license: planRemove,
  swap_license: planSwap,
  copy_license: planCopy,
  add_member: planAddMember,
  remove_member: planRemoveMember,
  move_member: planMoveMember,
  set_rule: planRule,
  set_usage_location: planLocation,
  offboard: planLeave,
  onboard: planJoin,
  reprocess: planReprocess,
  release_kept: planRelease,
  migrate_direct: (tenant, slots) => {
    const groupIds = groupsIn(tenant, slots).map((group) => tenant.group(group).id);
    return { kind: 'planned', plan: planMigrate(tenant, { groupIds, skuIds: slots.ids?.skus ?? [] }) };
  },
};

/** Plans a command against the tenant as it stands, whatever its times; several in one message become one plan, in their order. */
export function planCommand(tenant: Tenant, command: Pick<Reading, 'intent' | 'slots'>): Planned {
  if (command.intent === 'batch' || command.intent === 'what_if') return planSteps(tenant, command.slots);
  const planner = PLANNERS[command.intent];
  if (planner === undefined) return { kind: 'notAChange' };
  const { slots } = command;
  if ((slots.except_users?.length ?? 0) > 0) return { kind: 'notYet', what: 'exceptions' };
  return planner(tenant, slots);
}

/** What is inherited through groups that the same command has somebody leave is taken with that. */
function withoutLeft(plans: readonly Plan[]): readonly Note[] {
  const left = new Set(
    plans
      .flatMap(({ changes }) => changes)
      .flatMap((change) => (change.kind === 'removeMember' ? [`${change.groupId} ${change.userId}`] : [])),
  );
  return plans
    .flatMap(({ notes }) => notes)
    .filter((note) => note.kind !== 'inherited' || !note.groupIds.every((id) => left.has(`${id} ${note.userId}`)));
}

/** Entra deletes no group that gives licenses: they go first. */
function deleted(plans: readonly Plan[], { question }: Slots): readonly Note[] {
  if (question !== 'deleted') return [];
  const giving = plans.filter(({ changes }) => changes.length > 0);
  return giving.flatMap(({ targetGroupIds }) =>
    targetGroupIds.map((groupId): Note => ({ kind: 'groupDeleted', groupId })),
  );
}

function planSteps(tenant: Tenant, slots: Slots): Planned {
  const plans: Plan[] = [];
  for (const step of slots.steps ?? []) {
    const planned = planCommand(tenant, step);
    if (planned.kind !== 'planned') return planned;
    plans.push(planned.plan);
  }
  if (plans.length === 0) return { kind: 'notAChange' };
  return {
    kind: 'planned',
    plan: {
      changes: plans.flatMap((plan) => plan.changes),
      targetGroupIds: [...new Set(plans.flatMap((plan) => plan.targetGroupIds))],
      targetUserIds: [...new Set(plans.flatMap((plan) => plan.targetUserIds))],
      notes: [...deleted(plans, slots), ...withoutLeft(plans)],
      wholeTenant: plans.some((plan) => plan.wholeTenant),
    },
  };
}

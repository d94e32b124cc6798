import type { Intent, Reading, Slots } from '../language/command.ts';
import type { Change } from '../licensing/change.ts';
import type { Tenant } from '../licensing/tenant.ts';
import type { LocalMoment } from '../time/zone.ts';
import { planRelease } from './plan-kept.ts';
import { planAssign, planCopy, planPlans, planRemove, planSwap } from './plan-licenses.ts';
import { type KeptDirect, planMigrate } from './plan-migrate.ts';
import { planAddMember, planLocation, planMoveMember, planRemoveMember, planReprocess } from './plan-people.ts';
import { groupsIn } from './resolve.ts';
import type { Setting } from './setting.ts';

/**
 * What a command does to desired state. Says nothing about whether the directory takes it or what follows: that is
 * for the engine, in a simulation.
 */
export interface Plan {
  readonly changes: readonly Change[];
  readonly targetGroupIds: readonly string[];
  readonly targetUserIds: readonly string[];
  /** What was asked for and needs no change, or cannot be done this way: said before anything happens. */
  readonly notes: readonly Note[];
  /** The command names everybody: a second person must agree, whatever the numbers (contracts.md). */
  readonly wholeTenant: boolean;
}

export type Note =
  | {
      readonly kind: 'alreadyHas' | 'productNotThere';
      readonly skuId: string;
      readonly groupId?: string;
      readonly userId?: string;
    }
  | { readonly kind: 'planNotThere'; readonly plan: string; readonly groupId?: string; readonly userId?: string }
  | { readonly kind: 'alreadySo'; readonly plan: string; readonly groupId?: string; readonly userId?: string }
  | {
      readonly kind: 'inherited';
      readonly skuId: string;
      readonly userId: string;
      readonly groupIds: readonly string[];
    }
  /** A group gives it, with every service that was asked for: it is not given directly as well. */
  | {
      readonly kind: 'covered';
      readonly skuId: string;
      readonly userId: string;
      readonly groupIds: readonly string[];
    }
  | { readonly kind: 'alreadyMember' | 'notMember'; readonly groupId: string; readonly userId: string }
  | { readonly kind: 'sameLocation'; readonly userId: string }
  /** `followsRule`: nobody joins or leaves it by hand. */
  | { readonly kind: 'noLicenses' | 'followsRule'; readonly groupId: string }
  | { readonly kind: 'nobodyFails'; readonly groupId?: string }
  | { readonly kind: 'nothingKept' }
  /** Of a change that is taken back: it let go of what was kept, and no group gives that. */
  | { readonly kind: 'staysLetGo' }
  /** Of a change that is taken back: what is not as it was left stays as it is. `gone`: the group, person or product is. */
  | {
      readonly kind: 'changedSince';
      readonly setting: Setting;
      readonly gone: boolean;
      readonly later?: { readonly by: string; readonly number: number };
    }
  /** Direct copies that stay when those that a group covers are taken away. */
  | {
      readonly kind: 'keptDirect';
      readonly groupId: string;
      readonly skuId: string;
      readonly why: KeptDirect;
      readonly userIds: readonly string[];
    }
  /** Only some of the people now: how many, and how many are left. */
  | { readonly kind: 'migrateBatch'; readonly now: number; readonly left: number }
  /** A group goes back to how it was at a moment: the changes that this undoes, newest first. */
  | {
      readonly kind: 'putsBack';
      readonly groupId: string;
      readonly asOf: LocalMoment;
      readonly changes: readonly { readonly by: string; readonly number: number }[];
    };

/** Why a command that was understood is not planned. */
export type Unplanned =
  /** Not a change at all: some other handler's. */
  | { readonly kind: 'notAChange' }
  /** Understood, and comes later. */
  | { readonly kind: 'notYet'; readonly what: 'exceptions' }
  /** A swap whose old product does not follow from the group's template. */
  | { readonly kind: 'whichProduct'; readonly groupId: string };

export type Planned = { readonly kind: 'planned'; readonly plan: Plan } | Unplanned;

export type Planner = (tenant: Tenant, slots: Slots) => Planned;

const PLANNERS: Partial<Record<Intent, Planner>> = {
  assign_license: planAssign,
  set_plans: planPlans,
  remove_license: planRemove,
  swap_license: planSwap,
  copy_license: planCopy,
  add_member: planAddMember,
  remove_member: planRemoveMember,
  move_member: planMoveMember,
  set_usage_location: planLocation,
  reprocess: planReprocess,
  release_kept: planRelease,
  migrate_direct: (tenant, slots) => ({
    kind: 'planned',
    plan: planMigrate(tenant, { groups: groupsIn(tenant, slots), skuIds: slots.ids?.skus ?? [] }),
  }),
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
      notes: withoutLeft(plans),
      wholeTenant: plans.some((plan) => plan.wholeTenant),
    },
  };
}

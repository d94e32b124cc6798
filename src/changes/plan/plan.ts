import type { Slots } from '../../language/command.ts';
import type { Change } from '../../licensing/change.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { LocalMoment } from '../../time/zone.ts';
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
  /** The command names everybody: a second person must agree, whatever the numbers. */
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
      /** Only services of it were to be turned on or off. */
      readonly services?: true;
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
  | { readonly kind: 'noLicenses' | 'followsRule' | NoteOfRule; readonly groupId: string }
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
  /** Groups of a colleague that give no license: whoever starts does not join them. */
  | { readonly kind: 'notCopied'; readonly userId: string; readonly groupIds: readonly string[] }
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
  /** It was asked for in stages, and is one: nobody waits for a turn. */
  | { readonly kind: 'oneStage'; readonly people: number; readonly size: number }
  /** What goes in stages goes back, and does not go on: how many people have not had their turn. */
  | { readonly kind: 'stopsStages'; readonly number: number; readonly left: number }
  /** Several changes go back together, newest first. */
  | { readonly kind: 'takesBack'; readonly changes: readonly { readonly by: string; readonly number: number }[] }
  /** A group goes back to how it was at a moment: the changes that this undoes, newest first. */
  | {
      readonly kind: 'putsBack';
      readonly groupId: string;
      readonly asOf: LocalMoment;
      readonly changes: readonly { readonly by: string; readonly number: number }[];
    };

/**
 * Of what is done elsewhere: a group that is deleted, one whose rule lets nobody in or out, one that becomes static, one
 * whose rule does.
 */
type NoteOfRule = 'groupDeleted' | 'sameMembers' | 'membersStay' | 'onlyForetold';

/** Why a direct copy stays: the group does not give the product, fails to, or gives fewer services than the copy. */
export type KeptDirect =
  | { readonly reason: 'notThroughGroup' | 'failsThroughGroup' }
  | { readonly reason: 'morePlans'; readonly servicePlanIds: readonly string[] };

/** Why a command that was understood is not planned. */
export type Unplanned =
  /** Not a change at all: some other handler's. */
  | { readonly kind: 'notAChange' }
  /** Understood, and comes later. */
  | { readonly kind: 'notYet'; readonly what: 'exceptions' }
  /** A swap whose old product does not follow from the group's template. */
  | { readonly kind: 'whichProduct'; readonly groupId: string }
  /** A rule of a dynamic group says this, and nothing here tells whether it holds. */
  | { readonly kind: 'ruleUnread'; readonly part: string; readonly isExported: boolean };

export type Planned = { readonly kind: 'planned'; readonly plan: Plan } | Unplanned;

export type Planner = (tenant: Tenant, slots: Slots) => Planned;

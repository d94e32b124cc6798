import type { Refusal } from '../change.ts';
import type { Cause, GroupStatus } from '../explain/status.ts';
import type { UserIndex } from '../model/tenant.ts';

/** What changes would do, or did: the whole of it, for everybody. Computed by the engine, never estimated. */
export interface Outcome {
  /** Not empty: the directory would refuse, and nothing else here has a meaning. */
  readonly refusals: readonly Refusal[];
  /** The groups that the changes name, and then those in which failures come or go, before and after. */
  readonly groups: readonly { readonly before: GroupStatus; readonly after: GroupStatus }[];
  /** Everybody whose rows or memberships change. */
  readonly people: readonly PersonOutcome[];
  /** Each product that a change names or whose seats move, be it from one person to another. */
  readonly seats: readonly SeatsOutcome[];
  /** Failures that were there and would be gone, and the other way round, in any group. */
  readonly fixed: readonly Failure[];
  readonly newlyFailing: readonly Failure[];
  /** All causes of failure, after: in the groups above, and of people who are named by themselves. */
  readonly causes: readonly Cause[];
  /** People with fewer enabled plans, or fewer memberships, than before: what needs a second person. */
  readonly loseSomething: readonly UserIndex[];
  /** People who keep a plan that was to be turned off, because another source gives it (R12). */
  readonly keepPlan: readonly { readonly servicePlanId: string; readonly users: readonly UserIndex[] }[];
  /** Equal exactly when two outcomes are the same for everybody: what a preview or an approval is bound to. */
  readonly fingerprint: string;
}

export interface Failure {
  readonly user: UserIndex;
  readonly groupId: string;
}

export interface PersonOutcome {
  readonly user: UserIndex;
  /** Products held after and not before, and the reverse. */
  readonly gainedSkuIds: readonly string[];
  readonly lostSkuIds: readonly string[];
  /** Plans enabled after and not before, over all products, and the reverse. */
  readonly gainedPlans: readonly string[];
  readonly lostPlans: readonly string[];
  readonly joinedGroupIds: readonly string[];
  readonly leftGroupIds: readonly string[];
}

export interface SeatsOutcome {
  readonly skuId: string;
  readonly seats: number;
  readonly before: number;
  readonly after: number;
}

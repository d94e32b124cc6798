import type { LicenseAssignmentError } from '../../graph/types.ts';
import type { GroupIndex, UserIndex } from '../model/tenant.ts';

/** What a group's page shows: a picture of the tenant as it is (or, in a preview, would be). Never stored. */
export interface GroupStatus {
  readonly group: GroupIndex;
  readonly members: number;
  readonly products: readonly ProductStatus[];
  /** Members who have every product of the template through this group. */
  readonly assigned: number;
  /** Members whom the group failed to give its products or, when it has no template any more, to take them away. */
  readonly failed: number;
  /** Members whose rows do not yet say either: not processed. */
  readonly pending: number;
  /** Largest first. */
  readonly causes: readonly Cause[];
  /** Members who rely on the organization's location (R33). */
  readonly inheritsUsageLocation: number;
  /** People in nested groups who are no direct members: they get nothing (R3). */
  readonly onlyNested: number;
}

/** Each member once: `assigned` + `failed` + `pending` are all of them. */
export interface ProductStatus {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
  /** Members who hold the product through this group, without an error. */
  readonly assigned: number;
  /** Members for whom it carries an error. */
  readonly failed: number;
  /** Of the failed: who hold it still, from before. */
  readonly keeping: number;
  /** Members whose rows do not yet say either: not processed. */
  readonly pending: number;
}

/** One reason why people failed: the same error, the same pair of plans, the same source. One entry, not a thousand rows. */
export interface Cause {
  readonly group: GroupIndex;
  /** The top reason. `Other` only where a directory names no other reason for any product of the group. */
  readonly error: LicenseAssignmentError;
  /** The product that carries it. */
  readonly skuId: string;
  /** Every product of the group that these people do not get, siblings included (R35). */
  readonly failedSkuIds: readonly string[];
  /** `removal`: the person left or the product left the template, and something still needs it (R26). */
  readonly on: 'assignment' | 'removal';
  readonly detail: CauseDetail;
  /** What stands in the way besides, when the top reason is mended: the same for all of these people. */
  readonly further?: readonly CauseReason[];
  readonly users: readonly UserIndex[];
}

/** Why one product of a group cannot be given, or taken away. */
export interface CauseReason<Person = UserIndex> {
  readonly skuId: string;
  readonly error: LicenseAssignmentError;
  readonly detail: CauseDetail<Person>;
}

export type CauseDetail<Person = UserIndex> =
  | {
      readonly kind: 'conflict';
      /** Plans of the failing product, each with the plan of the other product that it cannot stand beside. */
      readonly pairs: readonly { readonly plan: string; readonly otherPlan: string }[];
      readonly otherSkuId: string;
      /** Every source of the other product: group ids, or null for direct. */
      readonly sources: readonly (string | null)[];
    }
  | { readonly kind: 'dependency'; readonly plan: string; readonly requiresAnyOf: readonly string[] }
  | { readonly kind: 'location'; readonly plan: string; readonly usageLocation: string; readonly inherited: boolean }
  | { readonly kind: 'duplicateAddress'; readonly address: string; readonly others: readonly Person[] }
  | { readonly kind: 'seats'; readonly seats: number; readonly consumed: number; readonly waiting: number }
  /** The product can be given to nobody. */
  | { readonly kind: 'notAssignable' }
  /** The directory says so and our rules do not see why. */
  | { readonly kind: 'unknown' };

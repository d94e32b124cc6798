import type { Change } from './change.ts';
import type { Outcome } from './outcome.ts';
import type { UserIndex } from './tenant.ts';

/** What a suggestion does. */
export type SuggestionKind =
  | 'leaveSourceGroup'
  | 'removeDirectCopy'
  | 'releaseKept'
  | 'turnPlansOffHere'
  | 'turnPlansOffInSource'
  | 'swapInSource'
  | 'setUsageLocation'
  | 'freeSeats'
  | 'buySeats'
  | 'reactivate'
  | 'letGoNow'
  | 'splitTemplate'
  | 'repairAddress';

/** What a suggestion's title speaks of: ids of groups, products and plans, in the order that the kind's sentence uses them. */
export interface SuggestionSubject {
  readonly groupIds?: readonly string[];
  readonly skuIds?: readonly string[];
  readonly plans?: readonly string[];
  readonly userIds?: readonly string[];
  readonly usageLocation?: string;
  readonly seats?: number;
  readonly address?: string;
}

/** A change that was simulated with the engine on the tenant as it stands, and fixes, or partly fixes, at least one person. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly changes: readonly Change[];
  readonly subject: SuggestionSubject;
  /** What it does besides, where one kind alone does not free everybody: in the order of `changes`. */
  readonly also?: readonly { readonly kind: SuggestionKind; readonly subject: SuggestionSubject }[];
  /** The group in question: the one whose failures it fixes. */
  readonly groupId: string;
  /** People who would no longer fail at all in the group in question, and those who get some of its products. */
  readonly fixes: readonly UserIndex[];
  readonly partlyFixes: readonly UserIndex[];
  /** How many fail now, for "10 of 10". */
  readonly of: number;
  /** People outside of `fixes` whom it touches. */
  readonly alsoTouched: readonly UserIndex[];
  /** False when Seatkeeper cannot do it itself (buying seats, reactivating a subscription, making a group): said, without a button. */
  readonly canApply: boolean;
  readonly outcome: Outcome;
}

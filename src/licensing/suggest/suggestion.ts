import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { UserIndex } from '../model/tenant.ts';
import { changesKey } from '../outcome/changes-key.ts';
import { fingerprintOf } from '../outcome/fingerprint.ts';
import type { Outcome } from '../outcome/outcome.ts';

/** What a suggestion does. */
type SuggestionKind =
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

/**
 * Whom and what a step's changes are about: ids of groups, products, plans and people. All whom the changes name, unless a
 * group is named in their stead. `licenses` are given; `skuIds` beside them in a swap go. `seats` are those of each product.
 */
interface SuggestionSubject {
  readonly groupIds?: readonly string[];
  readonly skuIds?: readonly string[];
  readonly licenses?: readonly AssignedLicense[];
  readonly plans?: readonly string[];
  readonly userIds?: readonly string[];
  readonly usageLocation?: string;
  readonly seats?: number;
  readonly address?: string;
  /** Whose the address stays. */
  readonly keeperId?: string;
}

/** One thing that a suggestion does, as it is told. */
export interface SuggestionStep {
  readonly kind: SuggestionKind;
  readonly subject: SuggestionSubject;
}

/** A change that was simulated with the engine on the tenant as it stands, and fixes, or partly fixes, at least one person. */
export interface Suggestion extends SuggestionStep {
  readonly changes: readonly Change[];
  /** What it does besides. */
  readonly also?: readonly SuggestionStep[];
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

/** Everything that it does, in the order of its changes. */
export function stepsOf({
  kind,
  subject,
  also = [],
}: SuggestionStep & Pick<Suggestion, 'also'>): readonly SuggestionStep[] {
  return [{ kind, subject }, ...also];
}

/** Whose seats come free. */
export function seatGivers(suggestion: SuggestionStep & Pick<Suggestion, 'also'>): readonly string[] {
  const steps = stepsOf(suggestion).filter(({ kind }) => kind === 'freeSeats');
  return [...new Set(steps.flatMap(({ subject }) => subject.userIds ?? []))];
}

/** What a button calls it by: the same for the same changes with the same outcome, and for nothing else. */
export function offerId({ changes, outcome }: Pick<Suggestion, 'changes' | 'outcome'>): string {
  return fingerprintOf(`${outcome.fingerprint} ${changesKey(changes)}`);
}

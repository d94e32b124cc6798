import type { Tenant } from '../model/tenant.ts';
import { type Effects, effectsOf } from '../outcome/effects.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { offerId, type Suggestion, type SuggestionStep } from './suggestion.ts';

/** A suggestion as cards and buttons need it: how many people instead of who, plain JSON, in ids. */
export interface SuggestedFix
  extends SuggestionStep,
    Pick<Suggestion, 'changes' | 'also' | 'groupId' | 'of' | 'canApply'> {
  /** What a button calls it by. @see offerId */
  readonly id: string;
  /** Of its outcome. */
  readonly fingerprint: string;
  /** How many people would no longer fail at all in the group in question, and how many get some of its products. */
  readonly fixes: number;
  readonly partlyFixes: number;
  /** How many people outside of those it touches. */
  readonly alsoTouched: number;
  /** How many people have less afterwards: what needs a second person. */
  readonly losing: number;
  readonly effects: Effects;
}

/** @param alone the outcome of the change that it comes on top of: what that one does already is not told again */
export function suggestedFix(tenant: Tenant, suggestion: Suggestion, alone?: Outcome): SuggestedFix {
  const { kind, subject, changes, also, groupId, of, canApply, outcome } = suggestion;
  return {
    kind,
    subject,
    changes,
    ...(also === undefined ? {} : { also }),
    groupId,
    of,
    canApply,
    id: offerId(suggestion),
    fingerprint: outcome.fingerprint,
    fixes: suggestion.fixes.length,
    partlyFixes: suggestion.partlyFixes.length,
    alsoTouched: suggestion.alsoTouched.length,
    losing: outcome.loseSomething.length,
    effects: effectsOf(tenant, suggestion, alone),
  };
}

import type { ApprovalReason } from '../../core/approval-policy.ts';
import type { Suggestion } from '../../core/licensing/suggestion.ts';

/** Does a second person have to agree, and why? */
export type SecondPerson = 'no' | ApprovalReason;

/** A suggestion, and who would have to agree to it. */
export interface OfferedFix {
  readonly suggestion: Suggestion;
  readonly secondPerson: SecondPerson;
}

/** Can a button apply it, or ask for it, and does somebody stop failing altogether by it? */
export function canAct({ suggestion }: OfferedFix): boolean {
  return suggestion.canApply && suggestion.fixes.length > 0;
}

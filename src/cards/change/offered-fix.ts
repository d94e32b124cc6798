import type { ApprovalReason } from '../../changes/approval-policy.ts';
import { type Permission, whoCould } from '../../changes/authorization.ts';
import type { SuggestedFix } from '../../licensing/suggest/suggested-fix.ts';
import { listed, type TextRuns, words } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';

/** Does a second person have to agree, and why? */
export type SecondPerson = 'no' | ApprovalReason;

/** A suggestion, and who would have to agree to it. */
export interface OfferedFix {
  readonly suggestion: SuggestedFix;
  readonly secondPerson: SecondPerson;
  /** All that it takes, the first what the reader lacks; absent where they may do it. */
  readonly needs?: readonly [Permission, ...Permission[]];
}

/** Can a button apply it, or ask for it, and does somebody stop failing altogether by it? */
export function canAct(fix: OfferedFix): boolean {
  return mayPress(fix) && fix.suggestion.fixes > 0;
}

/** Can a button of the reader's do anything of it? */
export function mayPress({ suggestion, needs }: OfferedFix): boolean {
  return suggestion.canApply && needs === undefined;
}

/** What the reader's role does not include, and which roles do; nothing where they may do it, or nobody can from here. */
export function whoMay(context: ViewContext, { suggestion, needs }: OfferedFix): TextRuns {
  return needs === undefined || !suggestion.canApply ? [] : whoCouldDo(context, ...needs);
}

/** @param lacking what the reader's role does not include @param more what it takes besides */
export function whoCouldDo(context: ViewContext, lacking: Permission, ...more: readonly Permission[]): TextRuns {
  const { cards, language } = context.texts;
  const roles = listed(
    whoCould([lacking, ...more]).map((role) => words(role)),
    language,
    'or',
  );
  return say(context, cards.fixes.whoMay, { lacks: cards.permissions[lacking], roles });
}

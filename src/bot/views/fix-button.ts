import { primary } from '../cards/buttons.ts';
import type { Button } from '../cards/card.ts';
import type { Reference } from '../cards/verbs.ts';
import { textFor, type ViewContext } from './context.ts';
import type { OfferedFix } from './offered-fix.ts';

/**
 * The button of the best fix on a card that shows only that one: it acts at once, or asks whom it must. False when it
 * cannot be done from here, or nobody stops failing altogether by it.
 */
export function fixButton(context: ViewContext, best: OfferedFix | undefined, reference: Reference): Button | false {
  if (best === undefined || !best.suggestion.canApply || best.suggestion.fixes.length === 0) return false;
  const texts = context.texts.cards.buttons;
  const title =
    best.secondPerson === 'no'
      ? textFor(context, texts.fix, { count: best.suggestion.fixes.length })
      : texts.askForApproval;
  return primary(title, { verb: 'apply-fix', data: { ...reference, fix: best.suggestion.outcome.fingerprint } });
}

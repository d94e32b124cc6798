import { primary } from '../buttons.ts';
import type { Button } from '../card.ts';
import { textFor, type ViewContext } from '../text/context.ts';
import type { Reference } from '../verbs.ts';
import { canAct, type OfferedFix } from './offered-fix.ts';

/** What the button of a fix says: what it does and to how many, at once or once a second person has agreed. */
export function fixTitle(context: ViewContext, { suggestion, secondPerson }: OfferedFix, count: number): string {
  const { fix, split, askToFix, askToSplit } = context.texts.cards.buttons;
  const [acts, asks] = suggestion.kind === 'splitTemplate' ? [split, askToSplit] : [fix, askToFix];
  return textFor(context, secondPerson === 'no' ? acts : asks, { count });
}

/**
 * The button of the best fix on a card that shows only that one: it acts at once, or asks whom it must. False when it
 * cannot be done from here, or nobody stops failing altogether by it.
 */
export function fixButton(context: ViewContext, best: OfferedFix | undefined, reference: Reference): Button | false {
  if (best === undefined || !canAct(best)) return false;
  const { fixes } = best.suggestion;
  const { fix, askToFix } = context.texts.cards.buttons;
  const title = textFor(context, best.secondPerson === 'no' ? fix : askToFix, { count: fixes });
  return primary(title, { verb: 'apply-fix', data: { ...reference, fix: best.suggestion.id } });
}

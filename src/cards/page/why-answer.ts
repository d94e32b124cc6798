import type { ProductAnswer } from '../../licensing/explain/explain-product.ts';
import { button, buttons } from '../buttons.ts';
import type { Card } from '../card.ts';
import { bold, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, summary, type ViewContext } from '../text/context.ts';
import { groupNames, productName, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';

/** Who fails for a product is told of all that stands in the way: `whyCard`. */
type Told = Exclude<ProductAnswer, { readonly kind: 'failed' }>;

/** Why somebody has a product, or does not. */
export function whyProductCard(
  context: ViewContext,
  input: { readonly userId: string; readonly skuId: string; readonly answer: Told },
): Card {
  const { userId, skuId, answer } = input;
  return answerCard(
    context,
    userId,
    [bold(productName(context, skuId)), ...productAnswer(context, skuId, answer)],
    answer.kind === 'held',
  );
}

function productAnswer(context: ViewContext, skuId: string, answer: Told): readonly TextRuns[] {
  const texts = context.texts.cards.why;
  const product = productName(context, skuId);
  switch (answer.kind) {
    case 'held': {
      const sources = answer.license.sources.filter((source) => source.state !== 'Error').map(({ groupId }) => groupId);
      const groups = groupNames(
        context,
        sources.filter((source) => source !== null),
      );
      if (!sources.includes(null)) return [say(context, texts.hasThrough, { sources: groups })];
      return [sources.length === 1 ? words(texts.hasDirectly) : say(context, texts.hasBoth, { sources: groups })];
    }
    case 'notProcessed':
      return [say(context, texts.notProcessed, { groups: groupNames(context, answer.groupIds) })];
    case 'disabled':
      return [words(texts.disabled)];
    case 'notGiven':
      return [
        say(context, texts.notAMember, {
          product,
          groups:
            answer.givenBy.length === 0
              ? texts.noGroupGives
              : say(context, texts.groupsGive, { groups: groupNames(context, answer.givenBy) }),
        }),
      ];
    default:
      return answer satisfies never;
  }
}

function answerCard(context: ViewContext, userId: string, sentences: readonly TextRuns[], has: boolean): Card {
  const { why, buttons: texts, preview } = context.texts.cards;
  return {
    name: 'why',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(userNameById(context, userId)), sentences.map(textOfRuns).join(' ')),
      kind: has ? why.hasHeading : why.notHeading,
      title: userNameById(context, userId),
      sentences,
      buttons: buttons(button(texts.showUser, { verb: 'show-user', data: { user: userId } })),
      footer: { left: words(preview.nothingChanged), right: timeText(context, context.now) },
    },
  };
}

import type { Seats } from '../../licensing/model/product-seats.ts';
import { offerIn, subscriptionIn } from '../page/subscription.ts';
import { type TextRuns, words } from '../runs.ts';
import { countText, say, type ViewContext } from '../text/context.ts';
import { productNames } from '../text/names.ts';

const QUESTIONS = ['suspended', 'inGrace', 'expiring', 'trial', 'runningOut'] as const;

/** What can be asked of all products: in which state their subscriptions are, which are trials, which run out. */
export type ProductsQuestion = (typeof QUESTIONS)[number];

export function productsQuestion(question: string | undefined): ProductsQuestion | undefined {
  return QUESTIONS.find((known) => known === question);
}

/** Whether a product belongs into the answer. */
export function isAnsweredBy(context: ViewContext, question: ProductsQuestion, seats: Seats): boolean {
  const { subscription, skuId, forOrganization } = seats;
  switch (question) {
    case 'suspended':
      return subscription.state === 'deleted' || subscription.suspended > 0;
    case 'inGrace':
    case 'expiring':
      return subscription.inGrace > 0 || subscription.state === 'inGrace';
    case 'trial':
      return offerIn(context, skuId) === 'trial';
    case 'runningOut':
      return !forOrganization;
  }
}

/** The answer in words: how many there are, and what the data cannot tell. */
export function answerTo(
  context: ViewContext,
  question: ProductsQuestion,
  found: readonly Seats[],
): readonly TextRuns[] {
  const { answers } = context.texts.cards.subscriptions;
  const counted = (forms: { readonly one: string; readonly other: string }, none: string) =>
    words(found.length === 0 ? none : countText(context, forms, found.length));
  switch (question) {
    case 'suspended':
      return [counted(answers.suspended, answers.noneSuspended)];
    case 'inGrace':
      return [counted(answers.inGrace, answers.noneInGrace)];
    case 'expiring':
      return [
        counted(answers.inGrace, answers.noneInGrace),
        named(context, answers.endedAlready, (skuId) => isOver(context, skuId)),
        words(answers.endUnknown),
      ].filter((runs) => runs.length > 0);
    case 'trial':
      return [
        counted(answers.trial, answers.noneTrial),
        named(context, answers.alsoFree, (skuId) => offerIn(context, skuId) === 'free'),
        words(answers.trialUnknown),
      ].filter((runs) => runs.length > 0);
    case 'runningOut':
      return [];
  }
}

/** What these data do not tell of one product that is asked about. */
export function unknownOf(context: ViewContext, question: ProductsQuestion | undefined): TextRuns {
  const { answers } = context.texts.cards.subscriptions;
  switch (question) {
    case 'expiring':
      return words(answers.endUnknownOfOne);
    case 'trial':
      return words(answers.trialUnknown);
    default:
      return [];
  }
}

function named(context: ViewContext, pattern: string, isOne: (skuId: string) => boolean): TextRuns {
  const skuIds = context.labels.skus.map(({ skuId }) => skuId).filter(isOne);
  return skuIds.length === 0 ? [] : say(context, pattern, { products: productNames(context, skuIds) });
}

function isOver(context: ViewContext, skuId: string): boolean {
  const state = subscriptionIn(context, skuId)?.state;
  return state === 'suspended' || state === 'lockedOut' || state === 'deleted';
}

import { offerOf } from '../../catalogue/offer.ts';
import { freeOf } from '../../licensing/model/product-seats.ts';
import { isTroubled, type Subscription, subscriptionOf } from '../../licensing/model/subscription.ts';
import type { SeatsOutcome } from '../../licensing/outcome/outcome.ts';
import { type TextRuns, words } from '../runs.ts';
import { countText, say, sayCount, textFor, type ViewContext } from '../text/context.ts';
import { ownedSku, productName } from '../text/names.ts';

/** What stands behind the seats of a product; undefined for one that the tenant does not own. */
export function subscriptionIn(context: ViewContext, skuId: string): Subscription | undefined {
  const sku = ownedSku(context, skuId);
  return sku && subscriptionOf(sku);
}

/** "25 bought", "25 seats, suspended": how many seats there are, never without what keeps them from being given out. */
export function seatsText(context: ViewContext, subscription: Subscription): string {
  const texts = context.texts.cards.subscriptions;
  const { state, assignable, inGrace, suspended } = subscription;
  if (state === 'deleted') return texts.deleted;
  if (state === 'suspended' || state === 'lockedOut') return countText(context, texts[state], suspended);
  const seats =
    state === 'inGrace'
      ? countText(context, texts.inGrace, assignable)
      : inGrace > 0
        ? textFor(context, texts.someInGrace, { count: assignable, grace: inGrace })
        : textFor(context, texts.bought, { count: assignable });
  return suspended > 0 ? textFor(context, texts.andSuspended, { seats, count: suspended }) : seats;
}

/** The same in a word or two, to stand beside the product; empty where nothing is wrong. */
function troubleMark(context: ViewContext, subscription: Subscription | undefined): string {
  const { marks } = context.texts.cards.subscriptions;
  if (subscription === undefined || !isTroubled(subscription)) return '';
  const { state, inGrace, suspended } = subscription;
  if (state === 'suspended' || state === 'lockedOut' || state === 'deleted') return marks[state];
  const some = (pattern: string, count: number) => (count > 0 ? [textFor(context, pattern, { count })] : []);
  const grace = state === 'inGrace' ? [marks.inGrace] : some(marks.someInGrace, inGrace);
  return [...grace, ...some(marks.someSuspended, suspended)].join(', ');
}

/** The product, and in a word what is wrong with its seats. */
export function markedProduct(context: ViewContext, skuId: string): TextRuns {
  const mark = troubleMark(context, subscriptionIn(context, skuId));
  const product = productName(context, skuId);
  return mark === '' ? product : [...product, ...words(` (${mark})`, { subtle: true })];
}

/** "trial", "free": where the product's names say so. */
export function offerMark(context: ViewContext, skuId: string): string {
  const offer = offerIn(context, skuId);
  return offer === undefined ? '' : context.texts.cards.subscriptions.marks[offer];
}

export function offerIn(context: ViewContext, skuId: string): ReturnType<typeof offerOf> {
  const sku = ownedSku(context, skuId);
  return sku && offerOf(sku.skuPartNumber, context.catalogue.productName(sku.skuId, sku.skuPartNumber));
}

/** The same of a product in an outcome. */
export function freeAfter(context: ViewContext, { skuId, seats, after }: SeatsOutcome): number {
  const state = subscriptionIn(context, skuId)?.state ?? 'active';
  return freeOf({ state, assignable: seats }, after);
}

/** What to know of these products before their seats are given out or bought, in full sentences. */
export function subscriptionSentences(context: ViewContext, skuIds: readonly string[]): readonly TextRuns[] {
  return skuIds.flatMap((skuId) => sentencesOf(context, skuId, subscriptionIn(context, skuId)));
}

function sentencesOf(context: ViewContext, skuId: string, subscription: Subscription | undefined): readonly TextRuns[] {
  const { sentences } = context.texts.cards.subscriptions;
  if (subscription === undefined || !isTroubled(subscription)) return [];
  const { state, assignable, inGrace, suspended } = subscription;
  const product = productName(context, skuId);
  if (state === 'deleted') return [say(context, sentences.deleted, { product })];
  if (state === 'suspended' || state === 'lockedOut')
    return [sayCount(context, sentences[state], suspended, { product })];
  const grace =
    state === 'inGrace'
      ? [sayCount(context, sentences.inGrace, assignable, { product })]
      : inGrace > 0
        ? [sayCount(context, sentences.someInGrace, inGrace, { product, total: assignable })]
        : [];
  return suspended > 0 ? [...grace, sayCount(context, sentences.someSuspended, suspended, { product })] : grace;
}

import type { DirectReason } from '../../licensing/explain/explain-refusals.ts';
import { seatsText, subscriptionIn } from '../page/subscription.ts';
import { joined, type TextRuns } from '../runs.ts';
import { say, sayCount, textFor, type ViewContext } from '../text/context.ts';
import { productName, productNames, some, userNameById } from '../text/names.ts';
import { causeSentences } from './cause-words.ts';

const REASONS_TOLD = 4;

/** What is in the way of direct licenses, in full sentences; the same of several people once. */
export function directReasonSentences(context: ViewContext, reasons: readonly DirectReason[]): readonly TextRuns[] {
  const merged = new Map<string, DirectReason[]>();
  for (const one of reasons) {
    const key = JSON.stringify([one.reason, one.on]);
    merged.set(key, [...(merged.get(key) ?? []), one]);
  }
  return [...merged.values()].slice(0, REASONS_TOLD).flatMap((alike) => sentenceOf(context, alike));
}

function sentenceOf(context: ViewContext, alike: readonly DirectReason[]): readonly TextRuns[] {
  const [first] = alike;
  if (first === undefined) return [];
  const { reason, on, givers } = first;
  if (reason.detail.kind === 'unknown') return [];
  if (reason.detail.kind === 'seats') return [noSeats(context, first)];
  const userIds = alike.map(({ userId }) => userId);
  const why = causeSentences(context, { ...reason, on, people: userIds.length, userIds });
  if (on === 'removal' || givers.length === 0) return [why];
  const { gives } = context.texts.cards.refusals;
  return [joined([why, sayCount(context, gives, givers.length, { products: productNames(context, givers) })], ' ')];
}

/** "**Visio Plan 2**: 25 bought, 25 in use. 2 seats are held by blocked accounts: …" */
function noSeats(context: ViewContext, { reason, blocked, waiting }: DirectReason): TextRuns {
  const { detail, skuId } = reason;
  if (detail.kind !== 'seats') return [];
  const texts = context.texts.cards;
  const subscription = subscriptionIn(context, skuId);
  const seats =
    subscription === undefined
      ? textFor(context, texts.subscriptions.bought, { count: detail.seats })
      : seatsText(context, subscription);
  const people = some(
    context,
    blocked.map((userId) => userNameById(context, userId)),
  );
  const parts = [
    say(context, texts.refusals.noSeats, { product: productName(context, skuId), seats, consumed: detail.consumed }),
    waiting === 0 ? [] : sayCount(context, texts.refusals.waitBefore, waiting),
    blocked.length === 0 ? [] : sayCount(context, texts.refusals.heldByBlocked, blocked.length, { people }),
  ];
  return joined(
    parts.filter((runs) => runs.length > 0),
    ' ',
  );
}

import type { ChangeRecord } from '../../core/change-record.ts';
import type { Slots } from '../../core/language/command.ts';
import { pageOf } from '../../core/page.ts';
import { texts } from '../../core/text/catalogue.ts';
import { fill } from '../../core/text/fill.ts';
import { readMoment } from '../../core/time/moment.ts';
import { joined } from '../cards/runs.ts';
import type { Message } from '../chat.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { targetTitle } from '../views/describe.ts';
import { CHANGES_ON_A_PAGE, historyCard } from '../views/history.ts';
import { productName } from '../views/names.ts';
import type { Handler } from './handler.ts';
import { status } from './look.ts';
import { toCome } from './schedule.ts';

/** Numbers of a history that is asked for by a number. */
const LONGEST_HISTORY = 1_000;

/** What was planned is not history: it is listed with what is to come. */
const SPEAKS_OF_LATER = /\b(?:scheduled|planned|upcoming|gepland\w*|temporary|tijdelijk\w*)\b/i;

/** Which changes: of a group, of or by a person, of a product, since a moment (milliseconds since 1970), the last few. */
export interface HistoryOf {
  readonly groupId?: string;
  readonly userId?: string;
  readonly skuId?: string;
  readonly sinceMs?: number;
  readonly limit?: number;
}

export interface HistoryAsked extends HistoryOf {
  readonly page: number;
}

/** Who changed what, newest first. */
export const history: Handler = async (services, turn, heard) => {
  if (SPEAKS_OF_LATER.test(heard.said)) return toCome(services, turn);
  // Of one change its card says who decided on it: the list of all would answer another question.
  const { ref } = heard.slots;
  if (ref !== undefined) return status(services, turn, { ...heard, slots: { ref } });
  const of = historyOf(services, turn, heard.slots);
  if (of === 'unknownTime') {
    const text = fill(texts[turn.language].record.unknownTime, { text: heard.slots.since ?? '' });
    return { messages: [{ text }] };
  }
  return { messages: [historyMessage(services, turn, { ...of, page: 1 })] };
};

export function historyOf({ clock }: Services, turn: Turn, { ids, limit, since }: Slots): HistoryOf | 'unknownTime' {
  const [groupId] = ids?.groups ?? [];
  const [userId] = ids?.users ?? [];
  const [skuId] = ids?.skus ?? [];
  const speaking = { nowMs: clock.now().getTime(), zone: turn.timeZone, language: turn.language } as const;
  const span = since === undefined ? undefined : readMoment(since, { ...speaking, side: 'past' });
  if (since !== undefined && span === undefined) return 'unknownTime';
  return {
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
    ...(skuId === undefined ? {} : { skuId }),
    ...(span === undefined ? {} : { sinceMs: span.fromMs }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Applied changes, newest first. */
export function recordsOf(
  services: Services,
  { groupId, userId, skuId, sinceMs, limit }: HistoryOf,
): readonly ChangeRecord[] {
  return candidates(services, groupId, userId)
    .filter((record) => userId === undefined || isOfPerson(record, userId))
    .filter(({ command }) => skuId === undefined || isOfProduct(command.slots, skuId))
    .filter(({ appliedAt = '' }) => sinceMs === undefined || Date.parse(appliedAt) >= sinceMs)
    .slice(0, limit);
}

/** What is about a person is found however old it is; what they asked for, among the latest. */
function candidates(services: Services, groupId: string | undefined, userId: string | undefined) {
  const records = applied(services, groupId, LONGEST_HISTORY);
  if (groupId !== undefined || userId === undefined) return records;
  const all = new Map([...records, ...applied(services, userId, LONGEST_HISTORY)].map((one) => [one.number, one]));
  return [...all.values()].sort((a, b) => b.number - a.number);
}

/** What was done to a person, and what they did. */
function isOfPerson({ requestedBy, targetUserIds, approval }: ChangeRecord, userId: string): boolean {
  return [requestedBy.userId, approval?.decision?.by.userId, ...targetUserIds].includes(userId);
}

/** It names the product, or took all that there were. */
function isOfProduct({ ids, products, steps = [] }: Slots, skuId: string): boolean {
  const named = products === 'all' || ids?.skus?.includes(skuId) === true;
  return named || steps.some((step) => isOfProduct(step.slots, skuId));
}

export function historyMessage(services: Services, turn: Turn, asked: HistoryAsked): Message {
  const { groupId, userId, skuId, sinceMs, limit } = asked;
  const context = viewContext(services, turn.language);
  const all = recordsOf(services, asked);
  const { items: records, page } = pageOf(all, asked.page, CHANGES_ON_A_PAGE);
  const ofWhom = groupId !== undefined || userId !== undefined;
  const target = targetTitle(context, {
    targetGroupIds: groupId === undefined ? [] : [groupId],
    targetUserIds: groupId !== undefined || userId === undefined ? [] : [userId],
  });
  const parts = [...(skuId === undefined ? [] : [productName(context, skuId)]), ...(ofWhom ? [target] : [])];
  const data = {
    ...(groupId === undefined ? {} : { group: groupId }),
    ...(userId === undefined ? {} : { user: userId }),
    ...(skuId === undefined ? {} : { sku: skuId }),
    ...(sinceMs === undefined ? {} : { since: sinceMs }),
    ...(limit === undefined ? {} : { limit }),
  };
  return cardMessage(
    historyCard(context, {
      records,
      page: page.page,
      total: all.length,
      data,
      ...(parts.length === 0 ? {} : { title: joined(parts, ', ') }),
      ...(sinceMs === undefined ? {} : { since: { ms: sinceMs, zone: turn.timeZone } }),
    }),
  );
}

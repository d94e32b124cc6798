import { CHANGES_ON_A_PAGE, historyCard } from '../../cards/page/history.ts';
import { joined } from '../../cards/runs.ts';
import { targetTitle } from '../../cards/text/describe.ts';
import { productName } from '../../cards/text/names.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Slots } from '../../language/command.ts';
import { pageOf } from '../../licensing/pages/page.ts';
import type { Speaking } from '../../time/expression.ts';
import { readMoment, type Span } from '../../time/moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Message } from '../chat.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { answerAbout, decisionsMessage } from './audit.ts';
import type { Answer, Handler, Heard } from './handler.ts';
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
  /** Before this moment. */
  readonly untilMs?: number;
  /** What took something from people alone. */
  readonly taking?: boolean;
  readonly limit?: number;
}

export interface HistoryAsked extends HistoryOf {
  readonly page: number;
}

/** Who changed what, newest first. */
export const history: Handler = async (services, turn, heard) => {
  if (SPEAKS_OF_LATER.test(heard.said)) return toCome(services, turn);
  // Of one change its card says who decided on it: the list of all would answer another question.
  const { ref, question = '' } = heard.slots;
  if (ref !== undefined) return ofOne(services, turn, heard, ref);
  if (DECISIONS.has(question)) return { messages: [await decisionsMessage(services, turn, heard.slots)] };
  const of = historyOf(services, turn, heard.slots);
  if (of === 'unknownTime') {
    const text = fill(texts[turn.language].record.unknownTime, { text: heard.slots.since ?? '' });
    return { messages: [{ text }] };
  }
  const { page = 1 } = heard.slots;
  return { messages: [await historyMessage(services, turn, { ...of, page })], remember: { page } };
};

const DECISIONS: ReadonlySet<string> = new Set(['who_approved', 'who_rejected', 'who_decided']);

/** One change: who decided on it or why in a sentence, then its card. */
async function ofOne(services: Services, turn: Turn, heard: Heard, ref: string): Promise<Answer> {
  const record = await services.store.changes.get(Number(ref.replace('#', '')));
  const said = record && answerAbout(turn, record, heard.slots.question);
  const shown = await status(services, turn, { ...heard, slots: { ref } });
  return said === undefined ? shown : { ...shown, messages: [said, ...shown.messages] };
}

export function historyOf(
  { clock }: Services,
  turn: Turn,
  { ids, limit, since, until, question }: Slots,
): HistoryOf | 'unknownTime' {
  const [groupId] = ids?.groups ?? [];
  const [userId] = ids?.users ?? [];
  const [skuId] = ids?.skus ?? [];
  const speaking = { nowMs: clock.now().getTime(), zone: turn.timeZone, language: turn.language } as const;
  const span = since === undefined ? undefined : readMoment(since, { ...speaking, side: 'past' });
  const end = until === undefined ? undefined : endOf(until, speaking, span);
  if ((since !== undefined && span === undefined) || (until !== undefined && end === undefined)) return 'unknownTime';
  return {
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
    ...(skuId === undefined ? {} : { skuId }),
    ...(span === undefined ? {} : { sinceMs: span.fromMs }),
    ...(end === undefined ? {} : { untilMs: end.toMs }),
    ...(question === 'who_removed' ? { taking: true } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** "between 29 November and 1 December": the end is after the beginning, and may be still to come. */
function endOf(until: string, speaking: Omit<Speaking, 'side'>, from: Span | undefined): Span | undefined {
  const past = readMoment(until, { ...speaking, side: 'past' });
  const isBefore = past !== undefined && from !== undefined && past.toMs <= from.fromMs;
  return isBefore ? readMoment(until, { ...speaking, side: 'future' }) : past;
}

/** Applied changes, newest first. */
export async function recordsOf(
  services: Services,
  { groupId, userId, skuId, sinceMs, untilMs, taking = false, limit }: HistoryOf,
): Promise<readonly ChangeRecord[]> {
  return (await candidates(services, groupId, userId))
    .filter((record) => userId === undefined || isOfPerson(record, userId))
    .filter(
      (record) => skuId === undefined || isOfProduct(record.command.slots, skuId) || (taking && took(record, skuId)),
    )
    .filter((record) => !taking || took(record, skuId))
    .filter(({ appliedAt = '' }) => sinceMs === undefined || Date.parse(appliedAt) >= sinceMs)
    .filter(({ appliedAt = '' }) => untilMs === undefined || Date.parse(appliedAt) < untilMs)
    .slice(0, limit);
}

/** What is about a person is found however old it is; what they asked for, among the latest. */
async function candidates(
  services: Services,
  groupId: string | undefined,
  userId: string | undefined,
): Promise<readonly ChangeRecord[]> {
  const records = await applied(services, groupId, LONGEST_HISTORY);
  if (groupId !== undefined || userId === undefined) return records;
  const own = await applied(services, userId, LONGEST_HISTORY);
  const all = new Map([...records, ...own].map((one) => [one.number, one]));
  return [...all.values()].sort((a, b) => b.number - a.number);
}

/** What was done to a person, and what they did. */
function isOfPerson({ requestedBy, targetUserIds, approval }: ChangeRecord, userId: string): boolean {
  return [requestedBy.userId, approval?.decision?.by.userId, ...targetUserIds].includes(userId);
}

/** It took the product, or any, from a template or from people. */
function took({ changes, real }: ChangeRecord, skuId: string | undefined): boolean {
  const isIt = (id: string) => skuId === undefined || id === skuId;
  const edits = changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : []));
  const left = skuId === undefined && changes.some(({ kind }) => kind === 'removeMember');
  const lost = real?.products.some((product) => product.lost > 0 && isIt(product.skuId)) ?? false;
  return left || lost || edits.some(isIt);
}

/** It names the product, or took all that there were. */
function isOfProduct({ ids, products, steps = [] }: Slots, skuId: string): boolean {
  const named = products === 'all' || ids?.skus?.includes(skuId) === true;
  return named || steps.some((step) => isOfProduct(step.slots, skuId));
}

export async function historyMessage(services: Services, turn: Turn, asked: HistoryAsked): Promise<Message> {
  const { groupId, userId, skuId, sinceMs, untilMs, taking, limit } = asked;
  const context = viewContext(services, turn.language);
  const all = await recordsOf(services, asked);
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
    ...(untilMs === undefined ? {} : { until: untilMs }),
    ...(taking === undefined ? {} : { taking }),
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
      ...(untilMs === undefined ? {} : { until: { ms: untilMs, zone: turn.timeZone } }),
      ...(taking === undefined ? {} : { taking }),
    }),
  );
}

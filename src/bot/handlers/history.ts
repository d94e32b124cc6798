import type { ChangeRecord } from '../../core/change-record.ts';
import type { Slots } from '../../core/language/command.ts';
import { texts } from '../../core/text/catalogue.ts';
import { fill } from '../../core/text/fill.ts';
import { readMoment } from '../../core/time/moment.ts';
import type { Message } from '../chat.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { targetTitle } from '../views/describe.ts';
import { CHANGES_ON_A_PAGE, historyCard } from '../views/history.ts';
import { pageOf } from '../views/pages.ts';
import type { Handler } from './handler.ts';
import { status } from './look.ts';
import { toCome } from './schedule.ts';

/** Numbers of a history that is asked for by a number. */
const LONGEST_HISTORY = 1_000;

/** What was planned is not history: it is listed with what is to come. */
const SPEAKS_OF_LATER = /\b(?:scheduled|planned|upcoming|gepland\w*|temporary|tijdelijk\w*)\b/i;

/** Of one change its card says who decided on it: the list of all would answer another question. */
const NUMBER = /#? ?\b(\d{4,})\b/;

/** Which changes: of a group, of or by a person, since a moment (milliseconds since 1970), the last few. */
export interface HistoryOf {
  readonly groupId?: string;
  readonly userId?: string;
  readonly sinceMs?: number;
  readonly limit?: number;
}

export interface HistoryAsked extends HistoryOf {
  readonly page: number;
}

/** Who changed what, newest first. */
export const history: Handler = async (services, turn, heard) => {
  if (SPEAKS_OF_LATER.test(heard.said)) return toCome(services, turn);
  const decided = /^who_(?:approved|rejected)$/.test(heard.slots.question ?? '')
    ? NUMBER.exec(heard.said)?.[1]
    : undefined;
  if (decided !== undefined) return status(services, turn, { ...heard, slots: { ref: decided } });
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
  const speaking = { nowMs: clock.now().getTime(), zone: turn.timeZone, language: turn.language } as const;
  const span = since === undefined ? undefined : readMoment(since, { ...speaking, side: 'past' });
  if (since !== undefined && span === undefined) return 'unknownTime';
  return {
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
    ...(span === undefined ? {} : { sinceMs: span.fromMs }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Applied changes, newest first. */
export function recordsOf(services: Services, { groupId, userId, sinceMs, limit }: HistoryOf): readonly ChangeRecord[] {
  return candidates(services, groupId, userId)
    .filter((record) => userId === undefined || isOfPerson(record, userId))
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

export function historyMessage(services: Services, turn: Turn, asked: HistoryAsked): Message {
  const { groupId, userId, sinceMs, limit } = asked;
  const context = viewContext(services, turn.language);
  const all = recordsOf(services, asked);
  const { items: records, page } = pageOf(all, asked.page, CHANGES_ON_A_PAGE);
  const title = targetTitle(context, {
    targetGroupIds: groupId === undefined ? [] : [groupId],
    targetUserIds: groupId !== undefined || userId === undefined ? [] : [userId],
  });
  const data = {
    ...(groupId === undefined ? {} : { group: groupId }),
    ...(userId === undefined ? {} : { user: userId }),
    ...(sinceMs === undefined ? {} : { since: sinceMs }),
    ...(limit === undefined ? {} : { limit }),
  };
  return cardMessage(
    historyCard(context, {
      records,
      page: page.page,
      total: all.length,
      data,
      ...(groupId === undefined && userId === undefined ? {} : { title }),
      ...(sinceMs === undefined ? {} : { since: { ms: sinceMs, zone: turn.timeZone } }),
    }),
  );
}

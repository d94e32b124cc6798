import type { Slots } from '../../language/command.ts';
import type { Speaking } from '../../time/expression.ts';
import { readMoment, type TimeSpan } from '../../time/moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';

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

/** Which changes are asked for; of a time that nobody can tell nothing is. */
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
function endOf(until: string, speaking: Omit<Speaking, 'side'>, from: TimeSpan | undefined): TimeSpan | undefined {
  const past = readMoment(until, { ...speaking, side: 'past' });
  const isBefore = past !== undefined && from !== undefined && past.toMs <= from.fromMs;
  return isBefore ? readMoment(until, { ...speaking, side: 'future' }) : past;
}

export function unknownTime({ language }: Turn, { since, until }: Slots): Message {
  return { text: fill(texts[language].record.unknownTime, { text: since ?? until ?? '' }) };
}

import { plusDays, weekdayOf } from './civil.ts';
import type { ClockTime } from './expression.ts';
import { clockAt } from './parse-clock.ts';
import { type TimeWords, timeWords } from './reader.ts';
import { EVERY, WEEKDAYS } from './words.ts';
import { civilAt, instantOf } from './zone.ts';

/** On some days of each week, at an hour of the day. */
export interface Recurrence {
  /** 1 Monday to 7 Sunday, in their order. */
  readonly days: readonly number[];
  /** "08:00". */
  readonly at: string;
}

/** Where nobody says an hour. */
const MORNING: ClockTime = { hour: 8, minute: 0 };
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Words that are a whole rhythm. */
const RHYTHMS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...['daily', 'dagelijks', 'dagelijkse'].map((word) => [word, EVERY_DAY] as const),
  ...['weekly', 'wekelijks', 'wekelijkse'].map((word) => [word, [1]] as const),
]);

/** What may follow "every" beside a day of the week. */
const UNITS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...['day', 'morning', 'dag', 'ochtend', 'morgen'].map((word) => [word, EVERY_DAY] as const),
  ...['weekday', 'workday', 'werkdag', 'weekdag'].map((word) => [word, [1, 2, 3, 4, 5]] as const),
  ...['week'].map((word) => [word, [1]] as const),
]);

/**
 * The rhythm that is said in a sentence, and the words that are no part of it, in small letters. Undefined where none is said: "every second
 * Monday" and "every month" are none that is kept here.
 */
export function recurrenceIn(text: string): { readonly said?: Recurrence; readonly rest: readonly string[] } {
  const words = timeWords(text);
  const days = new Set<number>();
  const rest: string[] = text.length > (words.at(-1)?.end ?? 0) + 1 ? ['…'] : [];
  let clock: ClockTime | undefined;
  for (let at = 0; at < words.length; ) {
    const found = daysAt(words, at);
    const hour = found === undefined ? clockAt(words, at, 'afterDay') : undefined;
    if (found !== undefined) for (const day of found.days) days.add(day);
    else if (hour !== undefined && clock === undefined) clock = hour.value;
    else rest.push(words[at]?.text ?? '');
    at = found?.next ?? hour?.next ?? at + 1;
  }
  if (days.size === 0) return clock === undefined ? { rest } : { rest: [...rest, 'at'] };
  const { hour, minute } = clock ?? MORNING;
  const two = (value: number) => String(value).padStart(2, '0');
  return { said: { days: [...days].sort((a, b) => a - b), at: `${two(hour)}:${two(minute)}` }, rest };
}

/** "every Monday and Thursday", "on Mondays", "elke werkdag", "weekly". */
function daysAt(words: TimeWords, at: number): { readonly days: readonly number[]; readonly next: number } | undefined {
  const text = words[at]?.text ?? '';
  const rhythm = RHYTHMS.get(text);
  if (rhythm !== undefined) {
    // "weekly on Thursdays".
    const named = daysAt(words, at + 1);
    return named ?? { days: rhythm, next: at + 1 };
  }
  const isEvery = EVERY.test(text);
  const from = isEvery || /^(?:on|op|'s)$/.test(text) ? at + 1 : at;
  const unit = isEvery ? UNITS.get(words[from]?.text ?? '') : undefined;
  if (unit !== undefined) return { days: unit, next: from + 1 };
  const days: number[] = [];
  let next = from;
  for (let place = from; ; place = next + 1) {
    const word = words[place]?.text ?? '';
    const day = WEEKDAYS.get(word) ?? WEEKDAYS.get(word.replace(/(?:s|en)$/, ''));
    // "on Monday" is one Monday.
    if (day === undefined || (!isEvery && WEEKDAYS.has(word))) break;
    days.push(day);
    next = place + 1;
    if (!/^(?:and|en|&|,)$/.test(words[next]?.text ?? '')) break;
  }
  return days.length === 0 ? undefined : { days, next };
}

/** The first moment after `afterMs` (milliseconds since 1970) at which it comes round, by the clock of a zone. */
export function nextTime({ days, at }: Recurrence, afterMs: number, zone: string): number {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const today = civilAt(afterMs, zone);
  for (let ahead = 0; ; ahead++) {
    const day = plusDays(today, ahead);
    const ms = days.includes(weekdayOf(day)) ? instantOf({ ...day, hour, minute }, zone) : afterMs;
    if (ms > afterMs) return ms;
  }
}

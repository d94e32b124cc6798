import { type Day, MS_A_MINUTE, plusDays, weekdayOf } from './civil.ts';
import { daysOf } from './days.ts';
import { plus } from './duration.ts';
import type { ClockTime, DayExpression, Speaking, TimeExpression } from './expression.ts';
import { parseWhole } from './parse.ts';
import { civilAt, instantOf } from './zone.ts';

/** A day, a week, or a minute: from its first moment to the first one after it, in milliseconds since 1970. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What "tomorrow at 9", "1 May", "next Monday", "end of the month", "2026-12-31", "3 days ago" mean, in English and Dutch,
 * in each way that people would read it: none for what is not a time, two where they would differ ("1/5" in English,
 * "next Friday" on a Wednesday).
 */
export function readMoments(text: string, speaking: Speaking): readonly TimeSpan[] {
  const said = parseWhole(text, 'moment');
  return said === undefined ? [] : spansOf(said, speaking);
}

/** The one moment that everybody would read; undefined where there is none, or more than one. */
export function readMoment(text: string, speaking: Speaking): TimeSpan | undefined {
  const [span, ...others] = readMoments(text, speaking);
  return others.length === 0 ? span : undefined;
}

/** Words after which the last day belongs to the time: "t/m 31 december" ends as 1 January begins. */
const INCLUSIVE =
  /^(?:t\/m|t\.?e\.?m\.?|tot en met|up to and including|until and including|till and including|through|thru)(?=\s)\s*/i;

export function isInclusive(text: string): boolean {
  return INCLUSIVE.test(text);
}

/** The time without the words that say that its last day belongs to it. */
export function withoutMark(text: string): string {
  return text.replace(INCLUSIVE, '');
}

/** When something ends that lasts "until" that, in milliseconds since 1970: as it begins, or as its last day is over. */
export function readEnds(text: string, speaking: Speaking): readonly number[] {
  const includes = isInclusive(text);
  return readMoments(withoutMark(text), speaking).map(({ fromMs, toMs }) =>
    includes && toMs - fromMs > MS_A_MINUTE ? toMs : nextWeekday(text, fromMs, speaking),
  );
}

/** "from Monday" and "until Monday", said on a Monday, mean the next one. */
export function nextWeekday(text: string, ms: number, { nowMs, zone, side }: Speaking): number {
  const isOver = side === 'future' && ms <= nowMs && WEEKDAY.test(text.trim());
  const civil = civilAt(ms, zone);
  return isOver ? instantOf({ ...civil, ...plusDays(civil, DAYS_A_WEEK) }, zone) : ms;
}

const DAYS_A_WEEK = 7;
const WEEKDAY =
  /^(?:(?:on|op) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:(?:on|op) )?(?:maan|dins|woens|donder|vrij|zater|zon)dag$/i;

function spansOf(said: TimeExpression, speaking: Speaking): readonly TimeSpan[] {
  const { nowMs, zone } = speaking;
  switch (said.kind) {
    case 'now':
      return [minute(nowMs)];
    case 'apart':
      return [minute(plus(nowMs, said.duration, zone, said.direction))];
    case 'shifted':
      return spansOf(said.of, speaking).map(({ fromMs, toMs }) => {
        const ms = plus(fromMs, said.duration, zone, said.direction);
        return { fromMs: ms, toMs: ms + (toMs - fromMs) };
      });
    case 'weekdayAfter':
      return spansOf(said.of, speaking).map(({ fromMs, toMs }) => {
        const civil = civilAt(fromMs, zone);
        const days = ((said.weekday - weekdayOf(civil) + 6) % DAYS_A_WEEK) + 1;
        const ms = instantOf({ ...civil, ...plusDays(civil, days) }, zone);
        return { fromMs: ms, toMs: ms + (toMs - fromMs) };
      });
    case 'clock':
      return [clockToday(said.clock, speaking)];
    case 'dotted':
      return [clockToday(said.clock, speaking), ...daySpans({ days: said.date }, speaking)];
    case 'days':
      return daySpans(said, speaking);
    case 'later':
    case 'duration':
    case 'recurring':
      return [];
  }
}

interface SaidDays {
  readonly days: DayExpression;
  readonly clock?: ClockTime;
  readonly hours?: readonly [from: number, to: number];
}

function daySpans({ days, clock, hours }: SaidDays, speaking: Speaking): readonly TimeSpan[] {
  const { nowMs, zone, side } = speaking;
  const at = (day: Day, hour: number, minutes = 0) => instantOf({ ...day, hour, minute: minutes }, zone);
  return daysOf(days, civilAt(nowMs, zone), speaking).flatMap(({ from, to }) => {
    const isOne = at(plusDays(from, 1), 0) === at(to, 0);
    if (clock !== undefined) {
      const ms = at(from, clock.hour, clock.minute);
      // On a Monday at ten, "Monday at nine" is that of next week.
      const said = days.kind === 'edge' ? days.of : days;
      const isAny = said.kind === 'weekday' && said.which === undefined && said.week === undefined;
      const day = isAny && side === 'future' && ms < nowMs ? plusDays(from, 7) : from;
      return isOne ? [minute(at(day, clock.hour, clock.minute))] : [];
    }
    if (hours === undefined) return [{ fromMs: at(from, 0), toMs: at(to, 0) }];
    const [first, last] = hours;
    return [{ fromMs: at(from, first), toMs: last === 24 ? at(plusDays(from, 1), 0) : at(from, last) }];
  });
}

function minute(fromMs: number): TimeSpan {
  return { fromMs, toMs: fromMs + MS_A_MINUTE };
}

/** A time alone is today's, or the next day's when that is over, or the day's before when it is still to come. */
function clockToday(clock: ClockTime, { nowMs, zone, side }: Speaking): TimeSpan {
  const today = civilAt(nowMs, zone);
  const ms = instantOf({ ...today, ...clock }, zone);
  const days = side === 'future' ? (ms < nowMs ? 1 : 0) : ms > nowMs ? -1 : 0;
  return minute(instantOf({ ...plusDays(today, days), ...clock }, zone));
}

import type { Language } from '../language/command.ts';
import { type Day, MS_A_MINUTE, plusDays } from './civil.ts';
import { type Days, readDays } from './days.ts';
import { plus, readDuration } from './duration.ts';
import { civilAt, instantOf } from './zone.ts';

/** From when and in which zone a time is spoken of, and on which side of now it lies where its words leave that open. */
export interface Speaking {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  readonly zone: string;
  readonly language: Language;
  readonly side: 'past' | 'future';
}

/** A day, a week, or a minute: from its first moment to the first one after it, in milliseconds since 1970. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What "tomorrow at 9", "1 May", "next Monday", "end of the month", "2026-12-31", "3 days ago" mean, in English and Dutch;
 * undefined for what is not a time, and for what two readers would read as two days ("1/5" in English).
 */
export function readMoment(text: string, speaking: Speaking): Span | undefined {
  const said = text
    .toLowerCase()
    .replace(/[,.]$|,/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const relative = readRelative(said, speaking);
  if (relative !== undefined) return minute(relative);
  const { day: words, clock } = splitClock(said);
  const today = civilAt(speaking.nowMs, speaking.zone);
  const days = words === '' && clock !== undefined ? clockDay(clock, speaking) : readDays(words, today, speaking);
  if (days === undefined) return undefined;
  if (clock !== undefined) {
    return days.to === undefined ? minute(instantOf({ ...days.from, ...clock }, speaking.zone)) : undefined;
  }
  const start = (day: Day) => instantOf({ ...day, hour: 0, minute: 0 }, speaking.zone);
  return { fromMs: start(days.from), toMs: start(days.to ?? plusDays(days.from, 1)) };
}

interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

function minute(fromMs: number): Span {
  return { fromMs, toMs: fromMs + MS_A_MINUTE };
}

/** "now", "in two weeks", "3 days ago". */
function readRelative(said: string, { nowMs, zone }: Speaking): number | undefined {
  if (said === 'now' || said === 'nu') return nowMs;
  const later = /^(?:in|over) (.+)$/.exec(said)?.[1];
  const earlier = /^(.+) (?:ago|geleden)$/.exec(said)?.[1];
  const duration = readDuration(later ?? earlier ?? '');
  return duration && plus(nowMs, duration, zone, later === undefined ? -1 : 1);
}

const CLOCK =
  /(?:^|\s|t)(?:(?:at|om|@)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|uur|u|h)?|(\d{1,2}):(\d{2})\s*(am|pm|uur|u|h)?|(\d{1,2})\s*(am|pm|uur))(?=\s|$)/;

/** Takes the time of day out of the words. One that no clock shows leaves words that are no day. */
function splitClock(said: string): { readonly day: string; readonly clock?: ClockTime } {
  const match = CLOCK.exec(said);
  if (match === null) return { day: said };
  const [whole, ...parts] = match;
  const [hourText, minuteText, half] = [
    parts[0] ?? parts[3] ?? parts[6],
    parts[1] ?? parts[4],
    parts[2] ?? parts[5] ?? parts[7],
  ];
  const twelve = half === 'am' || half === 'pm';
  const hour = twelve ? (Number(hourText) % 12) + (half === 'pm' ? 12 : 0) : Number(hourText);
  const clock = { hour, minute: Number(minuteText ?? 0) };
  const isClock = hour < 24 && clock.minute < 60 && !(twelve && (Number(hourText) > 12 || Number(hourText) === 0));
  return isClock ? { day: said.replace(whole, ' ').trim(), clock } : { day: said };
}

/** A time alone is today's, or the next day's when that is over, or the day's before when it is still to come. */
function clockDay(clock: ClockTime, { nowMs, zone, side }: Speaking): Days {
  const today = civilAt(nowMs, zone);
  const ms = instantOf({ ...today, ...clock }, zone);
  const days = side === 'future' ? (ms < nowMs ? 1 : 0) : ms > nowMs ? -1 : 0;
  return { from: plusDays(today, days) };
}

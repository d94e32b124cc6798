import type { Language } from '../language/command.ts';
import type { Unit } from './words.ts';

/** From when and in which zone a time is spoken of, and on which side of now it lies where its words leave that open. */
export interface Speaking {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  readonly zone: string;
  readonly language: Language;
  readonly side: 'past' | 'future';
}

/** "30 days", "a month". */
export interface Duration {
  readonly count: number;
  readonly unit: Unit;
}

/** A time of day, as a clock shows it. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** Which of several: the very next, the last, the present one, or one that two people may count in two ways. */
export type Which = 'coming' | 'next' | 'last' | 'this';

/** The first day of a stretch, its last one, or the moment after it. */
export type Edge = 'begin' | 'lastDay' | 'end';

/** A stretch of days, in the words' own terms: which one it is depends on when, where and in which language it is said. */
export type DayExpression =
  /** Days from today. */
  | { readonly kind: 'shift'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which?: Which; readonly week?: number }
  | { readonly kind: 'date'; readonly day: number; readonly month: number; readonly year?: number }
  /** Two numbers of which either may be the month. */
  | { readonly kind: 'numbers'; readonly first: number; readonly second: number }
  /** `months` from this one; without them the nearest that has the day. */
  | { readonly kind: 'dayOfMonth'; readonly day: number; readonly months?: number }
  | { readonly kind: 'month'; readonly month: number; readonly year?: number }
  | { readonly kind: 'quarter'; readonly quarter: number; readonly year?: number }
  | { readonly kind: 'weekNumber'; readonly week: number; readonly year?: number }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'period'; readonly unit: Unit; readonly shift: number }
  | { readonly kind: 'weekend'; readonly shift: number }
  | { readonly kind: 'edge'; readonly edge: Edge; readonly of: DayExpression }
  /** "the last Friday of the month": `nth` from 1, or -1 for the last. */
  | { readonly kind: 'nthWeekday'; readonly weekday: number; readonly nth: number; readonly of: DayExpression };

/** A time as it was said. */
export type TimeExpression =
  | { readonly kind: 'now' }
  /** `direction` -1: ago. */
  | { readonly kind: 'apart'; readonly duration: Duration; readonly direction: 1 | -1 }
  /** "a day later": than something that is not said. */
  | { readonly kind: 'later'; readonly duration: Duration }
  /** "a day after next Monday". */
  | { readonly kind: 'shifted'; readonly duration: Duration; readonly direction: 1 | -1; readonly of: TimeExpression }
  /** "Monday after next Friday at 9": at that hour of it. */
  | { readonly kind: 'weekdayAfter'; readonly weekday: number; readonly of: TimeExpression }
  | {
      readonly kind: 'days';
      readonly days: DayExpression;
      readonly clock?: ClockTime;
      /** In hours of the day. */
      readonly hours?: readonly [from: number, to: number];
    }
  /** A time of day alone. */
  | { readonly kind: 'clock'; readonly clock: ClockTime }
  /** "9.10": a time of day, or a day of a month. */
  | { readonly kind: 'dotted'; readonly clock: ClockTime; readonly date: DayExpression }
  /** "30 days"; undefined where nobody can say how long: "a few weeks". */
  | { readonly kind: 'duration'; readonly duration: Duration | undefined }
  /** "every Monday". */
  | { readonly kind: 'recurring' };

/** Whether its words alone say that it lies behind: "yesterday", "last week", "3 days ago". */
export function isBehind(time: TimeExpression): boolean {
  if (time.kind === 'apart') return time.direction === -1;
  if (time.kind === 'shifted' || time.kind === 'weekdayAfter') return isBehind(time.of);
  return time.kind === 'days' && areBehind(time.days);
}

function areBehind(days: DayExpression): boolean {
  if (days.kind === 'shift') return days.days < 0;
  if (days.kind === 'weekday') return days.which === 'last';
  if (days.kind === 'edge' || days.kind === 'nthWeekday') return areBehind(days.of);
  if (days.kind === 'dayOfMonth') return days.months !== undefined && days.months < 0;
  return (days.kind === 'period' || days.kind === 'weekend') && days.shift < 0;
}

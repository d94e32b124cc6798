import { type Day, dayNumber, isDay, plusDays, plusMonths, weekdayOf } from './civil.ts';
import type { DayExpression, Edge, Speaking, Which } from './expression.ts';

/** `to` is the first day after. */
interface Days {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Which days are meant, in each way that people would read it: none for what is no day, two where they would differ.
 * `today` is the day where it is said.
 */
export function daysOf(said: DayExpression, today: Day, speaking: Speaking): readonly Days[] {
  switch (said.kind) {
    case 'shift':
      return [oneDay(plusDays(today, said.days))];
    case 'weekday':
      return said.week === undefined
        ? weekdays(said.weekday, said.which, today, speaking)
        : [oneDay(plusDays(monday(today), said.week * 7 + said.weekday - 1))];
    case 'date':
      return existing(dateOn(said, today, speaking));
    case 'numbers':
      return numbers(said, today, speaking);
    case 'dayOfMonth': {
      const inMonth = (index: number) => ({ ...plusMonths({ ...today, day: 1 }, index), day: said.day });
      return existing(said.months === undefined ? onSide(speaking.side, inMonth, today) : inMonth(said.months));
    }
    case 'month':
      return [
        months(
          yearly(said, today, speaking, (year) => ({ year, month: said.month, day: 1 })),
          1,
        ),
      ];
    case 'quarter':
      return [
        months(
          yearly(said, today, speaking, (year) => ({ year, month: said.quarter * 3 - 2, day: 1 })),
          3,
        ),
      ];
    case 'weekNumber':
      return [weeks(yearly(said, today, speaking, (year) => plusDays(firstWeek(year), (said.week - 1) * 7)))];
    case 'year':
      return [months({ year: said.year, month: 1, day: 1 }, 12)];
    case 'period':
      return period(said.unit, said.shift, today);
    case 'weekend': {
      const from = plusDays(monday(today), 5 + 7 * said.shift);
      return [{ from, to: plusDays(from, 2) }];
    }
    case 'edge':
      return daysOf(said.of, said.edge === 'begin' ? today : beginOf(said.of, today), speaking).map((days) =>
        edge(said.edge, days),
      );
    case 'nthWeekday':
      return daysOf(said.of, beginOf(said.of, today), speaking).flatMap((days) => nthWeekday(said, days));
  }
}

/** On 2 December "the end of December" is still to come: of a stretch that has begun, its first day. */
function beginOf({ kind }: DayExpression, today: Day): Day {
  if (kind === 'month') return { ...today, day: 1 };
  if (kind === 'quarter') return { ...today, month: today.month - ((today.month - 1) % 3), day: 1 };
  return kind === 'weekNumber' ? monday(today) : today;
}

/** The end of a stretch is the moment after it: it has no length. */
function edge(which: Edge, { from, to }: Days): Days {
  if (which === 'end') return { from: to, to };
  return oneDay(which === 'lastDay' ? plusDays(to, -1) : from);
}

/** None where a month has no fifth Friday. */
function nthWeekday(
  { weekday, nth }: { readonly weekday: number; readonly nth: number },
  { from, to }: Days,
): readonly Days[] {
  const first = plusDays(from, (weekday - weekdayOf(from) + 7) % 7);
  const last = plusDays(to, -7 + ((weekday - weekdayOf(to) + 7) % 7));
  const day = nth < 0 ? last : plusDays(first, 7 * (nth - 1));
  return dayNumber(day) < dayNumber(to) ? [oneDay(day)] : [];
}

function oneDay(from: Day): Days {
  return { from, to: plusDays(from, 1) };
}

function months(from: Day, count: number): Days {
  return { from, to: plusMonths(from, count) };
}

function weeks(from: Day): Days {
  return { from, to: plusDays(from, 7) };
}

function monday(day: Day): Day {
  return plusDays(day, 1 - weekdayOf(day));
}

/** Week 1 of ISO 8601: the one with the year's first Thursday. */
function firstWeek(year: number): Day {
  return monday({ year, month: 1, day: 4 });
}

function period(unit: string, shift: number, today: Day): readonly Days[] {
  switch (unit) {
    case 'day':
      return [oneDay(plusDays(today, shift))];
    case 'week':
      return [weeks(plusDays(monday(today), 7 * shift))];
    case 'month':
    case 'quarter':
    case 'year': {
      const length = { month: 1, quarter: 3, year: 12 }[unit];
      const first = { ...today, month: today.month - ((today.month - 1) % length), day: 1 };
      return [months(plusMonths(first, length * shift), length)];
    }
    default:
      return [];
  }
}

/**
 * "Friday" is today where it is one, else the next or the last, by the side; "last Friday" is before today. "next Friday" is
 * the coming one to some and that of next week to others, where the two differ.
 */
function weekdays(weekday: number, which: Which | undefined, today: Day, { side }: Speaking): readonly Days[] {
  const now = weekdayOf(today);
  const ahead = (weekday - now + 7) % 7;
  const at = (days: number) => oneDay(plusDays(today, days));
  switch (which) {
    case 'last':
      return [at(ahead === 0 ? -7 : ahead - 7)];
    case 'coming':
      return [at(ahead === 0 ? 7 : ahead)];
    case 'next': {
      const isOfThisWeek = ahead > 0 && now + ahead <= 7;
      return isOfThisWeek ? [at(ahead), at(ahead + 7)] : [at(ahead === 0 ? 7 : ahead)];
    }
    default:
      return [at(ahead === 0 ? 0 : side === 'future' ? ahead : ahead - 7)];
  }
}

/** Day and month as Dutch has them; in English some put the month first. */
function numbers(
  { first, second }: { readonly first: number; readonly second: number },
  today: Day,
  speaking: Speaking,
): readonly Days[] {
  const dayFirst = existing(dateOn({ day: first, month: second }, today, speaking));
  if (speaking.language === 'nl' && dayFirst.length > 0) return dayFirst;
  const monthFirst = existing(dateOn({ day: second, month: first }, today, speaking));
  return first === second ? dayFirst : [...dayFirst, ...monthFirst];
}

interface DateSaid {
  readonly day: number;
  readonly month: number;
  readonly year?: number;
}

function dateOn(said: DateSaid, today: Day, speaking: Speaking): Day {
  return yearly(said, today, speaking, (year) => ({ year, month: said.month, day: said.day }));
}

/** Of the year that was said, else of the nearest one on the side that is meant. */
function yearly(
  { year }: { readonly year?: number },
  today: Day,
  { side }: Speaking,
  inYear: (year: number) => Day,
): Day {
  return year === undefined ? onSide(side, (index) => inYear(today.year + index), today) : inYear(year);
}

/** How far the next 29 February may be, in years. */
const FURTHEST = 8;

/** The nearest that exists on the side that is meant; today is on both. `inTurn` gives each by its distance from now. */
function onSide(side: Speaking['side'], inTurn: (index: number) => Day, today: Day): Day {
  const direction = side === 'future' ? 1 : -1;
  for (let index = 0; index <= FURTHEST; index++) {
    const day = inTurn(index * direction);
    if (isDay(day) && (dayNumber(day) - dayNumber(today)) * direction >= 0) return day;
  }
  return inTurn(0);
}

function existing(day: Day): readonly Days[] {
  return isDay(day) ? [oneDay(day)] : [];
}

import type { DayExpression, Edge, TimeExpression, Which } from './expression.ts';
import { durationAt } from './parse-duration.ts';
import { quarterAt, weekNumberAt, yearAt } from './parse-numbered.ts';
import { longest, type Parsed, type Parser, parsed, skip, type TimeWords } from './reader.ts';
import {
  ARTICLE,
  BEGIN,
  COMING,
  DAY_WORDS,
  END,
  FINAL,
  LAST,
  LOOSE_WEEKDAYS,
  MONTHS,
  NEXT,
  OF,
  ORDINAL_ENDING,
  ORDINALS,
  PARTS_OF_DAY,
  SHORT_WEEKDAYS,
  THIS,
  type Unit,
  unitOf,
  WEEKDAYS,
} from './words.ts';

type DayParser = Parser<DayExpression>;

/** The longest day, week, month or year that begins at a word. `alone`: nothing before it says that a time follows. */
export function daysAt(words: TimeWords, at: number, alone: boolean): Parsed<DayExpression> | undefined {
  const start = skip(words, at, ARTICLE);
  const loose = alone ? undefined : looseAt(words, start);
  const sure = longest(
    edgeAt,
    nthWeekdayAt,
    wordAt,
    weekdayAt,
    dateAt,
    numbersAt,
    periodAt,
    weekendAt,
    weekNumberAt,
    quarterAt,
  )(words, start);
  if (alone && sure?.next === start + 1 && LOOSE_WEEKDAYS.test(words[start]?.text ?? '')) return undefined;
  return loose !== undefined && (sure === undefined || loose.next > sure.next) ? loose : sure;
}

/** Words that mean something else as well: "May", "2027", "the 15th". */
const looseAt: DayParser = (words, at) => {
  const word = words[at]?.text ?? '';
  const month = MONTHS.get(word);
  if (month !== undefined) return parsed({ kind: 'month', month }, at + 1);
  if (/^20\d\d$/.test(word)) return parsed({ kind: 'year', year: Number(word) }, at + 1);
  const day = /^\d/.test(word) ? dayOfMonthAt(words, at) : undefined;
  return day?.isOrdinal === true ? parsed({ kind: 'dayOfMonth', day: day.value }, day.next) : undefined;
};

/** "the end of the month", "eind volgend jaar", "EOD", "begin mei", "the last day of March". */
const edgeAt: DayParser = (words, at) => {
  const word = words[at]?.text ?? '';
  const unit = ENDS.get(word);
  if (unit !== undefined) {
    const day = unit === 'day' ? daysAt(words, skip(words, at + 1, /^(?:on|op|of|van)$/), false) : undefined;
    return parsed({ kind: 'edge', edge: 'end', of: day?.value ?? present(unit) }, day?.next ?? at + 1);
  }
  const edge = edgeWordAt(words, at);
  if (edge === undefined) return undefined;
  const start = skip(words, skip(words, edge.next, OF), ARTICLE);
  const own = unitOf(words[start]?.text);
  const inner =
    daysAt(words, start, false) ?? (own === undefined ? undefined : parsed<DayExpression>(present(own), start + 1));
  return inner && parsed({ kind: 'edge', edge: edge.value, of: inner.value }, inner.next);
};

/** "last Friday of the month", "eerste maandag van april": of a month, and of no week. */
const nthWeekdayAt: DayParser = (words, at) => {
  const word = words[at]?.text ?? '';
  const nth = FINAL.test(word) ? -1 : ORDINALS.get(word);
  const weekday = WEEKDAYS.get(words[at + 1]?.text ?? '');
  if (nth === undefined || nth > 5 || weekday === undefined || !/^(?:of|van|in)$/.test(words[at + 2]?.text ?? ''))
    return undefined;
  const start = skip(words, at + 3, ARTICLE);
  const isPresent = unitOf(words[start]?.text) === 'month';
  const of = isPresent ? parsed(present('month'), start + 1) : daysAt(words, start, false);
  const isMonth = of?.value.kind === 'month' || (of?.value.kind === 'period' && of.value.unit === 'month');
  return of && isMonth ? parsed({ kind: 'nthWeekday', weekday, nth, of: of.value }, of.next) : undefined;
};

function edgeWordAt(words: TimeWords, at: number): Parsed<Edge> | undefined {
  const [word = '', day = '', of = ''] = words.slice(at, at + 3).map(({ text }) => text);
  if (END.test(word)) return parsed('end', at + 1);
  if (BEGIN.test(word)) return parsed('begin', at + 1);
  if (!/^(?:day|dag)$/.test(day) || !OF.test(of)) return undefined;
  if (ORDINALS.get(word) === 1) return parsed('begin', at + 2);
  return FINAL.test(word) ? parsed('lastDay', at + 2) : undefined;
}

const ENDS: ReadonlyMap<string, Unit> = new Map([
  ['eod', 'day'],
  ['eow', 'week'],
  ['eom', 'month'],
  ['eoq', 'quarter'],
  ['eoy', 'year'],
]);

function present(unit: Unit): DayExpression {
  return { kind: 'period', unit, shift: 0 };
}

const wordAt: DayParser = (words, at) => {
  for (const length of [3, 1]) {
    const days = DAY_WORDS.get(
      words
        .slice(at, at + length)
        .map((word) => word.text)
        .join(' '),
    );
    if (days !== undefined && words.length >= at + length) return parsed({ kind: 'shift', days }, at + length);
  }
  return undefined;
};

function whichAt(words: TimeWords, at: number): Which | undefined {
  const word = words[at]?.text ?? '';
  if (COMING.test(word)) return 'coming';
  if (NEXT.test(word)) return 'next';
  if (LAST.test(word)) return 'last';
  return THIS.test(word) ? 'this' : undefined;
}

/** "Friday", "next Friday", "Friday next week", "volgende week vrijdag", "vrijdag over twee weken", "Friday 1 May". */
const weekdayAt: DayParser = (words, at) => {
  const which = whichAt(words, at);
  const place = which === undefined ? at : at + 1;
  const word = words[place]?.text ?? '';
  const dated = WEEKDAYS.get(word) ?? SHORT_WEEKDAYS.get(word);
  if (dated !== undefined && which === undefined) {
    const start = skip(words, skip(words, skip(words, place + 1, /^\.$/), /^,$/), ARTICLE);
    const date = longest(dateAt, numbersAt)(words, start);
    if (date !== undefined) return date;
  }
  const weekday = WEEKDAYS.get(word);
  if (weekday === undefined) return weekFirst(words, at);
  const after = place + 1;
  const week = which === undefined ? weekShiftAt(words, after) : undefined;
  if (week !== undefined) return parsed({ kind: 'weekday', weekday, week: week.value }, week.next);
  return parsed({ kind: 'weekday', weekday, ...(which === undefined ? {} : { which }) }, after);
};

/** "next week Friday". */
const weekFirst: DayParser = (words, at) => {
  const week = weekShiftAt(words, at);
  const day = week && skip(words, week.next, /^(?:on|op)$/);
  const weekday = day === undefined ? undefined : WEEKDAYS.get(words[day]?.text ?? '');
  if (week === undefined || day === undefined || weekday === undefined) return undefined;
  return parsed({ kind: 'weekday', weekday, week: week.value }, day + 1);
};

/** Weeks from this one: "next week", "of this week", "in two weeks", "over 2 weken". */
function weekShiftAt(words: TimeWords, at: number): Parsed<number> | undefined {
  const start = skip(words, at, /^(?:of|van|in|de)$/);
  const which = whichAt(words, start);
  if (which !== undefined && unitOf(words[start + 1]?.text) === 'week') return parsed(SHIFTS[which], start + 2);
  if (!/^(?:in|over)$/.test(words[at]?.text ?? '')) return undefined;
  const read = durationAt(words, at + 1);
  if (read?.value.kind !== 'duration' || read.value.duration?.unit !== 'week') return undefined;
  return parsed(read.value.duration.count, read.next);
}

const SHIFTS: Readonly<Record<Which, number>> = { coming: 1, next: 1, last: -1, this: 0 };

/** "1 May", "May 1st 2027", "the first of May", "vijftiende mei". */
const dateAt: DayParser = (words, at) => {
  const day = dayOfMonthAt(words, at);
  if (day !== undefined) {
    const start = skip(words, skip(words, day.next, OF), ARTICLE);
    const month = MONTHS.get(words[start]?.text ?? '');
    if (month !== undefined) return dated({ day: day.value, month }, words, start + 1);
    return day.isOrdinal && OF.test(words[day.next]?.text ?? '') ? ofMonth(day.value, words, start) : undefined;
  }
  const month = MONTHS.get(words[at]?.text ?? '');
  if (month === undefined) return undefined;
  const own = dayOfMonthAt(words, skip(words, at + 1, ARTICLE));
  return own && dated({ day: own.value, month }, words, own.next);
};

/** "the 15th of next month", "the first of the month". */
function ofMonth(day: number, words: TimeWords, at: number): Parsed<DayExpression> | undefined {
  const which = whichAt(words, at);
  const place = which === undefined ? at : at + 1;
  if (!/^(?:month|maand)$/.test(words[place]?.text ?? '')) return undefined;
  return parsed({ kind: 'dayOfMonth', day, ...(which === undefined ? {} : { months: SHIFTS[which] }) }, place + 1);
}

function dated(date: { readonly day: number; readonly month: number }, words: TimeWords, next: number) {
  const year = yearAt(words, skip(words, next, /^,$/));
  return year === undefined
    ? parsed<DayExpression>({ kind: 'date', ...date }, next)
    : parsed<DayExpression>({ kind: 'date', ...date, year: year.value }, year.next);
}

/** "15", "15th", "15e", "first", "eerste". */
function dayOfMonthAt(words: TimeWords, at: number): (Parsed<number> & { readonly isOrdinal: boolean }) | undefined {
  const word = words[at]?.text ?? '';
  const ordinal = ORDINALS.get(word);
  if (ordinal !== undefined) return { value: ordinal, next: at + 1, isOrdinal: true };
  if (!/^\d{1,2}$/.test(word)) return undefined;
  const next = skip(words, at + 1, ORDINAL_ENDING);
  // "15 de" is no ordinal: its ending stands at the number.
  const isOrdinal = next > at + 1 && words[at + 1]?.start === words[at]?.end;
  return { value: Number(word), next: isOrdinal ? next : at + 1, isOrdinal };
}

/** "2026-12-31", "31-12-2027", "1/5": which of the two is the month may depend on the language. */
const numbersAt: DayParser = (words, at) => {
  const word = words[at]?.text ?? '';
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word);
  if (iso !== null) {
    const next = words[at + 1]?.text === 't' ? at + 2 : at + 1;
    return parsed({ kind: 'date', year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }, next);
  }
  const numbers = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/.exec(word);
  if (numbers === null) return undefined;
  const [, a, mark, b, year] = numbers;
  const [first, second] = [Number(a), Number(b)];
  // "9.30" is looked at as a time of day.
  if (mark === '.' && year === undefined && b?.length === 2) return undefined;
  if (mark === '/' && year === undefined) return parsed({ kind: 'numbers', first, second }, at + 1);
  const date = second > 12 ? { month: first, day: second } : { month: second, day: first };
  const whole = year === undefined ? {} : { year: Number(year.length === 2 ? `20${year}` : year) };
  return parsed({ kind: 'date', ...date, ...whole }, at + 1);
};

/** "next week", "vorige maand", "dit kwartaal", "next May", "May 2027", "komend jaar". */
const periodAt: DayParser = (words, at) => {
  const which = whichAt(words, at);
  if (which === undefined) {
    const month = MONTHS.get(words[at]?.text ?? '');
    const year = month === undefined ? undefined : yearAt(words, at + 1);
    return month === undefined || year === undefined
      ? undefined
      : parsed({ kind: 'month', month, year: year.value }, year.next);
  }
  const unit = unitOf(words[at + 1]?.text);
  if (unit !== undefined && unit !== 'minute' && unit !== 'hour') {
    return parsed({ kind: 'period', unit, shift: SHIFTS[which] }, at + 2);
  }
  const month = which === 'coming' || which === 'this' ? MONTHS.get(words[at + 1]?.text ?? '') : undefined;
  return month === undefined ? undefined : parsed({ kind: 'month', month }, at + 2);
};

const weekendAt: DayParser = (words, at) => {
  const which = whichAt(words, at);
  if (words[which === undefined ? at : at + 1]?.text !== 'weekend') return undefined;
  if (which === undefined)
    return words[at - 1] !== undefined && ARTICLE.test(words[at - 1]?.text ?? '')
      ? parsed({ kind: 'weekend', shift: 0 }, at + 1)
      : undefined;
  return parsed({ kind: 'weekend', shift: which === 'coming' ? 0 : SHIFTS[which] }, at + 2);
};

/** "tonight", "vanmiddag", "tomorrow morning", "vrijdagochtend", "this evening". */
export const partOfDayAt: Parser<TimeExpression> = (words, at) => {
  const word = words[at]?.text ?? '';
  const day = (days: DayExpression, part: string, next: number) => {
    const hours = PARTS_OF_DAY.get(part);
    return hours && parsed<TimeExpression>({ kind: 'days', days, hours }, next);
  };
  const today: DayExpression = { kind: 'shift', days: 0 };
  if (word === 'tonight') return day(today, 'evening', at + 1);
  const following = words[at + 1]?.text ?? '';
  if (THIS.test(word)) return day(today, following, at + 2);
  const joined = /^(van|morgen|overmorgen|gisteren|\p{L}+dag)(ochtend|morgen|middag|avond)$/u.exec(word);
  if (joined !== null) {
    const [, stem = '', part = ''] = joined;
    const weekday = WEEKDAYS.get(stem);
    if (stem === 'van') return day(today, part, at + 1);
    if (weekday !== undefined) return day({ kind: 'weekday', weekday }, part, at + 1);
    const shift = DAY_WORDS.get(stem);
    return shift === undefined ? undefined : day({ kind: 'shift', days: shift }, part, at + 1);
  }
  const inner = longest(wordAt, weekdayAt)(words, at);
  return inner && day(inner.value, words[inner.next]?.text ?? '', inner.next + 1);
};

import type { TimeExpression } from './expression.ts';
import { clockAt, dottedAt } from './parse-clock.ts';
import { daysAt, partOfDayAt } from './parse-days.ts';
import { durationAt } from './parse-duration.ts';
import { longest, type Parsed, type Parser, parsed, skip, type TimeWords, timeWords } from './reader.ts';
import { ARTICLE, EVERY, MONTHS, unitOf, WEEKDAYS } from './words.ts';

/**
 * What the words around a time make of one that may be several things: "9 uur" is an hour of the day after "until", and a
 * length of time after "for". `alone`: nothing is said of it, and single words that mean something else as well are no time.
 */
export type Expected = 'moment' | 'length' | 'alone';

/** The longest time that begins at a word; undefined where none does. */
export function timeAt(words: TimeWords, at: number, expected: Expected): Parsed<TimeExpression> | undefined {
  if (expected === 'length') return durationAt(words, at) ?? momentAt(words, at, false);
  const moment = momentAt(words, at, expected === 'alone');
  const duration = durationAt(words, at);
  if (moment === undefined || duration === undefined) return moment ?? duration;
  const isLonger = expected === 'moment' ? duration.next > moment.next : duration.next >= moment.next;
  return isLonger ? duration : moment;
}

/** A text that is one time and nothing else; a word before it says its role and not when it is. */
export function parseWhole(text: string, expected: 'moment' | 'length'): TimeExpression | undefined {
  const words = timeWords(text.trim().replace(/[.,]$/, ''));
  for (const from of [0, 1, 2]) {
    if (!words.slice(0, from).every(({ text: word }) => LEADING.test(word))) continue;
    const read = timeAt(words, from, expected);
    if (read?.next === words.length) return read.value;
  }
  return undefined;
}

const LEADING = /^(?:on|op|from|van|vanaf|per|until|till|tot|since|sinds|as|of|by|for|voor)$/;

function momentAt(words: TimeWords, at: number, alone: boolean): Parsed<TimeExpression> | undefined {
  const days = daysWithClock(alone);
  return longest<TimeExpression>(
    now(alone),
    recurring,
    apart,
    shifted,
    weekdayAfter,
    days,
    dottedAt,
    clockFirst(alone),
  )(words, at);
}

function now(alone: boolean): Parser<TimeExpression> {
  return (words, at) => {
    const isNow = !alone && /^(?:now|nu)$/.test(words[at]?.text ?? '');
    return isNow ? parsed({ kind: 'now' }, at + 1) : undefined;
  };
}

/** "every Monday", "elke 2 weken", "each month". */
const recurring: Parser<TimeExpression> = (words, at) => {
  if (!EVERY.test(words[at]?.text ?? '')) return undefined;
  const word = words[at + 1]?.text ?? '';
  const day = /^(?:ochtend|morgen|middag|avond|morning|evening|weekend)$/.test(word);
  if (WEEKDAYS.has(word) || MONTHS.has(word) || unitOf(word) !== undefined || day) {
    return parsed({ kind: 'recurring' }, at + 2);
  }
  const duration = durationAt(words, at + 1);
  return duration && parsed({ kind: 'recurring' }, duration.next);
};

/** "in two weeks", "over 3 dagen", "2 weeks from now", "3 days ago". */
const apart: Parser<TimeExpression> = (words, at) => {
  const isLater = /^(?:in|over)$/.test(words[at]?.text ?? '');
  const read = durationAt(words, at + (isLater ? 1 : 0));
  if (read?.value.kind !== 'duration' || read.value.duration === undefined) return undefined;
  const { duration } = read.value;
  const [first = '', second = ''] = [words[read.next]?.text, words[read.next + 1]?.text];
  if (!isLater && /^(?:ago|geleden|earlier|eerder|vroeger)$/.test(first)) {
    return parsed({ kind: 'apart', duration, direction: -1 }, read.next + 1);
  }
  if (!isLater && first === 'later') return parsed({ kind: 'later', duration }, read.next + 1);
  const fromNow = (first === 'from' && second === 'now') || (first === 'vanaf' && second === 'nu');
  if (!isLater && !fromNow) return undefined;
  return parsed({ kind: 'apart', duration, direction: 1 }, read.next + (fromNow ? 2 : 0));
};

/** "a day after next Monday", "a week from Friday", "2 uur voor vrijdag om 9 uur". */
const shifted: Parser<TimeExpression> = (words, at) => {
  const read = durationAt(words, at);
  const side = read === undefined ? '' : (words[read.next]?.text ?? '');
  if (
    read?.value.kind !== 'duration' ||
    read.value.duration === undefined ||
    !/^(?:after|before|from|na|voor)$/.test(side)
  )
    return undefined;
  const of = momentAt(words, read.next + 1, false);
  const { duration } = read.value;
  const direction = /^(?:before|voor)$/.test(side) ? -1 : 1;
  return of && parsed({ kind: 'shifted', duration, direction, of: of.value }, of.next);
};

/** "the Monday after Friday 4 December". */
const weekdayAfter: Parser<TimeExpression> = (words, at) => {
  const read = daysAt(words, at, false);
  if (read?.value.kind !== 'weekday' || read.value.which !== undefined) return undefined;
  if (!/^(?:after|na)$/.test(words[read.next]?.text ?? '')) return undefined;
  const of = momentAt(words, read.next + 1, false);
  return of && parsed({ kind: 'weekdayAfter', weekday: read.value.weekday, of: of.value }, of.next);
};

/** "tomorrow", "tomorrow at 9", "Friday afternoon". */
function daysWithClock(alone: boolean): Parser<TimeExpression> {
  return (words, at) => {
    const whole = partOfDayAt(words, at);
    const days = daysAt(words, at, alone);
    if (whole !== undefined && (days === undefined || whole.next > days.next)) return atHour(words, whole);
    if (days === undefined) return undefined;
    const comma = skip(words, days.next, /^,$/);
    const clock = clockAt(words, comma, 'afterDay');
    if (clock === undefined) return parsed({ kind: 'days', days: days.value }, days.next);
    return parsed({ kind: 'days', days: days.value, clock: clock.value }, clock.next);
  };
}

/** "tonight at 23:00", "tomorrow afternoon at 3": the hour that lies in that part of the day. */
function atHour(words: TimeWords, part: Parsed<TimeExpression>): Parsed<TimeExpression> {
  const { value } = part;
  const clock = clockAt(words, part.next, 'afterDay');
  if (value.kind !== 'days' || value.hours === undefined || clock === undefined) return part;
  const [from, to] = value.hours;
  const { hour, minute } = clock.value;
  const meant = to > 12 && hour < 12 ? hour + 12 : hour;
  const isThen = to > 12 ? meant >= from && meant < to : hour < 12;
  return isThen ? parsed({ kind: 'days', days: value.days, clock: { hour: meant, minute } }, clock.next) : part;
}

/** "at 9", "at 9 tomorrow", "om 9 uur op vrijdag". */
function clockFirst(alone: boolean): Parser<TimeExpression> {
  return (words, at) => {
    const clock = clockAt(words, at, alone ? 'alone' : 'expected');
    if (clock === undefined) return undefined;
    const day = skip(words, clock.next, /^(?:on|op)$/);
    const days = daysAt(words, day, false);
    if (days === undefined || ARTICLE.test(words[day]?.text ?? '')) {
      return parsed({ kind: 'clock', clock: clock.value }, clock.next);
    }
    return parsed({ kind: 'days', days: days.value, clock: clock.value }, days.next);
  };
}

import type { ClockTime, TimeExpression } from './expression.ts';
import { type Parsed, type Parser, parsed, skip, type TimeWords } from './reader.ts';
import { countOf } from './words.ts';

/** Where a time of day stands: after its day, where one is expected, or anywhere, where a bare number is none. */
type ClockPlace = 'afterDay' | 'expected' | 'alone';

/** "at 9", "9:30", "9.30 uur", "9pm", "half negen", "quarter past eight", "noon". */
export function clockAt(words: TimeWords, at: number, place: ClockPlace): Parsed<ClockTime> | undefined {
  const start = skip(words, at, AT);
  const isMarked = start > at;
  const named = NAMED.get(words[start]?.text ?? '');
  if (named !== undefined) return parsed(named, start + 1);
  const told = spokenAt(words, start) ?? numbersAt(words, start, isMarked, place);
  return told && withPart(words, told);
}

const AT = /^(?:at|om|@)$/;

const NAMED: ReadonlyMap<string, ClockTime> = new Map<string, ClockTime>([
  ...['noon', 'midday'].map((word) => [word, { hour: 12, minute: 0 }] as const),
  ...['midnight', 'middernacht'].map((word) => [word, { hour: 0, minute: 0 }] as const),
]);

function numbersAt(words: TimeWords, at: number, isMarked: boolean, place: ClockPlace): Parsed<ClockTime> | undefined {
  const word = words[at]?.text ?? '';
  const [hourText, minuteText] = word.split(/[.:]/);
  const hour = /^\d{1,2}$/.test(hourText ?? '') ? Number(hourText) : countOf(word);
  if (hour === undefined || hour > 24) return undefined;
  const suffix = words[at + 1]?.text ?? '';
  if (minuteText !== undefined) {
    const isDotted = word.includes('.');
    if (!/^\d{2}$/.test(minuteText) || (isDotted && !isMarked && !SUFFIX.test(suffix) && place === 'alone'))
      return undefined;
    return shown(hour, Number(minuteText), words, at + 1);
  }
  if (/^u$/.test(suffix) && /^\d{2}$/.test(words[at + 2]?.text ?? '')) {
    return shown(hour, Number(words[at + 2]?.text), words, at + 3);
  }
  if (HALF_OF_DAY.test(suffix) || suffix === "o'clock") return shown(hour, 0, words, at + 1);
  // "9 uur" alone is a length of time.
  if (SUFFIX.test(suffix) && (isMarked || place !== 'alone')) return shown(hour, 0, words, at + 1);
  return isMarked ? shown(hour, 0, words, at + 1) : undefined;
}

const HALF_OF_DAY = /^(?:am|pm)$/;
const SUFFIX = /^(?:am|pm|uur|u|h|o'clock)$/;

/** Undefined for what no clock shows. */
function shown(hour: number, minute: number, words: TimeWords, next: number): Parsed<ClockTime> | undefined {
  const suffix = words[next]?.text ?? '';
  const isHalf = HALF_OF_DAY.test(suffix);
  if (isHalf && (hour > 12 || hour === 0)) return undefined;
  const on24 = isHalf ? (hour % 12) + (suffix === 'pm' ? 12 : 0) : hour;
  if (on24 > 23 || minute > 59) return undefined;
  return parsed({ hour: on24, minute }, SUFFIX.test(suffix) ? next + 1 : next);
}

/** "half negen", "half past nine", "kwart over acht", "quarter to eight", "tien over negen". */
function spokenAt(words: TimeWords, at: number): Parsed<ClockTime> | undefined {
  const [first = '', second = '', third = ''] = words.slice(at, at + 3).map((word) => word.text);
  if (first === 'half' && second === 'past') return minutesFrom(third, 30, at + 3);
  // "half nine" is half past eight to some who say it and half past nine to others.
  if (first === 'half' && isDutchHour(second)) return minutesFrom(second, -30, at + 2);
  const minutes = /^(?:kwart|quarter)$/.test(first) ? 15 : undefined;
  if (minutes === undefined) return undefined;
  if (/^(?:past|over)$/.test(second)) return minutesFrom(third, minutes, at + 3);
  return /^(?:to|voor)$/.test(second) ? minutesFrom(third, -minutes, at + 3) : undefined;
}

function isDutchHour(word: string): boolean {
  return /^(?:\d{1,2}|een|één|twee|drie|vier|vijf|zes|acht|negen|tien|elf|twaalf|zeven)$/.test(word);
}

function minutesFrom(word: string, minutes: number, next: number): Parsed<ClockTime> | undefined {
  const hour = countOf(word);
  if (hour === undefined || hour > 24) return undefined;
  const total = (hour * 60 + minutes + 1440) % 1440;
  return parsed({ hour: Math.floor(total / 60), minute: total % 60 }, next);
}

/** "'s avonds", "in the evening": which of the two that a clock shows alike. */
function withPart(words: TimeWords, told: Parsed<ClockTime>): Parsed<ClockTime> {
  const said = words
    .slice(told.next, told.next + 3)
    .map((word) => word.text)
    .join(' ');
  const late = /^(?:'s (?:avonds|middags)|in the (?:afternoon|evening)|at night)/.exec(said)?.[0];
  const early = /^(?:'s (?:ochtends|morgens|nachts)|in the morning)/.exec(said)?.[0];
  const part = late ?? early;
  if (part === undefined) return told;
  const { hour, minute } = told.value;
  const shift = late !== undefined && hour < 12 ? 12 : 0;
  return parsed({ hour: hour + shift, minute }, told.next + part.split(' ').length);
}

/** "9.10" is an hour to some and a day in October to others; "9.30" can only be an hour, "31.12" only a day. */
export const dottedAt: Parser<TimeExpression> = (words, at) => {
  const match = /^(\d{1,2})\.(\d{2})$/.exec(words[at]?.text ?? '');
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const isDate = first >= 1 && first <= 31 && second >= 1 && second <= 12;
  const isClock = first < 24 && second < 60;
  const date = { kind: 'date', day: first, month: second } as const;
  const clock = { hour: first, minute: second };
  if (isDate && isClock) return parsed({ kind: 'dotted', clock, date }, at + 1);
  if (isDate) return parsed({ kind: 'days', days: date }, at + 1);
  return isClock ? parsed({ kind: 'clock', clock }, at + 1) : undefined;
};

import type { Duration, TimeExpression } from './expression.ts';
import { type Parsed, parsed, skip, type TimeWords } from './reader.ts';
import { ARTICLE, COMING, countOf, isTens, NEXT, type Unit, unitOf } from './words.ts';

/** "30 days", "a fortnight", "anderhalve maand", "the next 3 months", "een paar weken". */
export function durationAt(words: TimeWords, at: number): Parsed<TimeExpression> | undefined {
  const start = skip(words, skip(words, skip(words, at, ARTICLE), NEXT), COMING);
  const found = halvesAt(words, start) ?? vagueAt(words, start) ?? countedAt(words, start);
  // "next week" is a week of the calendar and no length of time: a number is said.
  return found;
}

function length(duration: Duration | undefined, next: number): Parsed<TimeExpression> {
  return parsed({ kind: 'duration', duration }, next);
}

function countedAt(words: TimeWords, at: number): Parsed<TimeExpression> | undefined {
  const word = words[at]?.text;
  if (/^\d+[.,]5$/.test(word ?? '')) {
    const unit = unitOf(words[at + 1]?.text);
    const duration = unit && halves(Math.round(Number(word?.replace(',', '.')) * 2), unit);
    return duration && length(duration, at + 2);
  }
  const first = countOf(word);
  if (first === undefined || first === 0) return undefined;
  const second = isTens(word) ? countOf(skipHyphen(words, at + 1)) : undefined;
  const isCompound = second !== undefined && second < 10;
  const [count, next] = isCompound ? [first + second, at + 2] : [first, at + 1];
  const unitWord = words[next]?.text;
  if (unitWord === 'fortnight' || unitWord === 'fortnights')
    return length({ count: count * 2, unit: 'week' }, next + 1);
  const unit = unitOf(unitWord);
  if (unit === undefined) return undefined;
  const half = /^(?:and a half|en een half)$/.test(wordsFrom(words, next + 1, 3));
  const duration = half ? halves(count * 2 + 1, unit) : { count, unit };
  return duration && length(duration, next + (half ? 4 : 1));
}

function skipHyphen(words: TimeWords, at: number): string | undefined {
  return words[at]?.text;
}

/** "half a year", "een half jaar", "anderhalve maand", "one and a half years", "twenty-one days". */
function halvesAt(words: TimeWords, at: number): Parsed<TimeExpression> | undefined {
  const start = skip(words, at, /^(?:a|an|een)$/);
  const word = words[start]?.text ?? '';
  const after = skip(words, start + 1, /^(?:a|an)$/);
  const unit = unitOf(words[after]?.text);
  if (/^(?:half|halve)$/.test(word) && unit !== undefined) return lengthOf(halves(1, unit), after + 1);
  if (/^anderhal(?:f|ve)$/.test(word) && unit !== undefined) return lengthOf(halves(3, unit), after + 1);
  const spelled = /^(\p{L}+)-(\p{L}+)$/u.exec(word);
  const [tens, ones] = [countOf(spelled?.[1]), countOf(spelled?.[2])];
  const ownUnit = unitOf(words[start + 1]?.text);
  if (tens !== undefined && ones !== undefined && ownUnit !== undefined) {
    return length({ count: tens + ones, unit: ownUnit }, start + 2);
  }
  const count = countOf(words[at]?.text);
  if (count === undefined || wordsFrom(words, at + 1, 3) !== 'and a half') return undefined;
  const late = unitOf(words[at + 4]?.text);
  return late && lengthOf(halves(count * 2 + 1, late), at + 5);
}

function lengthOf(duration: Duration | undefined, next: number): Parsed<TimeExpression> | undefined {
  return duration && length(duration, next);
}

/** "a few weeks", "een paar dagen": a length that nobody named. A couple is two. */
function vagueAt(words: TimeWords, at: number): Parsed<TimeExpression> | undefined {
  const start = skip(words, at, /^(?:a|an|een)$/);
  const word = words[start]?.text ?? '';
  if (!/^(?:few|several|paar|aantal|enkele|some|couple)$/.test(word)) return undefined;
  const after = skip(words, start + 1, /^of$/);
  const unit = unitOf(words[after]?.text);
  if (unit === undefined) return undefined;
  return length(word === 'couple' ? { count: 2, unit } : undefined, after + 1);
}

/** So many halves of a unit, in whole units of some kind; half a month is fifteen days. */
function halves(count: number, unit: Unit): Duration | undefined {
  const half = HALF[unit];
  return half && { count: half.count * count, unit: half.unit };
}

const HALF: Readonly<Partial<Record<Unit, Duration>>> = {
  hour: { count: 30, unit: 'minute' },
  day: { count: 12, unit: 'hour' },
  week: { count: 84, unit: 'hour' },
  month: { count: 15, unit: 'day' },
  year: { count: 6, unit: 'month' },
};

function wordsFrom(words: TimeWords, at: number, count: number): string {
  return words
    .slice(at, at + count)
    .map((word) => word.text)
    .join(' ');
}

import type { DayExpression } from './expression.ts';
import { type Parsed, type Parser, parsed, skip, type TimeWords } from './reader.ts';
import { countOf, OF, ORDINALS, unitOf } from './words.ts';

/** "week 23", "week 2 of 2027". */
export const weekNumberAt: Parser<DayExpression> = (words, at) => {
  const [week, number] = [words[at]?.text, countOf(words[at + 1]?.text)];
  if (week !== 'week' || number === undefined || !/^\d/.test(words[at + 1]?.text ?? '') || number < 1 || number > 53)
    return undefined;
  const year = yearAt(words, skip(words, at + 2, OF));
  return year === undefined
    ? parsed({ kind: 'weekNumber', week: number }, at + 2)
    : parsed({ kind: 'weekNumber', week: number, year: year.value }, year.next);
};

/** "Q2", "Q1 2027", "het tweede kwartaal". */
export const quarterAt: Parser<DayExpression> = (words, at) => {
  const ordinal = ORDINALS.get(words[at]?.text ?? '');
  const isSpelled = ordinal !== undefined && unitOf(words[at + 1]?.text) === 'quarter';
  const isShort = words[at]?.text === 'q' && words[at + 1]?.start === words[at]?.end;
  const quarter = isSpelled ? ordinal : isShort ? countOf(words[at + 1]?.text) : undefined;
  if (quarter === undefined || quarter > 4) return undefined;
  const year = yearAt(words, skip(words, at + 2, OF));
  return year === undefined
    ? parsed({ kind: 'quarter', quarter }, at + 2)
    : parsed({ kind: 'quarter', quarter, year: year.value }, year.next);
};

export function yearAt(words: TimeWords, at: number): Parsed<number> | undefined {
  const word = words[at]?.text ?? '';
  return /^\d{4}$/.test(word) ? parsed(Number(word), at + 1) : undefined;
}

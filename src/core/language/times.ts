import { type Item, says } from './items.ts';

/**
 * Joins the items that say a time into one, as it was said: "31 December", "next Monday", "two weeks", "2026-12-31".
 * Which day that is depends on when and where it is said, so it stays words here.
 */
export function mergeTimes(items: readonly Item[], text: string): Item[] {
  const merged: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const length = timeWithClock(items, at, text);
    const first = items[at];
    const last = items[at + length - 1];
    if (length === 0 || first === undefined || last === undefined) {
      if (first !== undefined) merged.push(first);
      at++;
      continue;
    }
    const span = isDuration(items, at, length) ? 'duration' : 'moment';
    merged.push({ kind: 'time', span, text: text.slice(first.start, last.end), start: first.start, end: last.end });
    at += length;
  }
  return merged;
}

/** "at 9", "om 9:30 uur", "at 9pm". */
const CLOCK = String.raw`(?:at|om|@)\s*\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|uur|u|h)?(?![\p{L}\p{N}])`;
const CLOCK_AFTER = new RegExp(`^\\s*${CLOCK}`, 'iu');
const CLOCK_ALONE = new RegExp(`^${CLOCK}(?=\\s*(?:$|[,:;.]))`, 'iu');

/** A time with the hour that is said before or after it: "tomorrow at 9", "at 9 tomorrow"; or an hour alone. */
function timeWithClock(items: readonly Item[], at: number, text: string): number {
  const first = items[at];
  if (first === undefined) return 0;
  const length = timeLength(items, at, text);
  const last = items[at + length - 1];
  if (length > 0 && last !== undefined) {
    const clock = isDuration(items, at, length) ? undefined : CLOCK_AFTER.exec(text.slice(last.end))?.[0];
    return clock === undefined ? length : countUntil(items, at, last.end + clock.length);
  }
  const before = CLOCK_AFTER.exec(text.slice(first.start))?.[0];
  if (before === undefined) return 0;
  const clockLength = countUntil(items, at, first.start + before.length);
  const day = timeLength(items, at + clockLength, text);
  if (day > 0 && !isDuration(items, at + clockLength, day)) return clockLength + day;
  return CLOCK_ALONE.test(text.slice(first.start)) ? clockLength : 0;
}

/** How many items, from one on, begin before a place in the text. */
function countUntil(items: readonly Item[], at: number, end: number): number {
  const after = items.slice(at).findIndex((item) => item.start >= end);
  return after === -1 ? items.length - at : after;
}

function isDuration(items: readonly Item[], at: number, length: number): boolean {
  if (says(items[at], 'next')) return items[at + 1]?.kind === 'number';
  return length === 2 && !says(items[at], 'end') && says(items[at + 1], 'unit');
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?|^\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?/;

function timeLength(items: readonly Item[], at: number, text: string): number {
  const item = items[at];
  if (item === undefined) return 0;
  if (/^(?:a|an|one|een)$/i.test(item.text)) return says(items[at + 1], 'unit') ? 2 : 0;
  if (says(item, 'next') && items[at + 1]?.kind === 'number') return says(items[at + 2], 'unit') ? 3 : 0;
  if (says(item, 'numeral')) return says(items[at + 1], 'unit') ? 2 : 0;
  if (item.kind === 'number') {
    const date = ISO_DATE.exec(text.slice(item.start))?.[0];
    if (date !== undefined)
      return items.slice(at).findIndex((other) => other.start >= item.start + date.length) === -1
        ? items.length - at
        : items.slice(at).findIndex((other) => other.start >= item.start + date.length);
    if (says(items[at + 1], 'month')) return items[at + 2]?.kind === 'number' ? 3 : 2;
    if (isOrdinal(items[at + 1]) && says(items[at + 2], 'month')) return 3;
    if (says(items[at + 1], 'unit')) return 2;
    return 0;
  }
  if (says(item, 'weekday')) return 1 + (says(items[at + 1], 'next') ? 0 : timeLengthOfDate(items, at + 1));
  if (says(item, 'month') && items[at + 1]?.kind === 'number') return 2;
  if (says(item, 'end')) {
    const rest = says(items[at + 1], 'filler') ? 2 : 1;
    return isTimeWord(items[at + rest]) ? rest + 1 : rest === 1 && says(items[at + 1], 'next') ? 3 : 0;
  }
  if (says(item, 'next') && isTimeWord(items[at + 1])) return 2;
  if (says(item, 'day') && !says(item, 'polite')) return 1;
  return 0;
}

function timeLengthOfDate(items: readonly Item[], at: number): number {
  return items[at]?.kind === 'number' && says(items[at + 1], 'month') ? 2 : 0;
}

function isOrdinal(item: Item | undefined): boolean {
  return item !== undefined && /^(st|nd|rd|th|e|ste|de)$/i.test(item.text);
}

function isTimeWord(item: Item | undefined): boolean {
  return says(item, 'unit', 'weekday', 'month');
}

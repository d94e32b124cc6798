import { isBehind } from '../time/expression.ts';
import { isInclusive } from '../time/moment.ts';
import { type Expected, timeAt } from '../time/parse.ts';
import { timeWords } from '../time/reader.ts';
import { mayBeginTime } from '../time/words.ts';
import { type Item, says } from './items.ts';
import type { Concept } from './lexicon/concepts.ts';

/**
 * Joins the items that say a time into one, as it was said: "31 December", "next Monday at 9", "two weeks", "2026-12-31".
 * Which day that is depends on when and where it is said, so it stays words here; what reads them is the same that
 * found them (`core/time`). Names come first: no time reaches into one.
 */
export function mergeTimes(items: readonly Item[], text: string): Item[] {
  const merged: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (item === undefined) break;
    const time = mayBegin(item) ? timeFrom(items, at, text) : undefined;
    merged.push(time?.item ?? item);
    at = time?.next ?? at + 1;
  }
  return merged;
}

function mayBegin(item: Item): boolean {
  if (item.kind === 'name' || item.kind === 'break') return false;
  return mayBeginTime(/^\S[^\s-]*/.exec(item.text)?.[0].toLowerCase() ?? '') || mayBeginTime(item.text.toLowerCase());
}

function timeFrom(items: readonly Item[], at: number, text: string): { item: Item; next: number } | undefined {
  const start = items[at]?.start ?? 0;
  const before = items[at - 1];
  const limit = items.slice(at).find((item) => item.kind === 'name')?.start ?? text.length;
  const words = timeWords(text, start, limit);
  const read = timeAt(words, 0, expectedAfter(before, items[at - 2]));
  const end = read === undefined ? undefined : words[read.next - 1]?.end;
  if (read === undefined || end === undefined) return undefined;
  if (/^van$/i.test(before?.text ?? '') && MONTH.test(text.slice(start, end)) && !says(items[at + 1], 'until'))
    return undefined;
  const count = items.slice(at).findIndex((item) => item.start >= end);
  const next = count === -1 ? items.length : at + count;
  const { kind } = read.value;
  const span = kind === 'duration' || kind === 'recurring' ? kind : isBehind(read.value) ? 'past' : 'moment';
  // "t/m" belongs to the time: it says which of its ends is meant.
  const includes = before?.kind === 'word' && isInclusive(`${before.text} `);
  const from = includes ? before.start : start;
  return { item: { kind: 'time', span, text: text.slice(from, end), start, end, ...alsoNamed(items, at, next) }, next };
}

/** A group may be called "Monday": that it may be meant is not lost. */
function alsoNamed(items: readonly Item[], at: number, next: number) {
  const [item] = next === at + 1 ? items.slice(at, next) : [];
  const isWord = item?.kind === 'word' || item?.kind === 'unknown';
  return isWord && item.named !== undefined ? { alsoName: item.alsoName ?? false, named: item.named } : {};
}

const BEFORE_MOMENT =
  /^(?:until|till|til|tot|totdat|up to|up to and including|through|thru|t\/m|tot en met|since|sinds|from|starting|starting from|as of|van|vanaf|met ingang van|ingaande|per|by|on|op|in|at|om|before|voor|after|na|during)$/i;
/** Dutch "van Jan moet HR E3 krijgen": a month alone begins nothing, unless it ends somewhere. */
const MONTH = /^\p{L}+$/u;
const BEFORE_LENGTH = /^(?:for|gedurende|voor|during|lang)$/i;

/** "make it March", "move that to May". */
const PUTS = /^(?:make|move|push|shift|reschedule|postpone|maak|verzet|verschuif|zet)$/i;
const IT = /^(?:it|that|them|er|het|dat|ze)$/i;

function expectedAfter(before: Item | undefined, beforeThat: Item | undefined): Expected {
  if (IT.test(before?.text ?? '') && PUTS.test(beforeThat?.text ?? '')) return 'moment';
  if (/^(?:rather|liever)$/i.test(before?.text ?? '')) return 'moment';
  if (/^(?:to|naar)$/i.test(before?.text ?? '') && IT.test(beforeThat?.text ?? '')) return 'moment';
  const said = before?.kind === 'word' || before?.kind === 'unknown' ? before.text : '';
  if (BEFORE_LENGTH.test(said)) return 'length';
  return BEFORE_MOMENT.test(said) ? 'moment' : 'alone';
}

/** "between 1 March and 30 June" is from the one until the other. */
export function betweenTimes(items: readonly Item[]): readonly Item[] {
  return items.map((item, at) => {
    const isSpan = (opening: number) =>
      says(items[opening], 'between') &&
      items[opening + 1]?.kind === 'time' &&
      says(items[opening + 2], 'and') &&
      items[opening + 3]?.kind === 'time';
    if (item.kind !== 'word') return item;
    if (isSpan(at)) return { ...item, concepts: new Set<Concept>(['from', 'starting']) };
    return isSpan(at - 2) ? { ...item, concepts: new Set<Concept>(['until']) } : item;
  });
}

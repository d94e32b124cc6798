import { wordsOf } from '../../words/words-of.ts';
import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Mark } from './run.ts';
import { type NameType, typesOf } from './run.ts';

/** Concepts that mark the names after them. */
const MARKING = wordsOf('to for in from of with by without except instead between') satisfies readonly (Concept &
  Mark)[];

/** What a word makes of what stands beside it, where it may be several things. */
export type Use = { readonly marks: ReadonlySet<Mark> } | 'on' | 'off' | 'only' | 'moment' | 'or' | undefined;

export function useOf(items: readonly Item[], at: number, before: NameItem | undefined): Use {
  const item = items[at];
  if (item?.kind !== 'word') return undefined;
  const next = contentAfter(items, at);
  // "Yammer uit morgen": off, and when.
  const isState = /^(?:aan|uit)$/i.test(item.text);
  const time = items.slice(at + 1).find((other) => !says(other, 'filler', 'polite'));
  if (time?.kind === 'time' && !isState && !turnsOn(items, at) && says(item, ...MOMENT)) return 'moment';
  if (says(item, 'or') && (joinsAlike(before, next) || (says(item, 'of') && speaksDutch(items)))) return 'or';
  const follows = next?.kind === 'name' || says(next, 'everyone', 'member', 'user', 'all', 'both') || isPronoun(next);
  // "disable Sway on Marketing": that it goes off is said already.
  const isTurned = items.slice(0, at).some((other) => says(other, 'disable', 'enable', 'off'));
  if (isTurned && /^on$/i.test(item.text) && next?.kind === 'name' && (mayBe(next, 'group') || mayBe(next, 'user')))
    return { marks: new Set<Mark>(['to', 'for', 'in']) };
  if (says(item, 'on', 'off')) return stateOrWay(item, next, before);
  if (says(item, 'only')) return next?.kind === 'name' && mayBe(next, 'plan') ? 'only' : undefined;
  if (!follows) return undefined;
  const marks = new Set<Mark>(MARKING.filter((mark) => says(item, mark)));
  // "op E3", "op Marketing", "onto E3".
  if (/^(?:op|onto)$/i.test(item.text)) marks.add('onto');
  if (/^(?:out of|off of)$/i.test(item.text)) marks.add('off');
  return marks.size === 0 ? undefined : { marks };
}

/** "turn Sway on tomorrow": what it is turned to, where nothing else says so. */
function turnsOn(items: readonly Item[], at: number): boolean {
  const turns = items.slice(0, at).some((item) => /^(?:turn|switch)$/i.test(item.text));
  return (
    turns &&
    items.slice(0, at).some((item) => item.kind === 'name' && mayBe(item, 'plan')) &&
    /^on$/i.test(items[at]?.text ?? '') &&
    items.every((item, index) => index === at || !says(item, 'on', 'off'))
  );
}

const MOMENT = ['until', 'starting', 'during', 'since', 'on', 'from', 'for', 'in', 'to', 'by'] as const;

/** "Yammer off" is a state; "off E5", "uit Marketing", "on E3" and "aan HR" say from where and to where. */
function stateOrWay(item: WordItem, next: Item | undefined, before: NameItem | undefined): Use {
  const on = says(item, 'on');
  const state = on ? 'on' : 'off';
  if (next?.kind !== 'name' && !says(next, 'everyone', 'member', 'user') && !isPronoun(next)) return state;
  const isPlainState =
    item.text.length > 4 ||
    (before !== undefined && mayBe(before, 'plan') && !mayBe(before, 'product') && !says(item, 'to', 'from'));
  if (isPlainState) return state;
  if (next?.kind === 'name' && typesOf(next).every((type) => type === 'plan')) return state;
  if (says(item, 'from', 'to')) return { marks: new Set<Mark>(on ? ['to'] : ['from', 'off']) };
  return { marks: new Set<Mark>(on ? ['to', 'in', 'onto'] : ['from', 'off']) };
}

/** Dutch "geef Bob of Marketing E3" leaves it open; English "Bob of Marketing" is one person. */
function speaksDutch(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'word' && item.languages.size === 1 && item.languages.has('nl'));
}

function joinsAlike(before: NameItem | undefined, next: Item | undefined): boolean {
  if (before === undefined || next?.kind !== 'name') return false;
  const types = typesOf(before);
  return typesOf(next).some((type) => types.includes(type));
}

/** The next item that is no article, courtesy or noun for what follows. */
export function contentAfter(items: readonly Item[], at: number): Item | undefined {
  return items.find((item, index) => index > at && (!isPassedOver(item) || isPeople(items, index)));
}

/** "the people in Sales": those of Sales. */
export function isPeople(items: readonly Item[], at: number): boolean {
  return (
    says(items[at], 'user') &&
    !says(items[at], 'group') &&
    says(items[at + 1], 'in', 'of') &&
    !says(items[at + 1], 'off')
  );
}

function isPassedOver(item: Item): boolean {
  if (says(item, 'everyone', 'member', 'on', 'off') || isPronoun(item)) return false;
  if (/^all (?:of|the)\b/i.test(item.text)) return true;
  return says(
    item,
    'filler',
    'polite',
    'group',
    'user',
    'license',
    'plan',
    'product',
    'also',
    'only',
    'relative',
    'both',
  );
}

export function isPronoun(item: Item | undefined): boolean {
  return says(item, 'pronoun') && !says(item, 'filler');
}

function mayBe(item: NameItem, type: NameType): boolean {
  return typesOf(item).includes(type);
}

export function contentBefore(items: readonly Item[], at: number): Item | undefined {
  return items.slice(0, at).findLast((item) => !says(item, 'filler', 'polite', 'license', 'plan'));
}

export function nameBefore(items: readonly Item[], at: number): NameItem | undefined {
  const before = contentBefore(items, at);
  return before?.kind === 'name' ? before : undefined;
}

import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { ASKING } from './open-clause.ts';

/** So many words may be passed over in what is offered. */
const STRANGERS = 3;

/** What an unknown word may be as a verb: nothing is ever taken away by a guess. */
const LIGHT = ['give', 'swap', 'put', 'move'] as const satisfies readonly Concept[];

/** The items without the words for which there is no use, and with one of them for a verb where there is none. */
export function withoutStrangers(items: readonly Item[], leftovers: readonly Item[]): readonly (readonly Item[])[] {
  const strange = new Set(leftovers);
  if (strange.size > STRANGERS || leftovers.some(takesBack)) return [];
  const known = items.filter((item) => !strange.has(item));
  const verb = leftovers.find((item) => item.kind === 'unknown' && /^\p{L}+$/u.test(item.text));
  const [first] = items;
  if (first === undefined || items.some((item) => says(item, ...ASKING))) return strange.size === 0 ? [] : [known];
  if (verb === undefined)
    return [known, ...LIGHT.map((concept) => [verbFor({ ...first, text: '' }, concept), ...known])];
  const guesses = LIGHT.map((concept) =>
    items.flatMap((item) => (item === verb ? [verbFor(verb, concept)] : strange.has(item) ? [] : [item])),
  );
  return [known, ...guesses];
}

/** "E3, no wait, E5 to Marketing": what is named after it stands for what of its kind was named before. */
export function corrected(
  items: readonly Item[],
  isAlike: (one: NameItem, other: NameItem) => boolean,
): readonly Item[] {
  const at = items.findIndex(isCorrection);
  const after = items.slice(at).find((item) => item.kind === 'name');
  if (at < 1 || after === undefined) return [];
  const before = items.slice(0, at).findLast((item) => item.kind === 'name' && isAlike(item, after));
  if (before === undefined) return [];
  const first = items.indexOf(before);
  const end = items.indexOf(after);
  const marked = says(items[end - 1], 'to', 'for', 'from', 'without', 'with') ? 1 : 0;
  const from = marked === 1 && says(items[first - 1], 'to', 'for', 'from', 'without', 'with') ? first - 1 : first;
  return [...items.slice(0, from), ...items.slice(end - marked)];
}

/** "until 25:99", "until whenever": without a time that cannot be read, the change itself may be meant. */
export function withoutTime(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex((item, index) => opensTime(item, items[index + 1]));
  if (at < 1) return [];
  const end = items.findIndex(
    (item, index) => index > at && (goesOn(item) || (says(item, ...PLACED) && goesOn(items[index + 1]))),
  );
  return [...items.slice(0, at), ...(end === -1 ? [] : items.slice(end))];
}

const TIMED = ['until', 'since', 'starting', 'during'] as const satisfies readonly Concept[];
const PLACED = ['to', 'for', 'from', 'in', 'of', 'without', 'with'] as const satisfies readonly Concept[];

function opensTime(item: Item, next: Item | undefined): boolean {
  if (next === undefined || next.kind === 'name' || (next.kind === 'time' && next.span !== 'past')) return false;
  return says(item, ...TIMED) || (says(item, 'in', 'on') && next.kind === 'number');
}

function goesOn(item: Item | undefined): boolean {
  return item?.kind === 'name' || says(item, ...ASKING);
}

function isCorrection(item: Item): boolean {
  return says(item, 'noise') || /^(?:wait|wacht|i mean|ik bedoel|scratch|correctie|correction)$/i.test(item.text);
}

/** "Marketing no longer needs E5", "geen E5 meer voor Marketing": denied, which may mean that it goes. */
export function asTaken(items: readonly Item[], isProduct: (item: Item | undefined) => boolean): readonly Item[] {
  const denies = (item: Item, at: number) =>
    says(item, 'unneeded') || (says(item, 'without') && isProduct(items[at + 1]));
  if (items.filter(denies).length !== 1 || items.filter(isProduct).length !== 1) return [];
  return items.flatMap((item, at) =>
    denies(item, at)
      ? [verbFor(item, 'take', 'lost')]
      : says(item, 'need', 'must', 'more', 'having', 'auxiliary')
        ? []
        : [item],
  );
}

function verbFor({ text, start, end }: Item, ...concepts: readonly Concept[]): WordItem {
  return {
    kind: 'word',
    text,
    start,
    end,
    concepts: new Set(concepts),
    languages: new Set(),
    corrected: false,
    alsoName: false,
  };
}

/** "no wait", "sorry": what was said before it is not what is meant. */
function takesBack(item: Item): boolean {
  return (
    says(item, 'not', 'noise', 'but', 'or') ||
    item.kind === 'number' ||
    /^(?:no|nee|wait|wacht|if|als|indien)$/i.test(item.text)
  );
}

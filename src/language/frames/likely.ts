import { type Item, type NameItem, says, type WordItem, wordOf } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { ASKING } from './open-clause.ts';

/** So many words may be passed over in what is offered. */
const STRANGERS = 3;

/** What an unknown word may be as a verb: nothing is ever taken away by a guess. */
const LIGHT = ['give', 'swap', 'put', 'move'] as const satisfies readonly Concept[];

/** The items without the words for which there is no use, and with one of them for a verb where there is none. */
export function withoutStrangers(items: readonly Item[], leftovers: readonly Item[]): readonly (readonly Item[])[] {
  const strange = new Set(leftovers);
  if (strange.size > STRANGERS || leftovers.some((item) => takesBack(item) || takesAway(item))) return [];
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
  if (next === undefined || next.kind === 'name') return false;
  // "by Friday" is neither a beginning nor an end.
  if (next.kind === 'time' && next.span !== 'past') return says(item, 'by');
  return says(item, ...TIMED) || (says(item, 'in', 'on') && next.kind === 'number');
}

function goesOn(item: Item | undefined): boolean {
  return item?.kind === 'name' || says(item, ...ASKING);
}

function isCorrection(item: Item): boolean {
  return says(item, 'noise') || /^(?:wait|wacht|i mean|ik bedoel|scratch|correctie|correction)$/i.test(item.text);
}

export function verbFor({ text, start, end }: Item, ...concepts: readonly Concept[]): WordItem {
  return { ...wordOf(text, ...concepts), start, end };
}

/** What is over "E5 eraf", "HR loses Sway" says what goes: without it nothing is given instead. */
export function takesAway(item: Item): boolean {
  return (
    says(item, 'take', 'took', 'lost', 'left', 'disabled') ||
    (says(item, 'particle') && /^(?:weg|af|eraf|eruit|kwijt|uit|terug|back|away|out)$/i.test(item.text))
  );
}

/** "turn of Sway", "Marketing (not Bob)", "maar Bob niet": what was left open may mean so. */
export function meantSo(items: readonly Item[]): readonly (readonly Item[])[] {
  const one = [
    switchedOff(items),
    withException(items),
    withoutDenied(items),
    withoutLast(items),
    withoutOther(items),
    takenOff(items),
  ];
  return [...one, ...eitherOf(items)].filter((meant) => meant.length > 0);
}

/** "E3 but not Sway, neither Yammer": left out. */
function withoutDenied(items: readonly Item[]): readonly Item[] {
  const denies = (item: Item, at: number) => says(item, 'not') && isFact(items[at + 1]);
  const found = items.filter(denies);
  if (found.length === 0 || found.length < items.filter((item) => says(item, 'not')).length) return [];
  return items.flatMap((item, at) =>
    denies(item, at)
      ? [verbFor(item, 'without')]
      : joinsOn(item) && denies(items[at + 1] ?? item, at + 1)
        ? []
        : [item],
  );
}

/** "geef Back Office E3, Yammer niet": left out. */
function withoutLast(items: readonly Item[]): readonly Item[] {
  const not = items.at(-1);
  const isPlan = (item: Item) => item.kind === 'name' && item.refs.some((ref) => ref.kind === 'plan');
  const said = items.slice(0, -1).filter((item) => !says(item, 'must'));
  const before = said.findLastIndex((item) => !isPlan(item) && (!joinsOn(item) || item.kind === 'break'));
  const plans = said.slice(before + 1);
  const alone = says(not, 'not') && items.filter((item) => says(item, 'not')).length === 1;
  if (not === undefined || !alone || !plans.some(isPlan)) return [];
  return [...said.slice(0, before), verbFor(not, 'without'), ...plans];
}

/** "give Marketing E3, not Interns", "… but not for Interns": whatever is denied of one is meant of the other. */
function withoutOther(items: readonly Item[]): readonly Item[] {
  const denials = items.flatMap((item, at) => (says(item, 'not', 'except') ? [at] : []));
  const [at = 0] = denials;
  if (says(items[at], 'unneeded', 'keep')) return [];
  const [other, ...more] = items.slice(at + 1).filter((item) => !says(item, 'to', 'for', 'in', 'from', 'of', 'filler'));
  const before = items.slice(0, at);
  const kindOf = (item: Item) => (item.kind === 'name' ? (item.refs[0]?.kind ?? '') : '');
  const alike = other?.kind === 'name' && before.some((item) => kindOf(item) === kindOf(other));
  if (denials.length !== 1 || more.length > 0 || !alike) return [];
  return before.slice(0, before.findLastIndex((item) => !joinsOn(item)) + 1);
}

/** "turn off E3 for Interns": a product is taken away. */
function takenOff(items: readonly Item[]): readonly Item[] {
  const found = items.some((item) => says(item, 'disable'));
  return found ? items.map((item) => (says(item, 'disable') ? verbFor(item, 'take') : item)) : [];
}

/** "E3 or E5", "Interns or R&D": each of the two. */
function eitherOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const at = items.findIndex((item) => says(item, 'or'));
  const [before, after] = [items[at - 1], items[at + 1]];
  if (before?.kind !== 'name' || after?.kind !== 'name' || items.filter((item) => says(item, 'or')).length > 1)
    return [];
  return [after, before].map((left) => items.filter((item, index) => index !== at && item !== left));
}

function isFact(item: Item | undefined): boolean {
  return item?.kind === 'name' && item.refs.every((ref) => ref.kind === 'plan' || ref.kind === 'sku');
}

function switchedOff(items: readonly Item[]): readonly Item[] {
  const of = items.find((item) => /^of$/i.test(item.text));
  const open = !items.some((item) => says(item, 'on', 'off')) && items.some((item) => SWITCH.test(item.text));
  return of === undefined || !open ? [] : items.map((item) => (item === of ? verbFor(of, 'off', 'particle') : item));
}

const SWITCH = /^(?:turn|switch|shut)$/i;

function withException(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex((item) => says(item, 'not'));
  const not = items[at];
  if (not === undefined || items.filter((item) => says(item, 'not')).length > 1) return [];
  const isPerson = (item: Item | undefined) =>
    item?.kind === 'name' && item.refs.length > 0 && item.refs.every((ref) => ref.kind === 'user');
  const before = items
    .slice(0, at)
    .findLastIndex((item) => !isPerson(item) && (!says(item, 'and') || says(item, 'but')));
  const opening = items.slice(0, before + 1);
  const first = opening.findIndex((item) => item.kind === 'name');
  const trailing = at === items.length - 1 && isPerson(items[at - 1]);
  const leading = isPerson(items.slice(at + 1).find((item) => !says(item, 'to', 'for')));
  if (first === -1 || (!trailing && !leading)) return [];
  const joint = (list: readonly Item[]) => list.slice(0, list.findLastIndex((it) => !joinsOn(it)) + 1);
  const rest = trailing ? items.slice(before + 1, at) : items.slice(at + 1).filter((item) => !says(item, 'to', 'for'));
  return [...joint(trailing ? opening : items.slice(0, at)), verbFor(not, 'except'), ...rest];
}

function joinsOn(item: Item): boolean {
  return item.kind === 'break' || says(item, 'and', 'but');
}

/** "no wait", "sorry": what was said before it is not what is meant. */
function takesBack(item: Item): boolean {
  return (
    says(item, 'not', 'noise', 'but', 'or', 'on', 'off', 'instead', 'rather', 'except', 'without', 'only', 'keep') ||
    item.kind === 'number' ||
    /^(?:no|nee|wait|wacht|if|als|indien)$/i.test(item.text)
  );
}

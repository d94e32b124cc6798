import { wordsOf } from '../../words/words-of.ts';
import type { Command } from '../draft.ts';
import { type Item, type NameItem, nameAs, type Ref, says, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { ASKING, TELLING } from './open-clause.ts';
import { type NameType, typesOf } from './run.ts';

/** "E3 weg bij HR, daarna E1 erop", "remove E3 from HR, then add E1": for the same as before, where the half says what to do. */
export function againFor(half: readonly Item[], antecedents: readonly NameItem[]): readonly Item[] | undefined {
  const named = half.some((item) => (item.kind === 'name' && !isHalfFact(item)) || says(item, 'everyone', 'pronoun'));
  const does = half.some((item) => says(item, ...ASKING, 'particle'));
  if (antecedents.length === 0 || named || !does) return undefined;
  return [...half, TO, ...antecedents.flatMap((name, at) => (at === 0 ? [name] : [AND, name]))];
}

/** "…, remove Erin", after somebody joined a group: that group, where only people are named. */
export function sameGroupFor(
  half: readonly Item[],
  places: readonly NameItem[] | undefined,
): readonly Item[] | undefined {
  const named = half.filter((item) => item.kind === 'name');
  const people = named.length > 0 && named.every((item) => typesOf(item).join() === 'user');
  return people && places?.length === 1 ? [...half, TO, ...places] : undefined;
}

export const TO = wordOf('to', 'to', 'for', 'from', 'in');
const AND = wordOf('and', 'and');

export function isHalfFact(item: NameItem): boolean {
  return typesOf(item).every((type) => type === 'product' || type === 'plan');
}

/** "HR should get E3 and lose EMS": whom the first half is about, with what it says of them. */
export function subjectIn(items: readonly Item[]): readonly Item[] {
  const verb = items.findIndex((item) => says(item, ...ASKING, ...TELLING));
  const subject = items.slice(0, Math.max(verb, 0));
  return subject.some((item) => item.kind === 'name') ? subject : [];
}

/** What is changed, and for whom: a change names two things at least. */
export function namesTwo(items: readonly Item[]): boolean {
  return items.filter((item) => item.kind === 'name' || says(item, 'everyone', 'all', 'pronoun')).length > 1;
}

export function joins(item: Item): boolean {
  return says(item, 'and', 'but', 'after') || (item.kind === 'break' && item.mark !== ':');
}

export function trimmed(items: readonly Item[]): readonly Item[] {
  const last = items.at(-1);
  return last !== undefined && (joins(last) || says(last, 'polite')) ? trimmed(items.slice(0, -1)) : items;
}

export function opened(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex((item) => !joins(item) && !says(item, 'also'));
  return first > 0 ? items.slice(first) : items;
}

/** "take Visio from HR and give it to Sales": the one product of the first half, where the second names whom and not what. */
export function productMeant(
  { source, facts }: Names,
  { slots: { products, ids } }: Command,
  before: readonly Item[],
  after: readonly Item[],
): readonly NameItem[] | undefined {
  const [sku, ...others] = products === 'all' ? [] : (ids?.skus ?? []);
  const named = after.filter((item) => item.kind === 'name');
  const aims = named.length > 0 && named.every((item) => !isHalfFact(item));
  if (sku === undefined || others.length > 0 || !aims || !after.some((item) => ONE.test(item.text))) return undefined;
  const index = source.skus.findIndex(({ skuId }) => skuId === sku);
  const [text = ''] = facts.namesOf(index);
  return index === -1 ? undefined : [nameAt(before, text, { kind: 'sku', index })];
}

const ONE = /^(?:it|that|dat|die|het)$/i;

/** What a half was about: its people, else its groups. */
export function antecedentsIn(
  names: Names,
  { slots: { ids } }: Command,
  items: readonly Item[],
): readonly NameItem[] | undefined {
  const found = (ids?.users ?? ids?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
  return found.length === 0
    ? undefined
    : found.map((named) => nameAt(items, names.nameOf(named), { ...named, complete: true }));
}

/** A name as if it stood at the end of some items. */
export function nameAt(items: readonly Item[], text: string, ref: Ref): NameItem {
  return nameAs(text, [ref], items.at(-1)?.end);
}

/** "give HR E3, and Sales too": Sales beside HR; "turn Sway off for HR, and Yammer too": Yammer beside Sway. */
export function withAlso(items: readonly Item[]): readonly Item[] {
  const at = items.findLastIndex((item) => item.kind !== 'name' && !says(item, 'also', 'filler'));
  const added = items.slice(at + 1);
  const [first] = added.filter((item) => item.kind === 'name');
  const [joint] = items.slice(at);
  if (first === undefined || joint === undefined || !joins(joint) || !added.some((item) => ALSO.test(item.text)))
    return [];
  const isAlike = (item: Item) =>
    item.kind === 'name' &&
    isHalfFact(item) === isHalfFact(first) &&
    typesOf(item).some((type) => typesOf(first).includes(type));
  const opening = trimmed(items.slice(0, at));
  const last = opening.findLastIndex(isAlike);
  if (last === -1) return [];
  return [
    ...opening.slice(0, last + 1),
    AND,
    ...added.filter((item) => !says(item, 'also')),
    ...opening.slice(last + 1),
  ];
}

const ALSO = /^(?:too|also|as well|ook|eveneens|tevens)$/i;

/** "Marketing keeps E5, Kiosk users should lose E1": the half that changes something, where it is about something else. */
export function besideKept(before: readonly Item[], after: readonly Item[]): readonly Item[] | undefined {
  if (![...before, ...after].some((item) => says(item, 'keep'))) return undefined;
  const [stays, does] = keepsAll(before) ? [before, after] : [after, before];
  if (!keepsAll(stays) || keepsAll(does)) return undefined;
  const named = new Set(does.flatMap((item) => (item.kind === 'name' ? [JSON.stringify(item.refs)] : [])));
  const isNamed = (item: NameItem) => named.has(JSON.stringify(item.refs));
  const kept = stays.filter((item) => item.kind === 'name');
  // "swap E1 for E3 in Sales but keep E1 for Erin": that is an exception.
  const isApart = kept.every(isHalfFact) || !kept.some(isHalfFact);
  const isUser = (item: Item | undefined) => item?.kind === 'name' && typesOf(item).join() === 'user';
  // "remove Dave from HR, Bob stays": of people who are named one by one nobody else is meant.
  const each = does.some(isUser);
  const sparing = kept.some((item) =>
    isHalfFact(item)
      ? isNamed(item)
      : typesOf(item).join() !== 'group' && !(each && isUser(item) && !isNamed(item))
        ? true
        : isApart && isNamed(item),
  );
  // "take everything from Sales, E3 stays": from all that is taken. "only Dave leaves" is Dave.
  const isJust = (at: number) =>
    says(does[at], 'only') && (isUser(does[at + 1]) || says(does[at + 1], 'take', 'kick', 'disable'));
  const reaches = does.some((item, at) => says(item, ...REACHING_ALL) && !isJust(at));
  // "take E5 from Sales, keep Yammer": E5 may be what Yammer comes with.
  const takes = does.some((item) => says(item, 'take', 'kick', 'disable', 'lost'));
  const isOf = (item: Item, type: NameType) => item.kind === 'name' && typesOf(item).includes(type);
  const part =
    takes &&
    kept.some((item) => isOf(item, 'plan') && !isOf(item, 'product')) &&
    does.some((item) => isOf(item, 'product') && !isOf(item, 'plan'));
  if (sparing || reaches || part) return undefined;
  // "HR keeps E3, just remove EMS": from HR.
  const isAbout = (item: Item) => item.kind === 'name' && !isHalfFact(item);
  const [whom, ...others] = stays.filter(isAbout);
  if (does.some(isAbout)) return does;
  return whom === undefined || others.length > 0 || !takes ? undefined : [...does, TO, whom];
}

const REACHING_ALL = wordsOf('everyone everything all both only except pronoun');

const BESIDE_KEPT = wordsOf(
  'keep must ensure filler polite noise auxiliary to for in on with from of license group user and also asis pronoun more',
);

/** "E3 and Visio". */
function isWithinList(items: readonly Item[], at: number): boolean {
  const [one, other] = [items[at - 1], items[at + 1]];
  const isAnd = items[at]?.kind !== 'break';
  return isAnd && one?.kind === 'name' && other?.kind === 'name' && isHalfFact(one) === isHalfFact(other);
}

/** Who keeps what, what stays, or where somebody stays, and nothing else. */
function keepsAll(items: readonly Item[]): boolean {
  return (
    items.some((item) => says(item, 'keep')) &&
    items.some((item) => item.kind === 'name') &&
    items.every((item, at) => {
      // "Sway for Kiosk users and leave HR" says something of Kiosk users besides.
      if (joins(item) && at > 0 && at < items.length - 1 && !isWithinList(items, at)) return false;
      // "laat Yammer uit" turns it off; "houdt E3 uit Sales" says from where.
      const places = !says(item, 'on', 'off') || items[at + 1]?.kind === 'name';
      return item.kind !== 'word'
        ? item.kind !== 'unknown' || /^wel$/i.test(item.text)
        : places && says(item, ...BESIDE_KEPT);
    })
  );
}

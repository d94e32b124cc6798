import { wordsOf } from '../../words/words-of.ts';
import { type Intent, isChange, type Reading } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { ASKING } from '../frames/open-clause.ts';
import { type Item, type NameItem, says, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { slotsOf, Unclear } from '../names/resolve.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { withUsers } from './amended-targets.ts';
import { type Conversation, changeMeant } from './conversation.ts';
import { type Description, descriptionIn } from './described.ts';
import { listOf, nameItem } from './discourse.ts';
import { among, countAt, placeIn, whichIn } from './which.ts';

/** "those", "all of them", "die mensen": everybody on the list. */
const THOSE =
  /^(?:they|them|those|these|ones|hen|hun|die|deze|ze)(?: (?:people|users|persons|accounts|ones|mensen|personen|gebruikers|accounts))?$/i;
const BESIDE =
  /^(?:all of|each of|all|everybody|everyone|on|that|the list|list|of|people|users|persons|accounts|ones|allemaal|mensen|personen|gebruikers)$/i;
/** "their Visio", "hun Visio". */
const THEIR = /^(?:their|hun)$/i;

/** Changes that are made of people, or groups. */
const OF_PEOPLE: ReadonlySet<Intent> = new Set([
  ...wordsOf('assign_license set_plans remove_license add_member remove_member move_member set_usage_location'),
  ...wordsOf('offboard reprocess swap_license'),
]);

/**
 * "remove Visio from those": the sentence with everybody on the last list in the place of the word. Undefined where nothing
 * is listed, or nothing is to be done with them.
 * @throws Unclear where the list is empty
 */
export function withListed(
  names: Names,
  items: readonly Item[],
  conversation: Conversation,
): readonly Item[] | undefined {
  const { listed } = conversation;
  if (listed === undefined || !items.some((item) => says(item, ...ASKING))) return undefined;
  if (listed.length === 0) {
    const meant = items.some((item) => item.kind !== 'name' && (THOSE.test(item.text) || THEIR.test(item.text)));
    if (meant) throw new Unclear(ask('nobodyListed'));
    return undefined;
  }
  if (peopleIn(names, listed).length < listed.length) return undefined;
  const their = items.findIndex((item, at) => THEIR.test(item.text) && says(items[at + 1], 'location', 'license'));
  if (their !== -1) {
    const all = says(items[their + 1], 'license') ? [ALL] : [];
    const [, noun, ...rest] = items.slice(their);
    return [
      ...items.slice(0, their),
      ...all,
      ...(noun === undefined ? [] : [noun]),
      OF,
      ...listOf(peopleIn(names, listed)),
      ...rest,
    ];
  }
  // Those of the list whom the preview is about, where it is about a part of it.
  const { pending, previewed } = conversation;
  const about =
    pending !== undefined && Array.isArray(previewed?.slots.users) ? (previewed.slots.ids?.users ?? []) : [];
  const those = about.length > 0 && about.every((id) => listed.includes(id)) ? about : listed;
  const part =
    partOf(items, listed) ??
    restOf(items, conversation) ??
    describedPart(names, items, listed) ??
    (items.some(isThose) ? { ids: those, ...beside(items, items.findIndex(isThose), those.length) } : undefined);
  return part && withPeople(names, items, part);
}

function isThose(item: Item): boolean {
  return item.kind !== 'name' && THOSE.test(item.text);
}

/** "all of them", "those five people", "the rest of them": with the words beside that mean the same. */
function beside(items: readonly Item[], at: number, count?: number): Omit<Part, 'ids'> {
  let [from, to] = [at, at + 1];
  while (BESIDE.test(items[from - 1]?.text ?? '')) from--;
  while (BESIDE.test(items[to]?.text ?? '') || (count !== undefined && countAt(items[to]) === count)) to++;
  return { from, to };
}

function withPeople(names: Names, items: readonly Item[], { ids, from, to }: Part): readonly Item[] {
  return [...items.slice(0, from), ...listOf(peopleIn(names, ids)), ...items.slice(to)];
}

/** "only the first five", "not those ten": those of the last list in the place of the words for them. */
export function withPart(names: Names, sentence: Sentence, { listed = [] }: Conversation): Sentence {
  const { text, items } = sentence;
  if (listed.length === 0) return sentence;
  // "only for Eva first" names her.
  if (sentence.names.some(({ refs }) => refs.some((ref) => ref.kind === 'user'))) return sentence;
  const part = partOf(items, listed) ?? all(items, listed);
  return part === undefined ? sentence : sentenceOf(text, withPeople(names, items, part));
}

/** "only the first three", of a list: these are shown, for what is said of them next. */
export function readPart(names: Names, { items }: Sentence, conversation: Conversation): Draft | undefined {
  const { listed = [], reading, suggestions, pending } = conversation;
  // "the first one" of fixes that are shown is one of these.
  if (listed.length === 0 || suggestions !== undefined || pending !== undefined) return undefined;
  const which = whichIn(items);
  const isMeant = which !== undefined && which.picks !== 'but' && !(reading !== undefined && isChange(reading.intent));
  const people = isMeant ? peopleIn(names, among(listed, which)) : [];
  if (people.length === 0 || people.length > MOST_SHOWN) return undefined;
  const users = people.flatMap(({ refs: [ref] }) => (ref?.kind === 'user' ? [ref] : []));
  const groups = people.flatMap(({ refs: [ref] }) => (ref?.kind === 'group' ? [ref] : []));
  return users.length > 0
    ? command('show_user', slotsOf(names, { users }))
    : command('show_group', slotsOf(names, { groups }));
}

/** Each is shown on a card of its own. */
const MOST_SHOWN = 5;

interface Part {
  readonly ids: readonly string[];
  /** The words that say it: from which item up to which. */
  readonly from: number;
  readonly to: number;
}

/** "the first one", "de eerste vijf", "the last 2". */
function partOf(items: readonly Item[], listed: readonly string[]): Part | undefined {
  const place = placeIn(items);
  const ids = among(listed, place);
  return place === undefined || ids.length === 0 ? undefined : { ids, ...place };
}

/** "give the rest Visio": everybody on the list whom the last change is not about. */
function restOf(items: readonly Item[], { listed = [], previewed, did, reading }: Conversation): Part | undefined {
  const at = items.findIndex((item) => item.kind !== 'name' && REST.test(item.text));
  const { users = [] } = (previewed ?? did ?? reading)?.slots.ids ?? {};
  const ids = listed.filter((id) => !users.includes(id));
  const isPart = users.length > 0 && ids.length > 0 && users.every((id) => listed.includes(id));
  if (at === -1 || !isPart) return undefined;
  const { from, to } = beside(items, at);
  return { ids, from, to: items[to] !== undefined && isThose(items[to]) ? to + 1 : to };
}

const REST = /^(?:rest|others|remainder|remaining|anderen|overigen|overige)$/i;

/** "all but the last one", "actually all of them", of a change that is about people of the last list. */
export function readSome(names: Names, { items, plain }: Sentence, conversation: Conversation): Draft | undefined {
  const { listed = [], pending, refused = false } = conversation;
  const change = changeMeant(conversation);
  const about = Array.isArray(change?.slots.users) ? (change.slots.ids?.users ?? []) : [];
  const isOpen = pending !== undefined || (refused && change !== undefined && isChange(change.intent));
  if (!isOpen || change === undefined || about.length === 0 || about.some((id) => !listed.includes(id)))
    return undefined;
  if (EVERYBODY.test(plain)) return amendedTo(names, change, listed);
  const count = Number(SO_MANY.exec(plain)?.[1] ?? 0);
  if (count > 0 && count < about.length) return amendedTo(names, change, about.slice(0, count));
  const which = WHICH.exec(plain)?.[1];
  const lead = items.findIndex((item) => MODE.test(item.text));
  const fits = which === undefined || about.length < 2 ? undefined : descriptionIn(names, items.slice(lead + 1));
  const keeps = /^(?:only|just|alleen|enkel)$/.test(which ?? '');
  if (fits !== undefined)
    return amendedTo(
      names,
      change,
      about.filter((id) => isOne(names, id, fits) === keeps),
    );
  // "not the second", of several that it is about; "all but the second", of the list.
  const these = ALL_BUT.test(plain) || about.length === 1 ? listed : about;
  const part = BUT.test(plain) ? partOf(items, these) : undefined;
  return part === undefined || part.to < items.length
    ? undefined
    : amendedTo(
        names,
        change,
        these.filter((id) => !part.ids.includes(id)),
      );
}

function isOne(names: Names, id: string, fits: Description): boolean {
  const named = names.byId(id);
  return named?.kind === 'user' && fits(named.index);
}

function amendedTo(names: Names, change: Reading, ids: readonly string[]): Draft {
  const draft = ids.length === 0 ? undefined : withUsers(names, change, 'only', ids);
  return draft?.kind === 'command' ? { ...draft, corrects: true } : ask('unclear');
}

const LEADS = '(?:(?:no|nee|ok|hm+|oh|sorry|actually|eigenlijk|toch|just|then|dan|nah|,) )*';
const EVERYBODY = new RegExp(
  `^${LEADS}(?:all|all of them|everyone|everybody|them all|allemaal|iedereen|all (?:two|three|four|five|\\d+)|alle (?:twee|drie|vier|vijf|\\d+)|allebei|both)(?: toch| after all)?$`,
);
/** "only 5 of them" */
const SO_MANY = new RegExp(
  `^${LEADS}(?:only|just|alleen|enkel|maar|make it|make that|max|maximaal|at most|too many|te veel)(?: ,)? (?:first |eerste )?(\\d+)(?: (?:people|users|mensen|personen|of|them|those|these|daarvan|van|die|hen|actually|eigenlijk|is enough|then|dan|please|for now|voorlopig))*$`,
);
const MODE = /^(?:only|just|alleen|enkel|not|niet|without|zonder|except|behalve)$/i;
const WHICH = new RegExp(`^${LEADS}(only|just|alleen|enkel|not|niet|without|zonder|except|behalve) `);
const ALL_BUT = new RegExp(`^${LEADS}(?:all|everyone|everybody|allemaal|iedereen)\\b`);
const BUT = new RegExp(
  `^${LEADS}(?:(?:all|all of them|everyone|everybody|allemaal|iedereen) (?:but|except|except for|behalve|op|maar niet)|not|niet|without|zonder|except|behalve) `,
);

/** "those ten", "them": everybody, where the number is theirs. */
function all(items: readonly Item[], listed: readonly string[]): Part | undefined {
  const from = items.findIndex(isThose);
  const ends = (item: Item) => item.kind !== 'break' && !says(item, 'polite') && !PARTICLE.test(item.text);
  const to = items.findLastIndex(ends) + 1;
  const others = items.slice(from + 1, to).filter((item) => !BESIDE.test(item.text));
  const isAll = from !== -1 && listed.length > 0 && others.every((item) => countAt(item) === listed.length);
  return isAll ? { ids: listed, from, to } : undefined;
}

/** "the disabled ones", "the guests": those of the list whom it fits. */
function describedPart(names: Names, items: readonly Item[], listed: readonly string[]): Part | undefined {
  const to = items.findIndex(({ text }) => /^(?:ones|guests|gasten|mensen|people|accounts)$/i.test(text)) + 1;
  const from = items.findLastIndex(({ text }, at) => at < to - 1 && /^(?:the|those|de|die)$/i.test(text));
  const fits = from === -1 || to === 0 ? undefined : descriptionIn(names, items.slice(from, to));
  const ids = fits === undefined ? [] : listed.filter((id) => isOne(names, id, fits));
  return ids.length === 0 ? undefined : { ids, from, to };
}

/** "leave those out", "laat die weg". */
const PARTICLE = /^(?:out|weg|uit|eruit|off|away|then|dan)$/i;

function peopleIn(names: Names, ids: readonly string[]): readonly NameItem[] {
  return ids.flatMap((id) => nameItem(names, id) ?? []);
}

const OF = wordOf('of', 'of', 'from');
const ALL = wordOf('all', 'all');

/** Whether a draft does something with people, or groups. */
export function isOfPeople(draft: Draft): boolean {
  const { users, groups } = draft.kind === 'command' ? draft.slots : {};
  return draft.kind === 'command' && OF_PEOPLE.has(draft.intent) && (users ?? groups) !== undefined;
}

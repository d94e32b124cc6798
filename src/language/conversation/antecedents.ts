import { ASKING } from '../frames/open-clause.ts';
import { type Item, type NameItem, type Ref, says, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { type Conversation, idsIn } from './conversation.ts';
import { type Discourse, discourseOf, listOf, nameItem, targetsIn } from './discourse.ts';
import { among, placeIn } from './which.ts';

interface Spoken extends Discourse {
  readonly ownGroup: boolean;
  readonly ownFact: boolean;
  /** Those whom the last sentence named itself, however many. */
  readonly allNamed: boolean;
}

const ONE_PERSON = /^(?:she|he|her|him|zij|ze|hij|hem|haar|his|hers)$/i;
const PEOPLE = /^(?:they|them|their|hen|hun|those people|die mensen|ze|deze|those|these)$/i;
const THING = /^(?:it|that|this|that group|this group|there|het|dat|dit|die groep|deze groep|daar|its)$/i;

/**
 * The sentence with "she", "them", "it" replaced by what the last card is about, when that is plain. Undefined when
 * there is no such word, or nothing that it could mean.
 */
export function withAntecedents(
  names: Names,
  items: readonly Item[],
  conversation: Conversation,
): readonly Item[] | undefined {
  const freed = withFreed(names, items, conversation) ?? withLike(names, items, conversation);
  if (freed !== undefined) return withAntecedents(names, freed, conversation) ?? freed;
  let replaced = false;
  let named = false;
  const ownGroup = items.some(namesGroup);
  const { users } = conversation.reading?.slots ?? {};
  const allNamed = Array.isArray(users) && users.length === conversation.reading?.slots.ids?.users?.length;
  const spoken = { ...discourseOf(names, conversation), ownGroup, ownFact: items.some(namesFact), allNamed };
  let fact = false;
  const substituted = items.flatMap((item, at): readonly Item[] => {
    named ||= namesGroup(item) || namesPerson(item);
    // "IT" is no "it".
    if (item.kind === 'name') return [item];
    const meantFact = productMeant(items, at, spoken) ?? planMeant(items, at, spoken);
    if (meantFact !== undefined) {
      replaced = true;
      fact = true;
      return listOf(meantFact);
    }
    const group = named || ownGroup ? undefined : groupMeant(items, at, spoken);
    if (group !== undefined) {
      replaced = true;
      return group;
    }
    if (isDeterminer(items, at)) {
      replaced = true;
      return [];
    }
    // After a name of the sentence itself, "her" is that person.
    const meant = named ? [] : meantBy(item, spoken);
    if (meant.length === 0) return [item];
    replaced = true;
    // "turn Yammer off there".
    const place = spoken.ownFact && /^(?:there|daar)$/i.test(item.text) ? [wordOf('for', 'for')] : [];
    return [...place, ...listOf(meant)];
  });
  if (!replaced) return undefined;
  const isWhose = substituted.some((item) => namesGroup(item) || namesPerson(item));
  return fact && !isWhose && !asksAny(items) ? withTargets(substituted, spoken) : substituted;
}

/** "the ones that got free", "de vrijgekomen licenties": of the product that was spoken of. */
function withFreed(names: Names, items: readonly Item[], conversation: Conversation): readonly Item[] | undefined {
  if (!gives(items) || items.some(namesFact)) return undefined;
  const { products, product } = discourseOf(names, conversation);
  const [meant, ...more] = products.length > 0 ? products : product;
  if (meant === undefined || more.length > 0) return undefined;
  for (let from = 0; from < items.length; from++) {
    for (let to = Math.min(items.length, from + MOST_WORDS); to > from; to--) {
      const span = items.slice(from, to);
      if (FREED.test(span.map(({ text }) => text.toLowerCase()).join(' ')))
        return [...items.slice(0, from), meant, ...items.slice(to)];
    }
  }
  return undefined;
}

/** "give Alex the same", after somebody was shown: what that person has. */
function withLike(names: Names, items: readonly Item[], conversation: Conversation): readonly Item[] | undefined {
  const [shown, ...others] = discourseOf(names, conversation).people;
  const content = items.filter((item) => item.kind !== 'break' && !says(item, 'polite'));
  const isSame = /^(?:the same|same|same thing|hetzelfde|dezelfde)$/i.test(content.at(-1)?.text ?? '');
  const own = items.filter((item) => item.kind === 'name');
  const looks = conversation.reading?.intent === 'show_user' || conversation.reading?.intent === 'explain_user';
  const meant = isSame && looks && gives(items) && own.length === 1 && own.every(namesPerson);
  return meant && shown !== undefined && others.length === 0 ? [...content, AS, shown] : undefined;
}

const AS: Item = { kind: 'unknown', text: 'as', start: 0, end: 0, near: [], spellings: [] };

const MOST_WORDS = 8;
const FREED =
  /^(?:the |de |those |die )?(?:(?:ones|seats?|licen[cs]es?|licenties?|plekken) (?:that |which |die |we )?(?:have |has |just |nu |now |net )*(?:got|get|became|become|come|came|are|were|freed|zijn|komen|kwamen|vrij)(?: just| now| nu)?(?: up| free| freed| freed up| available| vrij| vrijgekomen| gekomen| komen| kwamen)*|(?:freed|freed up|free|vrijgekomen|vrije) (?:ones|seats?|licen[cs]es?|licenties?|plekken))$/;

/** "turn it off", "take it away again": from whom or for whom it was. */
function withTargets(items: readonly Item[], spoken: Discourse): readonly Item[] {
  const targets = targetsIn(spoken);
  const link = items.some((item) => says(item, 'take')) ? wordOf('from', 'from') : wordOf('for', 'for');
  const kept = items.filter((item) => item.kind !== 'break' && !AGAIN.test(item.text));
  return targets.length === 0 ? items : [...kept, link, ...listOf(targets)];
}

const AGAIN = /^(?:again|back|weer|terug|maar|toch|after all|too|ook|then|dan)$/i;

/** How many things are compared. */
const MOST_TOGETHER = 3;
/** "what's the difference?", of what was named last. */
const SHORT = 5;
const COMPARES = /^(?:compare|difference|differences|differ|vergelijk|verschil|verschillen)$/i;
const TOGETHER = /^(?:both|beide|allebei|them|they|those|these|those two|ze|die|the two|two)$/i;
const BOTH = /^(?:both|beide|allebei)$/i;

/** "compare them", "who is in both?": the sentence with what was named last, one after another or together. */
export function withMentioned(
  names: Names,
  items: readonly Item[],
  { reading, mentioned = [] }: Conversation,
): readonly Item[] | undefined {
  const compares = items.some(({ text }) => COMPARES.test(text));
  if (compares && items.filter((item) => item.kind === 'name').length === 1) return withOther(names, items, mentioned);
  const together = items.findLastIndex((item) => TOGETHER.test(item.text));
  const at = together === -1 && compares && items.length <= SHORT ? items.length : together;
  const both = asksBoth(items) && BOTH.test(items[at]?.text ?? '');
  const owns = both && asksWho(items);
  if (at === -1 || !(compares || both) || items.some((item) => item.kind === 'name')) return undefined;
  const { skus = [], groups = [] } = reading?.slots.ids ?? {};
  const named = (ids: readonly string[]) => ids.flatMap((id) => nameItem(names, id) ?? []);
  const kindOf = (id: string | undefined) => (id === undefined ? undefined : (names.byId(id)?.kind ?? 'product'));
  const kind = owns ? 'product' : both ? 'group' : kindOf(mentioned[0]);
  const last = mentioned
    .filter((id) => kindOf(id) === kind)
    .slice(0, 2)
    .toReversed();
  const choices = [...(compares || owns ? [skus] : []), ...(owns ? [] : [groups]), last];
  const meant = named(choices.find((ids) => ids.length > 1 && ids.length <= MOST_TOGETHER) ?? []);
  const list = listOf(meant);
  const kept = both ? items.slice(0, at + 1) : items.slice(0, at);
  return meant.length < 2 ? undefined : [...kept, ...list, ...items.slice(at + 1)];
}

/** "is Olivia active?", "not Finance": of several whom the name may mean, the one who was spoken of. */
export function amongSpoken(names: Names, items: readonly Item[], conversation: Conversation): readonly Item[] {
  const { users = [], reading, listed = [], mentioned = [], pending } = conversation;
  const { groups: own = [], users: about = [] } = reading === undefined ? {} : idsIn(reading);
  // "and her, Ann?", a while after a group was asked about.
  const isShort = items.filter(({ kind }) => kind !== 'break').length <= SHORT && !items.some(namesFact);
  const asks = isShort && pending === undefined && own.length === 0 && !items.some((item) => says(item, ...ASKING));
  const groups = asks ? mentioned.filter((id) => names.byId(id)?.kind === 'group').slice(0, 1) : own;
  const spoken = new Set([...users, ...about, ...listed, ...groups]);
  if (spoken.size === 0) return items;
  const places = items.some(namesGroup) || leadsElsewhere(reading) ? [] : groups.flatMap((id) => names.byId(id) ?? []);
  const isThere = (user: number) => places.some((group) => names.source.isMember(group.index, user));
  return items.map((item) => {
    if (item.kind !== 'name' || item.refs.some((ref) => isWhole(ref, item.refs.length))) return item;
    const refs = item.refs.filter((ref) => spoken.has(idOf(names, ref)));
    // "only from Dmitri", of Marketing: the Dmitri who is there.
    const there = refs.length === 0 ? item.refs.filter((ref) => ref.kind === 'user' && isThere(ref.index)) : refs;
    return there.length === 1 ? { ...item, refs: there.map((ref) => ({ ...ref, complete: true })) } : item;
  });
}

/** Who is put into a group is none of those who are there. */
function leadsElsewhere(reading: Conversation['reading']): boolean {
  return reading !== undefined && /^(?:add_member|move_member|onboard)$/.test(reading.intent);
}

/** It means nothing else: the one person of that name, a group by its whole name, or a product. */
function isWhole(ref: Ref, count: number): boolean {
  if (ref.kind === 'user') return count === 1;
  return ref.kind !== 'group' || ref.complete;
}

function idOf({ source }: Names, ref: Ref): string {
  if (ref.kind === 'user') return source.user(ref.index).id;
  return ref.kind === 'group' ? source.group(ref.index).id : '';
}

/** "compare it with E5": what was named last, of the same kind. */
function withOther(names: Names, items: readonly Item[], mentioned: readonly string[]): readonly Item[] | undefined {
  const at = items.findIndex((item) => IT.test(item.text) || THAT.test(item.text));
  const other = items.find((item) => item.kind === 'name');
  const kinds = (item: Item | undefined) => (item?.kind === 'name' ? item.refs.map(({ kind }) => kind) : []);
  const meant = mentioned
    .flatMap((id) => nameItem(names, id) ?? [])
    .find((item) => kinds(item).some((kind) => kinds(other).includes(kind)));
  return at === -1 || meant === undefined ? undefined : [...items.slice(0, at), meant, ...items.slice(at + 1)];
}

/** "who is in both". */
function asksBoth(items: readonly Item[]): boolean {
  return items.some(({ text }) => /^(?:who|wie|members|leden|people|anyone|iemand)\b/i.test(text));
}

/** "that E3", "those Kiosk users": no word for something else. */
function isDeterminer(items: readonly Item[], at: number): boolean {
  const next = items.slice(at + 1).find((item) => !says(item, 'filler'));
  return next?.kind === 'name' && DETERMINES.test(items[at]?.text ?? '');
}

const DETERMINES = /^(?:that|this|those|these|die|dat|deze|dit)$/i;

/** "give that license to R&D": the product of before, in the place of the words for it; none for its noun. */
function productMeant(items: readonly Item[], at: number, spoken: Spoken): readonly NameItem[] | undefined {
  const { ownFact, product } = spoken;
  const products = spoken.products.length > 0 ? spoken.products : product;
  if (ownFact || !(gives(items) || asksWho(items))) return undefined;
  const item = items[at];
  // "give Interns the second", after two were compared.
  const place = gives(items) && spoken.products.length > 1 ? placeIn(items) : undefined;
  const chosen = among(spoken.products, place);
  if (place !== undefined && chosen.length > 0 && at >= place.from && at < place.to)
    return at === place.from ? chosen : [];
  const isNoun = (other: Item | undefined) => says(other, 'license', 'product');
  if (isNoun(item) && DETERMINES.test(items[at - 1]?.text ?? '')) return [];
  const marked = DETERMINES.test(item?.text ?? '') && isNoun(items[at + 1]);
  const next = items.slice(at + 1).find((other) => !says(other, 'filler'));
  const isThat = THAT.test(item?.text ?? '') && next?.kind !== 'name' && !isNoun(next);
  const isIt = IT.test(item?.text ?? '') || isThat;
  const isWhose = items.some((other) => namesGroup(other) || namesPerson(other) || SHE.test(other.text));
  const bare = isIt && (isWhose || asksWho(items) || targetsIn(spoken).length > 0);
  return (marked || bare) && products.length > 0 ? products : undefined;
}

/** "take them out of the group": the one of before. */
function groupMeant(items: readonly Item[], at: number, { groups, group }: Spoken): readonly NameItem[] | undefined {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]];
  const isNoun =
    says(item, 'group') && !says(item, 'user') && /^(?:the|that|this|de|die|deze)$/i.test(before?.text ?? '');
  const isOne = isNoun && !/(?:s|pen)$/i.test(item?.text ?? '') && groups.length < 2 && group.length > 0;
  return isOne && after?.kind !== 'name' && before?.kind !== 'name' ? group : undefined;
}

/** "turn it off", after a service was asked about. */
function planMeant(items: readonly Item[], at: number, { ownFact, plans }: Spoken): readonly NameItem[] | undefined {
  if (ownFact || plans.length === 0) return undefined;
  const turns = items.some((item) => says(item, 'turn', 'enable', 'disable', 'put'));
  const last = items.findLast((item) => item.kind !== 'break' && !AGAIN.test(item.text) && !says(item, 'polite'));
  const states =
    says(last, 'on', 'off') ||
    items.some((item) => says(item, 'enable', 'disable', 'on', 'off') && namesGroup(last ?? item));
  const { text = '' } = items[at] ?? {};
  const isIt = IT.test(text) || THAT.test(text) || PEOPLE.test(text);
  return turns && states && isIt ? plans : undefined;
}

const IT = /^(?:it|het|one|eentje)$/i;
const THAT = /^(?:that|this|dat|die)$/i;
const SHE = /^(?:she|he|her|him|them|zij|ze|hij|hem|haar|hen)$/i;

/** "who has it?", "wie heeft het". */
function asksWho(items: readonly Item[]): boolean {
  return (
    items.some(({ text }) => /^(?:who|wie|why|waarom|does|do|did|heeft|hebben)$/i.test(text)) &&
    items.some(({ text }) => /^(?:has|have|got|uses|use|need|needs|wants|heeft|hebben|kreeg|gebruikt)$/i.test(text))
  );
}

function asksAny(items: readonly Item[]): boolean {
  return items.some(({ text }) => /^(?:who|which|what|when|how|why|wie|welke|wat|wanneer|hoe|waarom)$/i.test(text));
}

/** Only where something is given or taken does "it" mean a product. */
function gives(items: readonly Item[]): boolean {
  return items.some((item) => says(item, 'give', 'take'));
}

function namesFact(item: Item): boolean {
  return item.kind === 'name' && item.refs.some(({ kind }) => kind === 'sku' || kind === 'plan');
}

function namesGroup(item: Item): boolean {
  return item.kind === 'name' && item.refs.some((ref) => ref.kind === 'group');
}

function namesPerson(item: Item): boolean {
  return item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user');
}

/** More people than anybody names: they are a list. */
const MOST_NAMED = 5;

function meantBy(item: Item, { people, groups, ownGroup, allNamed }: Spoken): readonly NameItem[] {
  if (ONE_PERSON.test(item.text) && people.length === 1) return people;
  if (PEOPLE.test(item.text) && people.length > 0)
    return people.length === 1 || (allNamed && people.length <= MOST_NAMED) ? people : [];
  // A group of before is not meant beside one that the sentence names itself.
  if (ownGroup) return [];
  return (PEOPLE.test(item.text) || THING.test(item.text)) && groups.length === 1 ? groups : [];
}

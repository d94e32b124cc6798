import { wordsOf } from '../../words/words-of.ts';
import { type Item, type NameItem, nameAs, type Ref, says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';

/** A word of the language that also is the whole name of a group or person: "Staff", "IT", "Everyone". */
type Doubtful = Extract<Item, { kind: 'word' | 'unknown' }>;

/**
 * Makes names of the words that stand where a name stands: "who failed in Staff", "the Staff group", "show Staff". Where a
 * word might as well be one, it says so (`alsoName`), and whoever reads it asks; elsewhere it is a word.
 */
export function settleNames(items: readonly Item[], nameOf: (ref: Ref) => string): readonly Item[] {
  if (!items.some((item, at) => isDoubtful(item) || isDouble(item) || verbAt(items, at) !== undefined)) return items;
  const settled: Item[] = [];
  items.forEach((item, at) => {
    const before = settled.at(-1);
    const verb = verbAt(items, at);
    if (item.text === "'s" && before?.kind === 'name' && isDoubtful(items[at - 1])) {
      settled[settled.length - 1] = { ...before, possessive: true };
    } else if (verb !== undefined) {
      const { text, start, end } = item;
      const said = { concepts: new Set([verb]), languages: new Set<'en'>(['en']), corrected: false, alsoName: false };
      settled.push({ kind: 'word', text, start, end, ...said });
    } else if (isDouble(item)) {
      settled.push(isOneGroup(items[at - 1]) ? { ...item, refs: item.refs.filter(isGroup) } : item);
    } else if (!isDoubtful(item)) settled.push(item);
    else settled.push(settle(item, standing(items, at, nameOf)));
  });
  return settled;
}

/**
 * What opens a sentence as a verb: "exchange E5 for E3" is not the service, and "have Bob join Interns" wants it, unless it is
 * a question.
 */
function verbAt(items: readonly Item[], at: number): Concept | undefined {
  const { text } = items[at] ?? { text: '' };
  if (text !== 'exchange' && !/^have$/i.test(text)) return undefined;
  const opens = items.slice(0, at).every((item) => item.kind === 'break' || says(item, 'polite', 'noise'));
  const name = items.findIndex((item, index) => index > at && !isArticle(item));
  if (!opens || !isName(items[name])) return undefined;
  if (text === 'exchange') return 'swap';
  const asked = items.some((item) => item.kind === 'break' && item.mark === '?');
  return !asked && /^(?:join|leave|moved|added|removed|put|taken)$/i.test(items[name + 1]?.text ?? '')
    ? 'ensure'
    : undefined;
}

function isDoubtful(item: Item | undefined): item is Doubtful & { readonly named: readonly Ref[] } {
  return (item?.kind === 'word' || item?.kind === 'unknown') && item.named !== undefined;
}

/** A group called like a product or service: "the group E3" is the group. */
function isDouble(item: Item): item is NameItem {
  return item.kind === 'name' && item.refs.some(isGroup) && !item.refs.every(isGroup);
}

function isGroup(ref: Ref): boolean {
  return ref.kind === 'group';
}

type Standing = 'name' | 'either' | 'word';

function settle(item: Doubtful & { readonly named: readonly Ref[] }, as: Standing): Item {
  const { text, start, end, named } = item;
  if (as === 'name') return nameAs(text, named, start, end);
  const alsoName = as === 'either';
  return item.kind === 'word' ? { ...item, alsoName } : { ...item, alsoName, near: alsoName ? named : [] };
}

function standing(items: readonly Item[], at: number, nameOf: (ref: Ref) => string): Standing {
  const item = items[at];
  if (item === undefined || !isDoubtful(item)) return 'word';
  const place = placeOf(items, at);
  if (place === undefined) return 'word';
  const sure = !isFunctionWord(item) || (place.first ? false : isTypedAs(item, nameOf));
  const timely = says(item, 'weekday', 'month') && !place.given;
  return sure && !timely && place.ends ? 'name' : 'either';
}

interface Position {
  /** It opens the sentence, where everything has a capital. */
  readonly first: boolean;
  /** What follows can follow a name. */
  readonly ends: boolean;
  /** It stands where only somebody can stand: after "to", "give", beside "group". */
  readonly given: boolean;
}

/** Where a name of a group or person may stand: after a preposition or verb, beside "group", or before "needs". */
function placeOf(items: readonly Item[], at: number): Position | undefined {
  const item = items[at];
  const previous = previousOf(items, at);
  const next = items[at + 1];
  const first = previous === undefined;
  if (isOneGroup(next) && !isName(items[at + 2]) && !says(items[at + 2], 'and', 'or'))
    return isDeterminer(item) ? undefined : { first, ends: true, given: true };
  if (isOneGroup(items[at - 1])) return { first, ends: !isName(next), given: true };
  if (belongsTo(items, at) || (isDeterminer(item) && isFurtherNoun(next))) return undefined;
  if (first) return opens(item, next) ? { first, ends: mayFollow(items, at + 1), given: false } : undefined;
  if (says(previous, 'to', 'for', 'in', 'from', 'of', 'except', 'by') && !isTimed(previous))
    return { first, ends: !isFurtherNoun(next), given: says(previous, 'to') };
  if (continuesList(items, at)) return { first, ends: !isFurtherNoun(next), given: true };
  if (!isVerb(previous)) return undefined;
  // "list users without E3": which of them.
  const which = says(item, 'user', 'group') && /^\p{Ll}/u.test(item?.text ?? '') && says(next, 'with', 'without');
  return { first, ends: !which && mayFollow(items, at + 1), given: true };
}

/** "to HR Department and Staff", "to Sales, Staff". */
function continuesList(items: readonly Item[], at: number): boolean {
  const joint = items[at - 1];
  const joins = says(joint, 'and', 'or') || (joint?.kind === 'break' && joint.mark === ',');
  return joins && (isTarget(items[at - 2]) || isDoubtful(items[at - 2]));
}

/** "in all groups", "for staff licenses": the word before says of what kind the noun is. */
function isFurtherNoun(item: Item | undefined): boolean {
  return isTarget(item) || says(item, 'license', 'user', 'member', 'group', 'product', 'plan', 'location', 'unit');
}

/** "Staff needs E3", "Staff's licenses", or nothing but "Staff". */
function opens(item: Item | undefined, next: Item | undefined): boolean {
  if (next === undefined || next.kind === 'break') return says(item, 'user', 'group', 'license', 'product', 'plan');
  return next.text === "'s" || next.text === '=' || says(next, ...TOLD_OF, 'to', 'and', 'or');
}

/** "users in HR Department", "everyone of HR Department": whose they are follows. */
function belongsTo(items: readonly Item[], at: number): boolean {
  const generic = says(items[at], 'user', 'member', 'group', 'license', 'product', 'plan', 'everyone', 'all');
  const [next, after] = [items[at + 1], items[at + 2]];
  return generic && says(next, 'in', 'of', 'from', 'to', 'for', 'with') && (isTarget(after) || isTarget(items[at + 3]));
}

function mayFollow(items: readonly Item[], at: number): boolean {
  const next = items[at];
  if (next === undefined || next.kind === 'break' || next.kind === 'time' || next.text === "'s") return true;
  if (next.kind === 'name') return next.refs.some((ref) => ref.kind === 'sku' || ref.kind === 'plan');
  return says(next, ...FOLLOWING, ...TOLD_OF) || /^(?:opnieuw|again|back|terug|how|hoe|ongedaan)$/i.test(next.text);
}

/** What is said of a group or person. */
const TOLD_OF = wordsOf('need must lost left joined having keep arrow') satisfies readonly Concept[];

const FOLLOWING = [
  ...wordsOf('to for from in of with without except only instead on off and or after until since starting during'),
  ...wordsOf('because forever also must need having auxiliary polite particle day next weekday'),
] satisfies readonly Concept[];

/** Words that tie a sentence together: as names they are typed as their names are, with a capital. */
const FUNCTION_CONCEPTS = [
  ...FOLLOWING,
  ...wordsOf('between by not same all everyone both subject numeral as ensure me pronoun filler month unit end'),
] satisfies readonly Concept[];

const FUNCTION_WORDS =
  /^(?:who|what|which|why|when|where|how|whom|whose|if|whether|is|are|was|were|be|been|am|do|does|did|has|have|had|can|could|would|should|will|shall|may|might|any|some|most|more|less|many|few|other|here|there|than|then|while|yes|no|none|wie|wat|welke|waarom|wanneer|waar|hoe|hoeveel|ja|nee|er|kan|mag|zou|zal)$/i;

function isFunctionWord(item: Doubtful): boolean {
  return says(item, ...FUNCTION_CONCEPTS) || FUNCTION_WORDS.test(item.text);
}

function isTypedAs(item: Doubtful & { readonly named: readonly Ref[] }, nameOf: (ref: Ref) => string): boolean {
  return /\p{Lu}/u.test(item.text) && item.named.some((ref) => nameOf(ref) === item.text);
}

/** The item before, articles aside. */
function previousOf(items: readonly Item[], at: number): Item | undefined {
  return items.slice(0, at).findLast((item) => item.kind !== 'break' && !isArticle(item));
}

function isArticle(item: Item): boolean {
  return /^(?:the|a|an|de|het|een|our|my|onze|ons|mijn)$/i.test(item.text);
}

/** "group", "team", "afdeling": of one. */
function isOneGroup(item: Item | undefined): boolean {
  return says(item, 'group') && !/(?:groups|groepen|all)/i.test(item?.text ?? '');
}

/** "which group", "every team". */
function isDeterminer(item: Item | undefined): boolean {
  return (
    says(item, 'all', 'both', 'same', 'next', 'filler', 'pronoun', 'not') ||
    /^(?:which|what|welke|any)$/i.test(item?.text ?? '')
  );
}

/** "until", "since": what follows is a time. */
function isTimed(item: Item | undefined): boolean {
  return says(item, 'until', 'since', 'starting') && !says(item, 'to', 'from', 'for', 'in');
}

const VERBS = wordsOf(
  'give add put take kick move swap upgrade copy migrate enable disable',
) satisfies readonly Concept[];

const LOOKING =
  /^(?:show|view|see|open|display|list|find|check|explain|compare|export|status|history|reprocess|retry|rerun|recheck|refresh|fix|toon|bekijk|zoek|vind|herverwerk|verwerk|herbereken|exporteer|controleer)$/i;

function isVerb(item: Item | undefined): boolean {
  return says(item, ...VERBS) || (item !== undefined && item.kind !== 'name' && LOOKING.test(item.text));
}

function isName(item: Item | undefined): item is NameItem {
  return item?.kind === 'name';
}

function isTarget(item: Item | undefined): boolean {
  return isName(item) && item.refs.some((ref) => ref.kind === 'group' || ref.kind === 'user');
}

import { wordsOf } from '../../words/words-of.ts';
import { isChange } from '../command.ts';
import { ask, type Draft } from '../draft.ts';
import { type Item, type NameItem, says, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { isHalfFact, TO } from './half-items.ts';
import { ASKING } from './open-clause.ts';
import { readChange } from './read-frames.ts';
import { type FrameOptions, readOne } from './read-one.ts';
import { typesOf } from './run.ts';

/**
 * "Dave has left the project, so take his Visio away": what is told first says why and whom or what the request is about. The
 * request must be whole with what its pronouns stand for, and each of those must be the only one that was named.
 */
export function readToldFirst(
  names: Names,
  text: string,
  items: readonly Item[],
  options: FrameOptions,
): Draft | undefined {
  const cut = items.findIndex((item, at) => parts(item) && requests(withoutModal(items.slice(at + 1))));
  const told = items.slice(0, Math.max(cut, 0));
  const request = cut === -1 ? undefined : completed(told, withoutModal(items.slice(cut + 1)));
  if (request === undefined || !tells(told)) return undefined;
  const draft = readChange(names, request, options);
  if (draft.kind === 'question' || !isChange(draft.intent) || draft.intent === 'batch') return undefined;
  const reason = text.slice(told[openingOf(told)]?.start ?? 0, told.at(-1)?.end ?? 0);
  const reasoned = { ...draft, slots: { reason, ...draft.slots } };
  return isSure(names, told, request, draft, options) ? reasoned : ask('unclear', { readings: [reasoned] });
}

function parts(item: Item): boolean {
  return item.kind === 'break' ? /^[,.;!]$/.test(item.mark) : /^(?:so|dus|therefore|daarom|hence)$/i.test(item.text);
}

/** A request begins with its verb, whatever courtesy stands before it. */
function requests(after: readonly Item[]): boolean {
  const first = after.find(
    (item) => !parts(item) && !says(item, 'polite', 'noise', 'subject', 'must', 'filler', 'and'),
  );
  return (
    says(first, ...ASKING) && !says(first, 'need') && !after.some((item) => says(item, 'not', 'but', 'keep', 'or'))
  );
}

/** Dutch "haal maar weg", "geef het maar": nothing is set against anything. */
function withoutModal(items: readonly Item[]): readonly Item[] {
  return items.filter(({ text }, at) => !/^maar$/i.test(text) || !says(items[at - 1], ...ASKING, 'pronoun', 'filler'));
}

/** What binds, restricts or leaves open more than a reason does. */
const BINDING = ['but', 'except', 'only', 'keep', 'or', 'both', 'instead', 'everyone', 'all', 'until', 'same'] as const;

/** "part of Marketing" leaves nothing open, as Dutch "of" does. */
function isPartOf(item: Item, before: Item | undefined): boolean {
  return says(item, 'of') && PART.test(before?.text ?? '');
}

const PART = /^(?:part|one|member|members|head|lead|out)$/i;
const CONDITION = /^(?:if|when|once|unless|whether|als|wanneer|zodra|indien|tenzij|mits|of)$/i;

/** Something is said of what is named first, and nothing asked for: "don't for Marketing, turn Sway off" says nothing of it. */
function tells(told: readonly Item[]): boolean {
  const opening = openingOf(told);
  const [first, second] = told.slice(Math.max(opening, 0));
  // "Bob, Pete has left, …" speaks to Bob.
  const isSubject =
    first?.kind === 'name' && second?.kind !== 'break' && !says(second, 'to', 'for', 'from', 'in', 'of');
  // "we have hired Bob, …"; "I forgot to for Sales, …" takes something back.
  const named = told.findIndex((item) => item.kind === 'name');
  const hires =
    says(first, 'subject') &&
    named > 0 &&
    told[named - 1]?.kind === 'word' &&
    !says(told[named - 1], 'to', 'for', 'from', 'in', 'of');
  const opens = opening !== -1 && (isSubject || hires || NOBODY.test(first?.text ?? '')) && !says(told.at(-1), 'not');
  const saysMore = told.some(
    (item) => (item.kind === 'word' && !says(item, 'filler', 'and', 'polite')) || item.kind === 'unknown',
  );
  return (
    opens &&
    saysMore &&
    told.every(
      (item, at) =>
        (!says(item, ...BINDING) || isPartOf(item, told[at - 1])) &&
        (!says(item, ...ASKING) || says(item, 'not', 'having', 'need') || (item.kind === 'word' && item.corrected)) &&
        (!CONDITION.test(item.text) || isPartOf(item, told[at - 1])) &&
        item.kind !== 'number' &&
        (item.kind !== 'break' || item.mark === ','),
    )
  );
}

/** "nobody in HR uses it", "no more Teams for HR". */
const NOBODY = /^(?:nobody|no one|none|niemand|no more)$/i;

function openingOf(told: readonly Item[]): number {
  return told.findIndex((item) => item.kind !== 'break' && !says(item, 'filler', 'polite', 'noise'));
}

/** What somebody else said, or may be, and what was done already, is asked about; so is a denial before something is given. */
function isSure(
  names: Names,
  told: readonly Item[],
  request: readonly Item[],
  draft: Draft,
  options: FrameOptions,
): boolean {
  const done = readOne(names, told, { ...options, telling: true });
  if (done.kind === 'command') return JSON.stringify(done) === JSON.stringify(draft);
  const denials = told.filter((item) => says(item, 'not', 'unneeded', 'without', 'lost', 'left'));
  // "Interns no longer need Visio, take E5 away": Visio goes as well, or it only tells.
  const named = new Set(request.flatMap((item) => (item.kind === 'name' ? [JSON.stringify(item.refs)] : [])));
  const isElse = (item: Item) => item.kind === 'name' && isHalfFact(item) && !named.has(JSON.stringify(item.refs));
  if (told.some((item) => says(item, 'unneeded')) && told.some(isElse)) return false;
  const denied = denials.length > 0;
  const gives = request.some((item) => says(item, 'give', 'add', 'put', 'enable')) && !request.some(turnsOff);
  const takes = !gives && request.some((item) => says(item, 'take', 'kick', 'disable') || turnsOff(item));
  // "nobody in HR uses Sway, turn it off": both say the same.
  const other = (item: Item, at: number) => item.kind === 'time' || REPORTED.test(item.text) || isOther(item, at, told);
  if (denials.length === 1 && takes && !told.some(other)) return true;
  if (denials.length > 1) return false;
  const isTold = told.some((item) => says(item, 'auxiliary', 'having', 'not'));
  const alone = told.filter((item) => item.kind === 'name').length === 1;
  return (isTold || alone) && !(denied && gives) && !told.some(mayBeMore);
}

/** It may be about somebody else, be wanted too, or be what somebody said. */
function mayBeMore(item: Item, at: number, told: readonly Item[]): boolean {
  const wanted = item.kind === 'word' && says(item, ...ASKING) && item.corrected;
  return wanted || item.kind === 'time' || says(item, ...WANTED) || REPORTED.test(item.text) || isOther(item, at, told);
}

const WANTED = wordsOf('gave took enabled disabled joined moved swapped copied must ensure on off particle');

/** "Bob's manager has left", "Pete took over": it may be about somebody else. */
function isOther(item: Item, at: number, told: readonly Item[]): boolean {
  const next = told[at + 1];
  if (item.kind === 'name') return item.possessive && !(next?.kind === 'name' && isHalfFact(next));
  return item.kind === 'unknown' && /^\p{Lu}/u.test(item.text);
}

function turnsOff(item: Item): boolean {
  return says(item, 'off') && (!says(item, 'from') || /^uit$/i.test(item.text));
}

const REPORTED =
  /^(?:said|says|say|told|asked|asks|asking|wrote|writes|thinks|think|suggested|suggests|heard|maybe|perhaps|probably|might|zegt|zei|vroeg|vraagt|schreef|denkt|misschien|wellicht|waarschijnlijk)$/i;

/** The request with what it leaves out or stands for; undefined where that may be several things. */
function completed(told: readonly Item[], after: readonly Item[]): readonly Item[] | undefined {
  const named = distinct(told.filter((item) => item.kind === 'name'));
  const facts = named.filter(isHalfFact);
  const people = named.filter((item) => typesOf(item).join() === 'user');
  const groups = named.filter((item) => typesOf(item).join() === 'group');
  if (facts.length + people.length + groups.length < named.length) return undefined;
  const own = after.filter((item) => item.kind === 'name');
  const ownFact = own.some(isHalfFact);
  const ownTarget = own.some((item) => !isHalfFact(item));
  const alike = groups.length === 0 ? people : people.length === 0 ? groups : [];
  const whom = isList(told, alike) ? alike : [];
  const exchanges = says(
    after.find((item) => says(item, ...ASKING)),
    'swap',
    'substitute',
    'upgrade',
  );
  const turns = after.some((item) => says(item, 'turn', 'disable', 'enable')) || after.some(turnsOff);
  const standsFor = (item: Item): readonly NameItem[] | undefined => {
    if (PERSON.test(item.text)) return one(people);
    // "turn both off", "switch them off": the services.
    if ((BOTH.test(item.text) || (MANY.test(item.text) && turns)) && !ownFact && facts.length > 1) return facts;
    // "swap it for E5" names the other one besides.
    if (THING.test(item.text)) return ownFact && !exchanges ? undefined : one(facts);
    return MANY.test(item.text) ? whom : undefined;
  };
  const known: Item[] = [];
  for (const [at, item] of after.entries()) {
    const next = after[at + 1];
    const whose = WHOSE.test(item.text) && (next?.kind === 'name' || says(next, 'license', 'plan'));
    const meant = whose ? [] : standsFor(item);
    if (meant?.length === 0 && !whose) return undefined;
    known.push(...(meant === undefined ? [item] : listOf(meant)));
  }
  // "Kiosk users outgrew E1, move them to E5": from what was told of.
  const moves =
    ownFact &&
    known.some((item) => says(item, 'swap', 'upgrade', 'move')) &&
    !known.some((item) => facts.includes(item as NameItem));
  if (moves && facts.length > 1) return undefined;
  const request = moves && facts.length === 1 ? [...known, FROM, ...facts] : known;
  const has = (is: (item: NameItem) => boolean) => request.some((item) => item.kind === 'name' && is(item));
  if (!has(isHalfFact) && facts.length === 1) request.push(...facts);
  const targets = has((item) => typesOf(item).join() === 'user') && !has(isHalfFact) ? one(groups) : whom;
  // "E5 is too much for Marketing, give them E3 instead": one for the other.
  if (request.some((item) => says(item, 'rather'))) return exchanged(request, facts);
  const isAimed = ownTarget || has((item) => !isHalfFact(item) && targets.includes(item));
  if (isAimed) return request;
  return targets.length === 0 ? undefined : [...request, TO, ...listOf(targets)];
}

/** "it" and "her" are the only one. */
function one(named: readonly NameItem[]): readonly NameItem[] {
  return named.length === 1 ? named : [];
}

/** "Bob and Carol have left", and not "Bob took over from Carol". */
function isList(told: readonly Item[], named: readonly NameItem[]): boolean {
  const [first, last] = [named[0]?.start ?? 0, named.at(-1)?.start ?? 0];
  return told.every(
    (item) =>
      item.start < first ||
      item.start > last ||
      item.kind === 'name' ||
      item.kind === 'break' ||
      says(item, 'and', 'filler'),
  );
}

function listOf(named: readonly NameItem[]): readonly Item[] {
  return named.flatMap((item, at) => (at === 0 ? [item] : [AND, item]));
}

function exchanged(request: readonly Item[], [old, ...others]: readonly NameItem[]): readonly Item[] | undefined {
  const named = request.filter((item) => item.kind === 'name');
  const [fresh, whom] = [named.filter(isHalfFact), named.filter((item) => !isHalfFact(item))];
  const plain = request.every(
    (item) => item.kind === 'name' || says(item, 'give', 'rather', 'filler', 'polite', 'to', 'and'),
  );
  const isOne = old !== undefined && others.length === 0 && fresh.length === 1 && whom.length > 0;
  return isOne && plain ? [wordOf('replace', 'swap'), old, BY, ...fresh, FOR, ...listOf(whom)] : undefined;
}

function distinct(items: readonly NameItem[]): readonly NameItem[] {
  return [...new Map(items.map((item) => [JSON.stringify(item.refs), item])).values()];
}

const AND = wordOf('and', 'and');
const FROM = wordOf('from', 'from');
const BY = wordOf('by', 'by');
const FOR = wordOf('for', 'for');

const PERSON = /^(?:him|her|he|she|hem|haar|hij|zij)$/i;
const THING = /^(?:it|that|this|het|dat|dit|die|deze)$/i;
const MANY = /^(?:them|they|ze|hen|hun)$/i;
const BOTH = /^(?:both|beide|allebei)$/i;
const WHOSE = /^(?:his|her|their|zijn|haar|hun)$/i;

import type { Language } from './command.ts';
import { ASKING } from './frames/open-clause.ts';
import { itemWriter } from './item-writer.ts';
import type { Item, Ref } from './items.ts';
import { COMMON_WORDS } from './lexicon/common-words.ts';
import type { Concept } from './lexicon/concepts.ts';
import { correctedPhrase, guardedSpellings, type Phrase, phraseAt } from './lexicon/phrases.ts';
import { topicWords } from './lexicon/topics.ts';
import type { Names } from './names/build-names.ts';
import { countryCode } from './names/countries.ts';
import { describedInBrackets } from './names/in-brackets.ts';
import { exactName, forgivenFact, forgivenName, longestName, type NameMatch, shortName } from './names/match-name.ts';
import { bareProduct, ownProduct } from './names/product-codes.ts';
import { distance } from './names/typos.ts';
import { settleNames } from './names/word-names.ts';
import { nameInQuotes, type Quote, quotesIn } from './quotes.ts';
import { isSeparator, nameKeys, type Token, tokenize } from './text.ts';
import { betweenTimes, mergeTimes } from './times.ts';

/** What can be counted with; digits of other scripts and longer ones are words that nobody knows. */
const NUMBER = /^\d{1,15}$/;

/** How many texts are remembered for each tenant's names. */
const REMEMBERED = 32;
/** What was read of late: one sentence is looked at again and again, as a question, an answer, and without its edges. */
const recent = new WeakMap<Names, Map<string, readonly Item[]>>();

/** Reads a cleaned text into items, names first and the longest of them. */
export function lex(text: string, names: Names): readonly Item[] {
  const known = recent.get(names) ?? new Map<string, readonly Item[]>();
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= REMEMBERED) known.clear();
  const items = itemsOf(text, names);
  recent.set(names, known.set(text, items));
  return items;
}

function itemsOf(text: string, names: Names): readonly Item[] {
  const reader = itemReader(text, names);
  while (!reader.atEnd()) reader.readItem();
  const nameOf = (ref: Ref) =>
    ref.kind === 'group' || ref.kind === 'user' ? names.nameOf({ kind: ref.kind, index: ref.index }) : '';
  return betweenTimes(mergeTimes(describedInBrackets(settleNames(reader.items, nameOf), text, names), text));
}

function itemReader(text: string, names: Names) {
  const tokens = tokenize(text);
  const counted = tokens.filter((token) => token.kind !== 'mark' || isSeparator(token.key));
  const keys = counted.map((token) => token.key);
  const quotes = quotesIn(text);
  const written = itemWriter(text, tokens);
  let counter = 0;

  function readMark(token: Token): void {
    const after = written.at() + 1;
    const sign = signAt(text, token.start);
    if (sign !== undefined) written.phrase(after, sign, false);
    else if (isSeparator(token.key) || isStop(text, token))
      written.push(after, (place) => ({ ...place, kind: 'break', mark: token.key }));
    else written.skip();
  }

  /** What stands in quotation marks is a name, known or not: no word of it asks for anything. */
  function readQuoted(quote: Quote): boolean {
    const at = written.at();
    const next = tokens.findIndex((token) => token.start >= quote.end);
    const after = next === -1 ? tokens.length : next;
    const refs = nameInQuotes(names, text, tokens, at, after);
    const inside = tokens.slice(at, after).filter(({ kind }) => kind !== 'mark');
    const near = () => inside.flatMap(({ key }) => nearRefs(names, key));
    if (refs !== undefined) written.name(after, refs);
    else if (inside.length > 1) written.unknown(tokens[after - 1]?.kind === 'mark' ? after - 1 : after, near());
    return written.at() > at;
  }

  /** What is no whole name and no phrase: a number, the beginning of a name, a typing error, or unknown. */
  function readOther(token: Token, forgiven: NameMatch | undefined): void {
    const at = written.at();
    if (NUMBER.test(token.key)) {
      written.push(at + 1, (place) => ({ ...place, kind: 'number', value: Number(token.key) }));
      return;
    }
    const known = isKnownWord(token.key);
    const found = known ? undefined : nearName(names, tokens, at, { forgiven, next: phraseAt(keys, counter + 1) });
    const nearest = known || found !== undefined ? undefined : correctedPhrase(token.key);
    const phrase = nearest && mayGoOn(names, written.items.at(-1), token.key) ? undefined : nearest;
    if (found !== undefined) written.name(found.after, found.refs);
    else if (phrase !== undefined && !mayBeFact(names, tokens, at, phrase)) {
      const named = names.whole(phrase.keys).map((it): Ref => ({ ...it, complete: true }));
      written.phrase(at + 1, phrase, true, named.length === 0 ? undefined : named);
    } else if (known) written.unknown(at + 1, []);
    else written.unknown(at + 1, nearRefs(names, token.key), spellingsOf(names, token.key, phrase));
  }

  function readWord(token: Token): void {
    const at = written.at();
    const exact = exactAt(names, text, tokens, at);
    const isNamed = (length: number) => isNameAt(names, text, tokens, counted[counter + length - 1]);
    const phrase = beforeGroup(besideName(names, keys, counter), isNamed);
    const last = phrase === undefined ? undefined : counted[counter + phrase.keys.length - 1];
    const phraseAfter = last === undefined ? at : tokens.indexOf(last) + 1;
    const isPlain = COMMON_WORDS.has(token.key) && exact === undefined && phrase === undefined;
    const forgiven = token.kind === 'id' || isPlain ? undefined : forgivenName(names, tokens, at);
    if (forgiven !== undefined && forgiven.after > Math.max(exact?.after ?? at, phraseAfter, at + 1)) {
      written.name(forgiven.after, forgiven.refs);
    } else if (exact !== undefined && winsOver(exact, phrase, phraseAfter)) {
      if (exact.after > at + 1 || !isKnownWord(token.key) || isSure(exact)) written.name(exact.after, exact.refs);
      else written.push(at + 1, (place) => ({ ...place, kind: 'unknown', near: [], spellings: [], named: exact.refs }));
    } else if (phrase !== undefined) written.phrase(phraseAfter, phrase, false, exact?.refs);
    else readOther(token, forgiven);
  }

  return {
    items: written.items,
    atEnd: () => written.at() >= tokens.length,
    readItem(): void {
      const token = tokens[written.at()];
      if (token === undefined) return;
      while ((counted[counter]?.start ?? Number.POSITIVE_INFINITY) < token.start) counter++;
      const quote = quotes.get(token.start);
      if (quote !== undefined && readQuoted(quote)) return;
      if (token.kind === 'mark') readMark(token);
      else readWord(token);
    },
  };
}

/** What may have been meant, and is not guessed: words of taking away, and services where a word is as near. */
function spellingsOf({ facts }: Names, key: string, phrase: Phrase | undefined): readonly string[] {
  return [...guardedSpellings(key), ...(phrase === undefined ? [] : facts.words.corrections(key))];
}

/** "xchange" may be "change" and "Exchange", "Teasm" "team" and "Teams": neither is guessed. */
function mayBeFact(names: Names, tokens: readonly Token[], at: number, { concepts }: Phrase): boolean {
  return GUESSED_ALONE.some((concept) => concepts.has(concept)) && forgivenFact(names, tokens, at) !== undefined;
}

/** "Keep Ot" beside groups called "Keep" and "Keep Out": the name may go on, and "Ot" is no "to". */
function mayGoOn(names: Names, before: Item | undefined, key: string): boolean {
  if (before === undefined) return false;
  const keys = nameKeys(before.text);
  const next = names.beginning(keys, LONGER_NAMES).map((named) => nameKeys(names.nameOf(named))[keys.length] ?? '');
  return next.some((word) => distance(word, key, 1) <= 1);
}

/** So many of the names that begin with another are looked at. */
const LONGER_NAMES = 16;

const GUESSED_ALONE: readonly Concept[] = [...ASKING, 'license', 'group', 'user', 'member', 'product', 'plan'];

/**
 * The phrase at a place, up to where a name begins that reaches further: "of the" is none before "The Hague". Nor are "in
 * place", "all staff" and "when you can" where a group is called "Place", "Staff" or "You can".
 */
function besideName(names: Names, keys: readonly string[], at: number): Phrase | undefined {
  const phrase = phraseAt(keys, at);
  const length = phrase?.keys.length ?? 0;
  if (phrase === undefined || length < 2) return phrase;
  const whose = OF_WHOM.test(keys[at + length] ?? '') && phrase.concepts.has('everyone');
  const maybe = !whose && BEFORE_NAME.test(keys[at] ?? '');
  for (let cut = 1; cut < length; cut++) {
    const named = longestName(names, keys, at + cut);
    const fills = named === length - cut && (maybe || named > 1);
    if (named > length - cut || fills) return phraseAt(keys.slice(at, at + cut), 0);
  }
  return phrase;
}

/** "take Ann out of IT": of that group. "to BE": to that country. */
function beforeGroup(phrase: Phrase | undefined, endsInName: (length: number) => boolean): Phrase | undefined {
  const length = phrase?.keys.length ?? 0;
  return phrase !== undefined && length > 1 && endsInName(length) ? phraseAt(phrase.keys.slice(0, -1), 0) : phrase;
}

const BEFORE_NAME =
  /^(?:in|to|for|from|of|when|if|about|aan|voor|van|bij|naar|uit|op|als|wanneer|over|all|every|each|the|alle|elke|elk|ieder|de|het)$/;

/** "all users in HR": those of HR, whatever group is called "Users". */
const OF_WHOM = /^(?:in|of|from|at|within|who|that|van|bij|uit|op|die)$/;

function exactAt(names: Names, text: string, tokens: readonly Token[], at: number): NameMatch | undefined {
  return (
    bareProduct(names, text, tokens, at) ??
    ownOrNot(names, tokens, at, exactName(names, text, tokens, at)) ??
    groupInCapitals(names, text, tokens, at)
  );
}

/** "IT" for the group "IT Department", where not all is in capitals: no word. */
function groupInCapitals(names: Names, text: string, tokens: readonly Token[], at: number): NameMatch | undefined {
  const { start = 0, end = 0, key = '' } = tokens[at] ?? {};
  if (end - start > 3 || phraseAt([key], 0) === undefined || !/^\p{Lu}{2,}$/u.test(text.slice(start, end)))
    return undefined;
  const short = /\p{Ll}/u.test(text) ? shortName(names, tokens, at) : undefined;
  const refs = short?.refs.filter((ref) => ref.kind === 'group' && ref.complete) ?? [];
  return short === undefined || refs.length !== 1 ? undefined : { refs, after: short.after, inCapitals: true };
}

function isNameAt(names: Names, text: string, tokens: readonly Token[], token: Token | undefined): boolean {
  if (token === undefined) return false;
  return isCountryAt(text, token) || groupInCapitals(names, text, tokens, tokens.indexOf(token)) !== undefined;
}

/** "set Ann's location to BE", where not all is in capitals. */
function isCountryAt(text: string, { start, end }: Token): boolean {
  const said = text.slice(start, end);
  return /^\p{Lu}{2}$/u.test(said) && text !== text.toUpperCase() && countryCode(said) !== undefined;
}

/** What the tenant does not own gives way to a name of its own that begins so. */
function ownOrNot(
  names: Names,
  tokens: readonly Token[],
  at: number,
  exact: NameMatch | undefined,
): NameMatch | undefined {
  if (exact?.refs.every((ref) => ref.kind === 'notOwned') !== true) return exact;
  const short = shortName(names, tokens, at);
  return short !== undefined && short.after >= exact.after ? short : exact;
}

function isStop(text: string, { key, end }: Token): boolean {
  return key === '.' && /^(?:\s|$)/.test(text.slice(end));
}

/** Marks that say something beside names: "Sway/Yammer", "-Yammer". */
const SLASH = { concepts: new Set<Concept>(['or']), languages: new Set<Language>(), keys: [] };
const MINUS = { concepts: new Set<Concept>(['without']), languages: new Set<Language>(), keys: [] };

function signAt(text: string, start: number): Phrase | undefined {
  const before = text.charAt(start - 1);
  if (text.startsWith('/', start) && /[^\d\s]/.test(before)) return SLASH;
  // "Sales: + E3, - E1".
  const listed = /^- \p{L}/u.test(text.slice(start, start + 4)) && /[,;:(]\s*$/.test(text.slice(0, start));
  return listed || (/^-\p{L}/u.test(text.slice(start, start + 3)) && /^[\s(,]?$/.test(before)) ? MINUS : undefined;
}

/** The beginning of a name, or one with typing errors; "CRM licenses" are of the product, whatever group begins so. */
function nearName(
  names: Names,
  tokens: readonly Token[],
  at: number,
  { forgiven, next }: { readonly forgiven: NameMatch | undefined; readonly next: Phrase | undefined },
): NameMatch | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'id') return forgiven;
  const product = ownProduct(names, token.key, next);
  if (product !== undefined) return { refs: product, after: at + 1 };
  const short = shortName(names, tokens, at);
  if (short !== undefined) return short;
  // "form" is "from", not the service Forms.
  const fact = correctedPhrase(token.key) === undefined ? forgivenFact(names, tokens, at) : undefined;
  if (forgiven === undefined || fact === undefined || forgiven.after !== fact.after) return forgiven ?? fact;
  return { refs: [...forgiven.refs, ...fact.refs], after: fact.after };
}

/** Whose names hold an unknown word, for a question. */
function nearRefs(names: Names, key: string): readonly Ref[] {
  return [
    ...names.containing(key, NEAR_SHOWN).map((named): Ref => ({ ...named, complete: false })),
    ...names.facts
      .containing(key)
      .slice(0, NEAR_SHOWN)
      .map((index): Ref => ({ kind: 'sku', index })),
  ];
}

const NEAR_SHOWN = 5;

/** A name that is a single word of the language is that word at first: where it stands decides. */
function winsOver(exact: NameMatch, phrase: Phrase | undefined, phraseAfter: number): boolean {
  if (phrase === undefined || exact.after > phraseAfter) return true;
  return exact.after === phraseAfter && (isSure(exact) || phrase.keys.length > 1);
}

/** A product or service, or a group in capitals: no word, wherever it stands. */
function isSure({ refs, inCapitals }: NameMatch): boolean {
  return inCapitals === true || refs.some((ref) => ref.kind === 'sku' || ref.kind === 'plan');
}

/** A word of everyday language or of questions. */
function isKnownWord(key: string): boolean {
  return COMMON_WORDS.has(key) || topicWords.has(key);
}

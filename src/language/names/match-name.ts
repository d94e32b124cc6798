import type { Ref } from '../items.ts';
import { COMMON_WORDS } from '../lexicon/common-words.ts';
import { phraseAt } from '../lexicon/phrases.ts';
import { topicWords } from '../lexicon/topics.ts';
import { isSeparator, type Token } from '../text.ts';
import type { Named, Names } from './build-names.ts';
import type { FactName } from './fact-names.ts';
import { GENERIC_WORDS, OTHER_SPELLINGS } from './generic-words.ts';
import { asWritten, type FactMatch, factRefs, singledOut } from './match-fact.ts';
import { EMPTY_HASH, hashKey } from './multimap.ts';

/** A name found in a sentence: what it may mean, and the token after its last. */
export interface NameMatch {
  readonly refs: readonly Ref[];
  readonly after: number;
  /** Written so where a word of these letters would not be. */
  readonly inCapitals?: true;
}

/** Of more people with one first name the sentence itself does not decide: it is asked. */
const CANDIDATES_CONSIDERED = 200;
const LONGEST_NAME = 60;
/** Paths through corrected spellings that are tried from one place. */
const PATHS_TRIED = 64;

/** Keys from `at` on, with the marks left out that a name may have or lack; `after[n]` is the token after n keys. */
interface Window {
  readonly keys: readonly string[];
  readonly after: readonly number[];
  /** Whether so many of the keys may be what is called so: of a mark between them that may part two names, it has that mark. */
  may(length: number, name: string): boolean;
}

/** "EMS/E3" and "give HR EMS. E3 goes to Sales" name two products, and not EMS E3. */
function mayPart(token: Token, next: Token | undefined): boolean {
  if (token.kind !== 'mark') return false;
  return /[/|=\\<]/.test(token.key) || (token.key === '.' && next !== undefined && next.start > token.end);
}

function windowAt(tokens: readonly Token[], at: number): Window {
  const keys: string[] = [];
  const after: number[] = [at];
  let parting = -1;
  for (let index = at; index < tokens.length && keys.length < LONGEST_NAME; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (parting === -1 && index > at && mayPart(token, tokens[index + 1])) parting = index;
    if (token.kind === 'mark' && !isSeparator(token.key)) continue;
    keys.push(token.key);
    after.push(index + 1);
  }
  const mark = tokens[parting]?.key ?? '';
  return { keys, after, may: (length, name) => (after[length] ?? 0) <= parting || name.includes(mark) };
}

/** The longest name that stands at `at`, letter for letter. `text` decides between names that differ in case alone. */
export function exactName(names: Names, text: string, tokens: readonly Token[], at: number): NameMatch | undefined {
  const first = tokens[at];
  if (first === undefined) return undefined;
  if (first.kind === 'id') {
    const named = names.byId(first.key);
    if (named !== undefined) return { refs: [{ ...named, complete: true }], after: at + 1 };
  }
  const { keys, after, may } = windowAt(tokens, at);
  const place = (length: number) => after[length] ?? at + length;
  let hash = EMPTY_HASH;
  let best: NameMatch | undefined;
  let named: FactMatch | undefined;
  let tenantNamesGoOn = true;
  let factsGoOn = true;
  for (let length = 1; length <= keys.length && (tenantNamesGoOn || factsGoOn); length++) {
    hash = hashKey(hash, keys[length - 1] ?? '');
    const known = factsGoOn ? names.facts.whole(hash, keys, length) : undefined;
    const fact = known !== undefined && mayBe(names, known, may, length) ? known : undefined;
    const found = tenantNamesGoOn && names.isWhole(hash) ? names.whole(keys.slice(0, length)) : [];
    const whole = found.filter((it) => may(length, names.nameOf(it)));
    if (fact !== undefined || whole.length > 0) {
      const literal = whole.length < 2 ? whole : asTyped(names, whole, text, first.start);
      const own: Ref[] = literal.map((it) => ({ ...it, complete: true }));
      const typed = text.slice(first.start, tokens[place(length) - 1]?.end);
      const meant = fact === undefined || fact.disputed ? fact : asWritten(names, fact, typed);
      named = meant === undefined ? undefined : { fact: meant, length };
      const facts =
        meant === undefined ? [] : factRefs(meant).filter((ref) => own.length === 0 || ref.kind !== 'notOwned');
      if (own.length + facts.length > 0) best = { refs: [...own, ...facts], after: place(length) };
    }
    tenantNamesGoOn &&= names.beginsWith(hash);
    factsGoOn &&= names.facts.beginsWith(hash);
  }
  const longer = named === undefined ? undefined : singledOut(names, named, keys);
  if (longer === undefined || longer === named || longer.length === named?.length) return best;
  return { refs: factRefs(longer.fact), after: place(longer.length) };
}

/** Whether some product or plan that a name may mean is called so. */
function mayBe(
  { facts, source }: Names,
  { skus, planPatterns, notOwned = '' }: FactName,
  may: Window['may'],
  length: number,
) {
  if (may(length, '')) return true;
  const plans = source.skus
    .flatMap((sku) => sku.servicePlans)
    .filter((plan) => planPatterns.includes(plan.servicePlanName));
  const called = plans.map(({ servicePlanId, servicePlanName }) => source.planName(servicePlanId, servicePlanName));
  return [...skus.flatMap(facts.namesOf), ...called, notOwned].some((name) => may(length, name));
}

/** How many of `keys` from `at` on are the longest whole name of a group or person. */
export function longestName(names: Names, keys: readonly string[], at: number): number {
  let hash = EMPTY_HASH;
  let longest = 0;
  for (let end = at; end < keys.length; end++) {
    hash = hashKey(hash, keys[end] ?? '');
    if (names.isWhole(hash) && names.whole(keys.slice(at, end + 1)).length > 0) longest = end + 1 - at;
    if (!names.beginsWith(hash)) break;
  }
  return longest;
}

/** Of names with the same keys, those that stand in the text letter for letter, when any does. */
function asTyped(names: Names, candidates: readonly Named[], text: string, start: number): readonly Named[] {
  const before = text.slice(Math.max(0, start - 8), start);
  const standsThere = (named: Named) => {
    const name = names.nameOf(named);
    const lead = name.search(/[\p{L}\p{N}]/u);
    return text.startsWith(name, start - Math.min(Math.max(lead, 0), before.length));
  };
  const literal = candidates.filter(standsThere);
  const longest = Math.max(0, ...literal.map((named) => names.nameOf(named).length));
  const longestOnes = literal.filter((named) => names.nameOf(named).length === longest);
  return longestOnes.length > 0 ? longestOnes : candidates;
}

/** The longest name at `at` when abbreviations and typing errors are forgiven. More than one means: ask. */
export function forgivenName(names: Names, tokens: readonly Token[], at: number): NameMatch | undefined {
  const { keys, after, may } = windowAt(tokens, at);
  return forgiven(keys, after, {
    spellings: (key) => spellingsOf(names, key),
    goesOn: names.beginsWith,
    found(spelled, _hash, errors) {
      // "sboth" is no group called "Both": it may as well be the word.
      const isWord = errors > 0 && spelled.length === 1 && isOrdinary(spelled[0] ?? '');
      const whole = isWord ? [] : names.whole(spelled).filter((it) => may(spelled.length, names.nameOf(it)));
      return whole.map((named): Ref => ({ ...named, complete: true }));
    },
  });
}

/** The longest name of a product or plan at `at` when typing errors are forgiven. More than one means: ask. */
export function forgivenFact(names: Names, tokens: readonly Token[], at: number): NameMatch | undefined {
  const { keys, after, may } = windowAt(tokens, at);
  const { facts } = names;
  return forgiven(keys, after, {
    spellings(key) {
      const isKnown = facts.words.has(key) || names.words.has(key) || isOrdinary(key);
      const corrections = isKnown ? [] : facts.words.corrections(key).map((other) => ({ key: other, corrected: true }));
      return [{ key, corrected: false }, ...corrections];
    },
    goesOn: facts.beginsWith,
    found(spelled, hash, errors) {
      const fact = errors > 0 ? facts.whole(hash, spelled, spelled.length) : undefined;
      return fact !== undefined && mayBe(names, fact, may, spelled.length) ? factRefs(fact) : [];
    },
  });
}

/** How names are looked for among spellings. */
interface Forgiving {
  readonly spellings: (key: string) => readonly Spelling[];
  /** What bears the name that was spelled so. */
  readonly found: (spelled: readonly string[], hash: number, errors: number) => readonly Ref[];
  readonly goesOn: (hash: number) => boolean;
}

/** All that bear the longest name with the fewest errors. */
function forgiven(
  keys: readonly string[],
  after: readonly number[],
  { spellings, found, goesOn }: Forgiving,
): NameMatch | undefined {
  let paths = 0;
  let best: { readonly length: number; readonly errors: number; readonly refs: readonly Ref[] } | undefined;
  function walk(spelled: readonly string[], hash: number, errors: number): void {
    const key = keys[spelled.length];
    if (key === undefined || paths++ > PATHS_TRIED) return;
    for (const spelling of spellings(key)) {
      const now = [...spelled, spelling.key];
      const wrong = errors + (spelling.corrected ? 1 : 0);
      if (wrong > Math.max(1, now.length / 2)) continue;
      const longer = hashKey(hash, spelling.key);
      const refs = found(now, longer, wrong);
      const better = now.length - (best?.length ?? 0) || (best?.errors ?? 0) - wrong;
      if (refs.length > 0 && better >= 0)
        best = { length: now.length, errors: wrong, refs: better > 0 ? refs : [...(best?.refs ?? []), ...refs] };
      if (goesOn(longer)) walk(now, longer, wrong);
    }
  }
  walk([], EMPTY_HASH, 0);
  return best === undefined ? undefined : { refs: best.refs, after: after[best.length] ?? 0 };
}

/** Words of the language are what they are, however near a name may be: "have off" is not Dave Off. */
function isOrdinary(key: string): boolean {
  return COMMON_WORDS.has(key) || topicWords.has(key) || phraseAt([key], 0) !== undefined;
}

interface Spelling {
  readonly key: string;
  readonly corrected: boolean;
}

function spellingsOf(names: Names, key: string): Spelling[] {
  const spellings: Spelling[] = [{ key, corrected: false }];
  for (const other of OTHER_SPELLINGS.get(key) ?? []) spellings.push({ key: other, corrected: false });
  if (!names.words.has(key) && !isOrdinary(key)) {
    for (const correction of names.words.corrections(key)) spellings.push({ key: correction, corrected: true });
  }
  return spellings;
}

/** Names that begin with what stands at `at`, for the longest such beginning. */
export function shortName(names: Names, tokens: readonly Token[], at: number): NameMatch | undefined {
  const { keys, after, may } = windowAt(tokens, at);
  let hash = EMPTY_HASH;
  for (let length = 1; length <= keys.length; length++) {
    hash = hashKey(hash, keys[length - 1] ?? '');
    if (!names.beginsWith(hash)) return length === 1 ? undefined : beginningOf(length - 1);
  }
  return beginningOf(keys.length);

  /** "Erin van Staff": what only ties on the next word is no end of a name. */
  function beginningOf(length: number): NameMatch | undefined {
    const ties = length > 1 && TIES.test(keys[length - 1] ?? '');
    if (ties) return beginningOf(length - 1);
    const found = beginning(names, keys.slice(0, length), (name) => may(length, name));
    if (found.length > 0) return { refs: found, after: after[length] ?? at + 1 };
    return length > 1 ? beginningOf(length - 1) : undefined;
  }
}

const TIES = /^(?:van|de|den|der|het|von|of|and|en|to|in|for|the|op|aan)$/;

function beginning(names: Names, keys: readonly string[], may: (name: string) => boolean): readonly Ref[] {
  const found = keys.length === 0 ? [] : names.beginning(keys, CANDIDATES_CONSIDERED);
  return found.flatMap((named): readonly Ref[] => {
    const name = names.nameOf(named);
    const complete = named.kind === 'user' || onlyGenericMissing(name, keys.length);
    return may(name) ? [{ ...named, complete }] : [];
  });
}

function onlyGenericMissing(name: string, typed: number): boolean {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > typed && words.slice(typed).every((word) => GENERIC_WORDS.has(word));
}

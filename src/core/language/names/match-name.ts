import type { Ref } from '../items.ts';
import { COMMON_WORDS } from '../lexicon/common-words.ts';
import { phraseAt } from '../lexicon/phrases.ts';
import { topicWords } from '../lexicon/topics.ts';
import { isSeparator, type Token } from '../text.ts';
import type { Named, Names } from './build-names.ts';
import { GENERIC_WORDS, OTHER_SPELLINGS } from './generic-words.ts';
import { EMPTY_HASH, hashKey } from './multimap.ts';

/** A name found in a sentence: what it may mean, and the token after its last. */
export interface NameMatch {
  readonly refs: readonly Ref[];
  readonly after: number;
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
}

function windowAt(tokens: readonly Token[], at: number): Window {
  const keys: string[] = [];
  const after: number[] = [at];
  for (let index = at; index < tokens.length && keys.length < LONGEST_NAME; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === 'mark' && !isSeparator(token.key)) continue;
    keys.push(token.key);
    after.push(index + 1);
  }
  return { keys, after };
}

/** The longest name that stands at `at`, letter for letter. `text` decides between names that differ in case alone. */
export function exactName(names: Names, text: string, tokens: readonly Token[], at: number): NameMatch | undefined {
  const first = tokens[at];
  if (first === undefined) return undefined;
  if (first.kind === 'id') {
    const named = names.byId(first.key);
    if (named !== undefined) return { refs: [{ ...named, complete: true }], after: at + 1 };
  }
  const { keys, after } = windowAt(tokens, at);
  let hash = EMPTY_HASH;
  let best: NameMatch | undefined;
  let tenantNamesGoOn = true;
  for (let length = 1; length <= keys.length; length++) {
    hash = hashKey(hash, keys[length - 1] ?? '');
    const part = keys.slice(0, length);
    const fact = length <= names.facts.longest ? names.facts.get(part.join(' ')) : undefined;
    const whole = tenantNamesGoOn ? names.whole(part) : [];
    if (fact !== undefined || whole.length > 0) {
      const literal = whole.length < 2 ? whole : asTyped(names, whole, text, first.start);
      const refs: Ref[] = literal.map((named) => ({ ...named, complete: true }));
      for (const index of fact?.skus ?? []) refs.push({ kind: 'sku', index });
      if (fact !== undefined && fact.planPatterns.length > 0) refs.push({ kind: 'plan', patterns: fact.planPatterns });
      if (refs.length === 0 && fact?.notOwned !== undefined) refs.push({ kind: 'notOwned', alias: fact.notOwned });
      best = { refs, after: after[length] ?? at + length };
    }
    tenantNamesGoOn &&= names.beginsWith(hash);
    if (!tenantNamesGoOn && length >= names.facts.longest) break;
  }
  return best;
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
  const { keys, after } = windowAt(tokens, at);
  let paths = 0;
  let best: { length: number; errors: number; found: Named[] } | undefined;

  function walk(length: number, hash: number, spelled: readonly string[], errors: number): void {
    const key = keys[length];
    if (key === undefined || paths++ > PATHS_TRIED) return;
    for (const spelling of spellingsOf(names, key)) {
      const now = [...spelled, spelling.key];
      const wrong = errors + (spelling.corrected ? 1 : 0);
      if (wrong > Math.max(1, now.length / 2)) continue;
      const whole = names.whole(now);
      if (whole.length > 0) note(now.length, wrong, whole);
      const longer = hashKey(hash, spelling.key);
      if (names.beginsWith(longer)) walk(length + 1, longer, now, wrong);
    }
  }
  function note(length: number, errors: number, whole: readonly Named[]): void {
    if (best === undefined || length > best.length || (length === best.length && errors < best.errors)) {
      best = { length, errors, found: [...whole] };
    } else if (length === best.length && errors === best.errors) best.found.push(...whole);
  }
  walk(0, EMPTY_HASH, [], 0);
  if (best === undefined) return undefined;
  const refs = best.found.map((named) => ({ ...named, complete: true }));
  return { refs, after: after[best.length] ?? at + 1 };
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
  const { keys, after } = windowAt(tokens, at);
  let hash = EMPTY_HASH;
  for (let length = 1; length <= keys.length; length++) {
    hash = hashKey(hash, keys[length - 1] ?? '');
    if (!names.beginsWith(hash)) {
      return length === 1 ? undefined : beginning(names, keys.slice(0, length - 1), after[length - 1] ?? at + 1);
    }
  }
  return beginning(names, keys, after[keys.length] ?? at + 1);
}

function beginning(names: Names, keys: readonly string[], after: number): NameMatch | undefined {
  if (keys.length === 0) return undefined;
  const refs = names.beginning(keys, CANDIDATES_CONSIDERED).map(
    (named): Ref => ({
      ...named,
      complete: named.kind === 'user' || onlyGenericMissing(names.nameOf(named), keys.length),
    }),
  );
  return refs.length === 0 ? undefined : { refs, after };
}

function onlyGenericMissing(name: string, typed: number): boolean {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > typed && words.slice(typed).every((word) => GENERIC_WORDS.has(word));
}

import { finish, type Steps } from '../../licensing/steps.ts';
import { fold, isSeparator, nameKeys } from '../text.ts';
import { type FactNames, factNames } from './fact-names.ts';
import { EMPTY_HASH, type HashMultimap, hashKey, hashMultimap } from './multimap.ts';
import type { NameSource } from './source.ts';
import { type TypoIndex, typoIndex } from './typos.ts';

/** Some milliseconds of work. */
const PEOPLE_PER_STEP = 1_000;

/** A group or person by its place in the source. */
export interface Named {
  readonly kind: 'group' | 'user';
  readonly index: number;
}

/**
 * The tenant's own names, indexed: a hundred thousand groups and a million people in a few typed arrays. Built from a
 * source that is read again to verify what was found, so the index must be rebuilt when names change.
 */
export interface Names {
  readonly source: NameSource;
  readonly facts: FactNames;
  /** Words of names of groups and people, for corrections. */
  readonly words: TypoIndex;
  /** Whether any whole name has this hash. */
  isWhole(hash: number): boolean;
  /** Those whose whole name has exactly these keys. */
  whole(keys: readonly string[]): readonly Named[];
  /** Whether any name begins with what was hashed so far (may err on the side of yes). */
  beginsWith(hash: number): boolean;
  /** Those whose name begins with these keys and goes on, at most `limit`. */
  beginning(keys: readonly string[], limit: number): readonly Named[];
  /** Those whose name has this word somewhere, at most `limit`. */
  containing(word: string, limit: number): readonly Named[];
  byId(id: string): Named | undefined;
  nameOf(named: Named): string;
}

export function buildNames(source: NameSource): Names {
  return finish(buildingNames(source));
}

/** What is found by hashes of names, and the words that stand in them. */
interface Index {
  readonly whole: HashMultimap;
  readonly beginnings: HashMultimap;
  readonly containing: HashMultimap;
  readonly ids: HashMultimap;
  readonly words: TypoIndex;
}

/** Groups first, then people. What is only needed meanwhile is nobody's afterwards. */
function* indexing(source: NameSource): Steps<Index> {
  const total = source.groupCount + source.userCount;
  const whole = hashMultimap(total);
  const beginnings = hashMultimap(total);
  const containing = hashMultimap(total);
  const ids = hashMultimap(total + source.userCount);
  const words = new Set<string>();

  function index(value: number, name: string): void {
    for (const keys of spellings(name)) {
      let hash = EMPTY_HASH;
      for (let at = 0; at < keys.length; at++) {
        const key = keys[at] as string;
        if (!isNumber(key)) words.add(key);
        hash = hashKey(hash, key);
        if (at < keys.length - 1) beginnings.add(hash, value);
        if (at > 0) containing.add(hashKey(EMPTY_HASH, key), value);
      }
      if (keys.length > 0) whole.add(hash, value);
    }
  }

  for (let group = 0; group < source.groupCount; group++) {
    const { id, displayName } = source.group(group);
    index(group, displayName);
    ids.add(hashKey(EMPTY_HASH, id.toLowerCase()), group);
  }
  for (let user = 0; user < source.userCount; user++) {
    const { id, displayName, userPrincipalName } = source.user(user);
    index(source.groupCount + user, displayName);
    ids.add(hashKey(EMPTY_HASH, id.toLowerCase()), source.groupCount + user);
    ids.add(hashKey(EMPTY_HASH, fold(userPrincipalName)), source.groupCount + user);
    if (user % PEOPLE_PER_STEP === PEOPLE_PER_STEP - 1) yield;
  }
  const names = { whole: whole.built(), beginnings: beginnings.built(), words: typoIndex(words) };
  yield;
  return { ...names, containing: containing.built(), ids: ids.built() };
}

/** The same with pauses in which others have their turn. */
export function* buildingNames(source: NameSource): Steps<Names> {
  const { whole, beginnings, containing, ids, words } = yield* indexing(source);

  const named = (value: number): Named =>
    value < source.groupCount ? { kind: 'group', index: value } : { kind: 'user', index: value - source.groupCount };
  const nameOf = ({ kind, index }: Named) =>
    kind === 'group' ? source.group(index).displayName : source.user(index).displayName;

  function collect(
    map: HashMultimap,
    keys: readonly string[],
    accept: (spelling: readonly string[]) => boolean,
    limit: number,
    plainly?: (name: string) => boolean | undefined,
  ): Named[] {
    const found = new Set<number>();
    map.each(wordHash(keys), (value) => {
      const name = nameOf(named(value));
      if (plainly?.(name) ?? spellings(name).some(accept)) found.add(value);
      return found.size < limit;
    });
    return [...found].sort((one, other) => one - other).map(named);
  }

  return {
    source,
    facts: factNames(source),
    words,
    isWhole: (hash) => whole.has(hash),
    whole: (keys) => collect(whole, keys, (spelling) => sameKeys(spelling, keys), Number.POSITIVE_INFINITY),
    beginsWith: (hash) => beginnings.has(hash),
    beginning: (keys, limit) =>
      collect(
        beginnings,
        keys,
        (it) => it.length > keys.length && sameKeys(it.slice(0, keys.length), keys),
        limit,
        keys.length === 1 ? (name) => beginsPlainly(name, keys[0] ?? '') : undefined,
      ),
    containing: (word, limit) => collect(containing, [word], (spelling) => spelling.includes(word), limit),
    byId(id) {
      const folded = fold(id);
      let found: Named | undefined;
      ids.each(hashKey(EMPTY_HASH, folded), (value) => {
        const candidate = named(value);
        const it = candidate.kind === 'group' ? source.group(candidate.index) : source.user(candidate.index);
        const upn = candidate.kind === 'user' ? fold(source.user(candidate.index).userPrincipalName) : undefined;
        if (it.id.toLowerCase() === folded || upn === folded) found = candidate;
        return found === undefined;
      });
      return found;
    },
    nameOf,
  };
}

/** "Ann Lee" begins with "ann" and goes on; undefined where that cannot be seen at a glance. */
function beginsPlainly(name: string, word: string): boolean | undefined {
  const next = name.charCodeAt(word.length);
  const plain = /^[a-z]+$/.test(word) && next === 32 && PLAIN_START.test(name);
  return plain && name.length > word.length + 1 ? name.slice(0, word.length).toLowerCase() === word : undefined;
}

const PLAIN_START = /^[A-Za-z]+ [A-Za-z0-9]/;

function isNumber(key: string): boolean {
  const code = key.charCodeAt(0);
  return code < NON_ASCII ? code >= DIGIT_0 && code <= DIGIT_9 : /^\p{N}/u.test(key);
}

const [DIGIT_0, DIGIT_9, NON_ASCII] = [0x30, 0x39, 0x80];

/** The ways in which a name may be typed: as it is, and without its separators, or with "Womens" for "Women's". */
export function spellings(name: string): readonly (readonly string[])[] {
  const keys = nameKeys(name);
  const all = [keys];
  if (keys.some(isSeparator)) all.push(keys.filter((key) => !isSeparator(key)));
  if (keys.includes("'s")) all.push(joinedPossessive(keys));
  return all;
}

function joinedPossessive(keys: readonly string[]): string[] {
  const joined: string[] = [];
  for (const key of keys) {
    const last = joined.at(-1);
    if (key === "'s" && last !== undefined) joined[joined.length - 1] = `${last}s`;
    else joined.push(key);
  }
  return joined;
}

export function wordHash(keys: readonly string[]): number {
  return keys.reduce(hashKey, EMPTY_HASH);
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, at) => key === other[at]);
}

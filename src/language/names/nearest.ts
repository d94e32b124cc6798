import type { Ref } from '../items.ts';
import { fold } from '../text.ts';
import type { Names } from './build-names.ts';
import { distance } from './typos.ts';

/** More groups, or people, than this are not looked through: a question is answered at once. */
const MOST_LOOKED_THROUGH = 5_000;

/** How much of a word may be wrong. */
const FURTHEST = 0.4;

/** A word of a name counts a little less than the whole. */
const ONLY_A_WORD = 0.1;

/** The names that are written most like some words, nearest first: to be offered, never assumed. */
export function nearestNames(names: Names, words: string, most: number): readonly Ref[] {
  const said = written(words);
  const found: { readonly ref: Ref; readonly far: number }[] = [];
  const ofParts = new Map<Written, number>();
  const partFar = (part: Written) => {
    const far = ofParts.get(part) ?? share(said, part) + ONLY_A_WORD;
    ofParts.set(part, far);
    return far;
  };
  for (const { ref, whole, parts } of writtenNames(names)) {
    const far = parts.reduce((least, part) => Math.min(least, partFar(part)), share(said, whole));
    if (far <= FURTHEST) found.push({ ref, far });
  }
  if (found.length === 0) return beginningAlike(names, said.text, most);
  return found
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ ref }) => ref);
}

/** So many letters at the beginning say something. */
const BEGINNING = 3;

function beginningAlike(names: Names, said: string, most: number): readonly Ref[] {
  const beginning = said.slice(0, BEGINNING);
  if (beginning.length < BEGINNING || /[^\p{L}]/u.test(beginning)) return [];
  const alike = writtenNames(names).filter(
    ({ ref, parts }) => ref.kind !== 'sku' && parts.some(({ text }) => text.startsWith(beginning)),
  );
  return alike.slice(0, most).map(({ ref }) => ref);
}

/** Words as they are compared: folded, and how often they have each letter from a to z. */
interface Written {
  readonly text: string;
  readonly letters: Uint8Array;
}

interface WrittenName {
  readonly ref: Ref;
  readonly whole: Written;
  /** Its words, the same ones where names share them. */
  readonly parts: readonly Written[];
}

/** The names of a tenant as they are compared, made when a word is first unknown: few sentences need them. */
const known = new WeakMap<Names, readonly WrittenName[]>();

function writtenNames(names: Names): readonly WrittenName[] {
  const made = known.get(names) ?? [...allNames(names)];
  known.set(names, made);
  return made;
}

function* allNames({ source }: Names): Generator<WrittenName> {
  const words = new Map<string, Written>();
  const word = (text: string): Written => {
    const made = words.get(text) ?? written(text);
    words.set(text, made);
    return made;
  };
  const writtenName = (ref: Ref, name: string): WrittenName => {
    const whole = written(name);
    const parts = whole.text.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2 && !/^\d+$/.test(part));
    return { ref, whole, parts: parts.map(word) };
  };
  const lookedThrough = (count: number) => (count > MOST_LOOKED_THROUGH ? 0 : count);
  for (let index = 0; index < lookedThrough(source.groupCount); index++)
    yield writtenName({ kind: 'group', index, complete: true }, source.group(index).displayName);
  for (const [index, sku] of source.skus.entries()) yield writtenName({ kind: 'sku', index }, source.productName(sku));
  for (let index = 0; index < lookedThrough(source.userCount); index++)
    yield writtenName({ kind: 'user', index, complete: true }, source.user(index).displayName);
}

function written(words: string): Written {
  const text = fold(words);
  return { text, letters: lettersOf(text) };
}

/** The share of letters that differ. */
function share(one: Written, other: Written): number {
  const longest = Math.max(one.text.length, other.text.length);
  const most = Math.floor(FURTHEST * longest);
  // Each mistake changes two letters at most: most names are told apart by that alone.
  if (longest === 0 || differsMore(one, other, 2 * most)) return 1;
  return distance(one.text, other.text, most) / longest;
}

const LETTERS = 26;

function lettersOf(text: string): Uint8Array {
  const letters = new Uint8Array(LETTERS);
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 97;
    if (letter >= 0 && letter < LETTERS) letters[letter] = (letters[letter] ?? 0) + 1;
  }
  return letters;
}

function differsMore(one: Written, other: Written, most: number): boolean {
  let differing = Math.abs(one.text.length - other.text.length);
  if (2 * differing > most) return true;
  differing = 0;
  for (let letter = 0; letter < LETTERS; letter++) {
    differing += Math.abs((one.letters[letter] ?? 0) - (other.letters[letter] ?? 0));
    if (differing > most) return true;
  }
  return false;
}

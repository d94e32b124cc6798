import type { Ref } from '../items.ts';
import { fold } from '../text.ts';
import type { Names } from './build-names.ts';
import { distance } from './typos.ts';

/** More groups, or people, than this are not looked through: a question is answered at once. */
const MOST_LOOKED_THROUGH = 5_000;

/** How much of a word may be wrong. */
const FURTHEST = 0.4;

/** The names that are written most like some words, nearest first: to be offered, never assumed. */
export function nearestNames(names: Names, words: string, most: number): readonly Ref[] {
  const { source } = names;
  const said = fold(words);
  const found: { readonly ref: Ref; readonly far: number }[] = [];
  const look = (ref: Ref, name: string) => {
    const far = howFar(said, fold(name));
    if (far <= FURTHEST) found.push({ ref, far });
  };
  const lookedThrough = (count: number) => (count > MOST_LOOKED_THROUGH ? 0 : count);
  for (let index = 0; index < lookedThrough(source.groupCount); index++) {
    look({ kind: 'group', index, complete: true }, source.group(index).displayName);
  }
  for (const [index, sku] of source.skus.entries()) look({ kind: 'sku', index }, source.productName(sku));
  for (let index = 0; index < lookedThrough(source.userCount); index++) {
    look({ kind: 'user', index, complete: true }, source.user(index).displayName);
  }
  return found
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ ref }) => ref);
}

/** The share of letters that differ: of the whole, or of the word of the name that is nearest, which counts a little less. */
function howFar(said: string, name: string): number {
  const whole = share(said, name);
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);
  return Math.min(whole, ...parts.map((part) => share(said, part) + 0.1));
}

function share(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  // No number of letters in the wrong place makes up for the letters that are missing.
  if (longest === 0 || Math.abs(one.length - other.length) / longest > FURTHEST) return 1;
  // Each mistake changes two letters at most: most names are told apart by that alone.
  if (differing(lettersOf(one) ^ lettersOf(other)) > 2 * FURTHEST * longest) return 1;
  return distance(one, other) / longest;
}

/** The letters a to z of a text, a bit for each. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 97;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
  }
  return letters;
}

function differing(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

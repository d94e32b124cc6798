import { EMPTY_HASH, type HashMultimap, hashKey, hashMultimap } from './multimap.ts';

/** Words shorter than this are never corrected: too many others are one letter away. */
const SHORTEST_CORRECTED = 4;

/** From this length on two mistakes are forgiven, where the words share all but one letter each. */
const LONG_WORD = 8;

const REMEMBERED = 200;

/** Words that may have been meant, found by what is left of both when a letter is dropped. */
export interface TypoIndex {
  has(word: string): boolean;
  /** Known words a small mistake away from `word`, nearest first; only those at the smallest distance. */
  corrections(word: string): readonly string[];
}

export function typoIndex(words: ReadonlySet<string>): TypoIndex {
  const known = [...words];
  const shortened: HashMultimap = hashMultimap(known.length * 8);
  known.forEach((word, index) => {
    if (word.length < SHORTEST_CORRECTED || !isLetters(word)) return;
    for (const hash of shortenedHashes(word)) shortened.add(hash, index);
  });
  /** What was asked of late: the readings of one sentence ask for the same words again and again. */
  const recent = new Map<string, readonly string[]>();
  return {
    has: (word) => words.has(word),
    corrections(word) {
      const before = recent.get(word);
      if (before !== undefined) return before;
      if (recent.size >= REMEMBERED) recent.clear();
      const found = nearest(word);
      recent.set(word, found);
      return found;
    },
  };

  function nearest(word: string): readonly string[] {
    if (word.length < SHORTEST_CORRECTED || word.length > 40 || !isLetters(word)) return [];
    const found = new Map<string, number>();
    for (const hash of shortenedHashes(word)) {
      shortened.each(hash, (index) => {
        const candidate = known[index] ?? '';
        if (!found.has(candidate)) found.set(candidate, distance(word, candidate));
        return found.size < 200;
      });
    }
    const limit = word.length >= LONG_WORD ? 2 : 1;
    const least = Math.min(limit, ...found.values());
    return [...found].filter(([, far]) => far <= least).map(([candidate]) => candidate);
  }
}

function isLetters(word: string): boolean {
  return /^\p{L}+$/u.test(word);
}

function shortenedHashes(word: string): number[] {
  const hashes = [hashKey(EMPTY_HASH, word)];
  for (let at = 0; at < word.length; at++) {
    hashes.push(hashKey(EMPTY_HASH, word.slice(0, at) + word.slice(at + 1)));
  }
  return hashes;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
export function distance(one: string, other: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let least = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[other.length] ?? 0;
}

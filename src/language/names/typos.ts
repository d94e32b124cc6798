import { EMPTY_HASH, hashKey, hashMultimap } from './multimap.ts';

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
  const adding = hashMultimap(known.length * 8);
  known.forEach((word, index) => {
    if (word.length < SHORTEST_CORRECTED || !isLetters(word)) return;
    for (const hash of shortenedHashes(word)) adding.add(hash, index);
  });
  const shortened = adding.built();
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
    const limit = word.length >= LONG_WORD ? 2 : 1;
    const found = new Map<string, number>();
    for (const hash of shortenedHashes(word)) {
      shortened.each(hash, (index) => {
        const candidate = known[index] ?? '';
        if (!found.has(candidate)) found.set(candidate, distance(word, candidate, limit));
        return found.size < 200;
      });
    }
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

type Row = Uint16Array<ArrayBuffer>;
const LONGEST_COMPARED = 256;
const newRow = (): Row => new Uint16Array(LONGEST_COMPARED + 1);
/** The row before the last, the last and the one that is filled. */
const rows: readonly [Row, Row, Row] = [newRow(), newRow(), newRow()];

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other; some number above `most`
 * where it takes more than that.
 */
export function distance(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  if (Math.abs(one.length - other.length) > most || Math.max(one.length, other.length) > LONGEST_COMPARED)
    return most + 1;
  let [beforePrevious, previous, current] = rows;
  for (let column = 0; column <= other.length; column++) previous[column] = column;
  for (let row = 1; row <= one.length; row++) {
    const letter = one.charCodeAt(row - 1);
    const before = row > 1 ? one.charCodeAt(row - 2) : -1;
    let nearest = row;
    current[0] = row;
    for (let column = 1; column <= other.length; column++) {
      const same = letter === other.charCodeAt(column - 1) ? 0 : 1;
      let least = Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + same);
      const swapped = column > 1 && letter === other.charCodeAt(column - 2) && before === other.charCodeAt(column - 1);
      if (swapped) least = Math.min(least, at(beforePrevious, column - 2) + 1);
      current[column] = least;
      if (least < nearest) nearest = least;
    }
    // A swap reaches back one row more.
    if (nearest > most + 1) return nearest;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return at(previous, other.length);
}

function at(row: Row, column: number): number {
  return row[column] ?? 0;
}

/** One word of a text: letters, or numbers with the marks that belong to them. */
interface TimeWord {
  /** In small letters. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD =
  /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([/-])\d{1,2}(?:\1\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}[.:]\d{2}(?!\d)|\d+[.,]\d+|\d+|['’]s(?!\p{L})|\p{L}+(?:['’]\p{L}+|-\p{L}+)*|[^\s]/giu;

/** The words from a place on, in linear time; no more than a time can have. */
export function timeWords(text: string, from = 0, to = text.length): readonly TimeWord[] {
  const words: TimeWord[] = [];
  WORD.lastIndex = from;
  for (let match = WORD.exec(text); match !== null && words.length < LONGEST; match = WORD.exec(text)) {
    if (match.index >= to) break;
    words.push({ text: match[0].toLowerCase().replace('’', "'"), start: match.index, end: WORD.lastIndex });
  }
  return words;
}

const LONGEST = 16;

/** What a parser makes of the words from `at` on, and the place after what it used. */
export interface Parsed<T> {
  readonly value: T;
  readonly next: number;
}

export type TimeWords = readonly TimeWord[];
export type Parser<T> = (words: TimeWords, at: number) => Parsed<T> | undefined;

export function parsed<T>(value: T, next: number): Parsed<T> {
  return { value, next };
}

/** The reading that uses most words; of equal ones the first. */
export function longest<T>(...parsers: readonly Parser<T>[]): Parser<T> {
  return (words, at) => {
    let best: Parsed<T> | undefined;
    for (const parser of parsers) {
      const read = parser(words, at);
      if (read !== undefined && (best === undefined || read.next > best.next)) best = read;
    }
    return best;
  };
}

/** The place after a word that fits, or `at` itself. */
export function skip(words: TimeWords, at: number, pattern: RegExp): number {
  return pattern.test(words[at]?.text ?? '') ? at + 1 : at;
}

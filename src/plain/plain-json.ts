import { Viewed } from './viewed.ts';

/*
 * JSON as programs write it: strings without escapes, bytes taken as they stand. Whatever is not that plain is no fault:
 * these say so, and the caller has `JSON.parse` judge it.
 */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080;

/** What `plainText` says of text that only `JSON.parse` can read. */
export const NOT_PLAIN = -1;

/** The first place from `at` on that is no white space. */
export function afterSpace(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  while (place < end && isSpace(bytes[place] as number)) place++;
  return place;
}

/** Strings of a line: where they end, and whether all of them were ASCII. */
export class PlainTexts {
  #bits = 0;
  readonly #viewed = new Viewed();

  begin(): void {
    this.#bits = 0;
  }

  get areAscii(): boolean {
    return (this.#bits & HIGH_BITS) === 0;
  }

  /** The place of the quote that ends the string whose first character is at `from`, or `NOT_PLAIN`. */
  end(bytes: Uint8Array, from: number, end: number): number {
    const view = this.#viewed.of(bytes);
    let bits = 0;
    let at = from;
    for (const last = end - 4; at <= last; at += 4) {
      const word = view.getInt32(at, true);
      if (mayEndText(word)) break;
      bits |= word;
    }
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.#bits |= bits;
        return at;
      }
      if (byte < SPACE || byte === BACKSLASH) return NOT_PLAIN;
      bits |= byte;
    }
    return NOT_PLAIN;
  }
}

/**
 * Is one of four bytes a quote, a backslash or none of a text? A byte that is less than another has a high bit when that is
 * taken away, if it had none before; a byte of zero, when one is. The first that is found is one; those above it may not be.
 */
function mayEndText(word: number): boolean {
  const quote = word ^ (QUOTE * ONES);
  const backslash = word ^ (BACKSLASH * ONES);
  const found = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACE * ONES) & ~word);
  return (found & HIGH_BITS) !== 0;
}

/**
 * The place after the list that begins at `at`, or `NOT_PLAIN`. `element` is asked for the place after each of its elements.
 */
export function afterList(bytes: Uint8Array, at: number, end: number, element: (at: number) => number): number {
  if (bytes[at] !== OPEN_LIST) return NOT_PLAIN;
  let next = afterSpace(bytes, at + 1, end);
  if (bytes[next] === CLOSE_LIST) return next + 1;
  for (;;) {
    const after = element(next);
    if (after === NOT_PLAIN) return NOT_PLAIN;
    next = afterSpace(bytes, after, end);
    if (bytes[next] === CLOSE_LIST) return next + 1;
    if (bytes[next] !== COMMA) return NOT_PLAIN;
    next = afterSpace(bytes, next + 1, end);
  }
}

/** The place after the word, such as `null`, if it stands here; else `NOT_PLAIN`. */
export function afterWord(bytes: Uint8Array, at: number, word: Uint8Array): number {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return NOT_PLAIN;
  return at + word.length;
}

export const NULL = Buffer.from('null');
export const TRUE = Buffer.from('true');
export const FALSE = Buffer.from('false');

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === 0x0d || byte === 0x09 || byte === 0x0a;
}

import { afterWord, COLON, COMMA, NOT_PLAIN, PlainTexts, QUOTE } from './plain-json.ts';

const texts = new PlainTexts();

/**
 * The string of this property in an object whose JSON begins at `start`, if nothing but plain strings stand before it;
 * undefined says nothing: `JSON.parse` knows.
 */
export function plainString(bytes: Buffer, start: number, end: number, name: Uint8Array): string | undefined {
  let at = start + 1;
  for (;;) {
    const nameEnd = endOfString(bytes, at, end);
    if (nameEnd === NOT_PLAIN || bytes[nameEnd + 1] !== COLON) return undefined;
    const isIt = nameEnd - at - 1 === name.length && afterWord(bytes, at + 1, name) === nameEnd;
    texts.begin();
    const from = nameEnd + 3;
    const to = endOfString(bytes, from - 1, end);
    if (to === NOT_PLAIN) return undefined;
    if (isIt) return bytes.toString(texts.areAscii ? 'latin1' : 'utf8', from, to);
    if (bytes[to + 1] !== COMMA) return undefined;
    at = to + 2;
  }
}

function endOfString(bytes: Buffer, quote: number, end: number): number {
  return bytes[quote] === QUOTE ? texts.end(bytes, quote + 1, end) : NOT_PLAIN;
}

import { isUtf8 } from 'node:buffer';
import { doubledProperty } from '../doubled-property.ts';

/** Far more than a page of Microsoft Graph, which has 999 objects at most; far less than what memory holds. */
const WHOLE_BYTES = 8 << 20;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const NONE = -1;

/** What a file of JSON comes to, a piece at a time. */
type JsonPiece =
  /** Of the file, or of a list that is the file; an empty list is one itself. */
  | { readonly kind: 'value'; readonly value: unknown }
  /** One of a long list in an object; the object itself, without its lists, follows at their end. */
  | { readonly kind: 'element'; readonly value: unknown; readonly list: string; readonly of: JsonParts }
  /** The list has none. */
  | { readonly kind: 'none'; readonly list: string; readonly of: JsonParts }
  | { readonly kind: 'end'; readonly of: JsonParts };

/** The properties of an object that is read in pieces, as far as they were read. */
export type JsonParts = { [property: string]: unknown };

/** Not JSON, or not all of it. */
export class JsonFault extends Error {
  /** Of the file as UTF-8. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'JsonFault';
    this.offset = offset;
  }
}

/** Whether a list of this name may be as long as a tenant is large. */
type IsLong = (name: string) => boolean;

/**
 * Reads JSON of any size in pieces that fit into memory: one value, a list, values one after the other, on lines of their
 * own or not.
 * @throws JsonFault where it is none, or ends too early
 */
export function* readJson(chunks: Iterable<Buffer>, isLong: IsLong): Generator<JsonPiece, void, undefined> {
  const cursor = new Cursor(chunks);
  const readOne = () => readValue(cursor, isLong);
  for (let next = cursor.peek(); next !== NONE; next = cursor.peek()) {
    if (next === COMMA) cursor.take(COMMA);
    else if (next === OPEN_LIST) yield* readList(cursor, readOne, { kind: 'value', value: [] });
    else yield* readOne();
  }
}

function* readList(
  cursor: Cursor,
  readElement: () => Generator<JsonPiece>,
  none: JsonPiece,
): Generator<JsonPiece, void, undefined> {
  cursor.take(OPEN_LIST);
  if (cursor.takeIf(CLOSE_LIST)) {
    yield none;
    return;
  }
  do yield* readElement();
  while (cursor.takeIf(COMMA));
  cursor.take(CLOSE_LIST);
}

function* readValue(cursor: Cursor, isLong: IsLong): Generator<JsonPiece, void, undefined> {
  const value = cursor.value(WHOLE_BYTES);
  if (value !== undefined) yield { kind: 'value', value };
  else if (cursor.peek() === OPEN_OBJECT) yield* readParts(cursor, isLong);
  else yield { kind: 'value', value: cursor.value() };
}

/** An object that is too large: its long lists are handed out in pieces, the rest is kept. */
function* readParts(cursor: Cursor, isLong: IsLong): Generator<JsonPiece, void, undefined> {
  const parts: JsonParts = {};
  cursor.take(OPEN_OBJECT);
  do {
    const name = cursor.value();
    if (typeof name !== 'string') throw cursor.fault('a property without a name');
    cursor.take(COLON);
    if (isLong(name) && cursor.peek() === OPEN_LIST) {
      const readElement = function* (): Generator<JsonPiece> {
        yield { kind: 'element', value: cursor.value(), list: name, of: parts };
      };
      yield* readList(cursor, readElement, { kind: 'none', list: name, of: parts });
    } else parts[name] = cursor.value();
  } while (cursor.takeIf(COMMA));
  cursor.take(CLOSE_OBJECT);
  yield { kind: 'end', of: parts };
}

/** A place in a stream of bytes. What lies before it is forgotten, what comes is fetched. */
class Cursor {
  readonly #chunks: Iterator<Buffer>;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #forgotten = 0;

  constructor(chunks: Iterable<Buffer>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  fault(message: string): JsonFault {
    return new JsonFault(message, this.#forgotten + this.#at);
  }

  /** The next byte that is no white space, or `NONE` at the end. */
  peek(): number {
    for (;;) {
      for (; this.#at < this.#bytes.length; this.#at++) {
        const byte = this.#bytes[this.#at] as number;
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      }
      if (!this.#fetch()) return NONE;
    }
  }

  takeIf(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.#at++;
    return true;
  }

  take(byte: number): void {
    if (this.takeIf(byte)) return;
    if (this.peek() === NONE) throw this.fault('the file ends too early');
    throw this.fault(`not JSON: “${String.fromCharCode(byte)}” was expected`);
  }

  /** The next value; undefined, and the place stays, when it is an object or list of more than `atMost` bytes. */
  value(atMost = Number.POSITIVE_INFINITY): unknown {
    this.peek();
    const length = this.#lengthOfValue(atMost);
    if (length === undefined) return undefined;
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    if (!isUtf8(bytes)) throw this.fault('neither UTF-8 nor UTF-16: save the file as UTF-8');
    const text = bytes.toString('utf8');
    const value = this.#parsed(text);
    const doubled = doubledProperty(text, value);
    if (doubled !== undefined) throw this.fault(`${doubled} stands twice in one object`);
    this.#at += length;
    return value;
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.fault(`not JSON: ${error instanceof Error ? error.message.replace(/\s+/g, ' ') : error}`);
    }
  }

  #lengthOfValue(atMost: number): number | undefined {
    let depth = 0;
    for (let length = 0; length <= atMost; ) {
      const byte = this.#byte(length);
      if (depth === 0 && length > 0 && isEndOfWord(byte)) return length;
      if (byte === NONE) throw this.fault(length === 0 ? 'the file ends too early' : 'the file ends within a value');
      length++;
      if (byte === QUOTE) length = this.#afterString(length);
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth--;
      else continue;
      if (depth <= 0) return length;
    }
    return undefined;
  }

  /** Where a string ends, of which the first quote was passed. */
  #afterString(from: number): number {
    for (let length = from; ; ) {
      const quote = this.#bytes.indexOf(QUOTE, this.#at + length);
      if (quote < 0) {
        length = this.#bytes.length - this.#at;
        if (!this.#fetch()) throw this.fault('the file ends within a text');
        continue;
      }
      let escapes = 0;
      while (this.#bytes[quote - 1 - escapes] === BACKSLASH && quote - 1 - escapes >= this.#at + from) escapes++;
      length = quote + 1 - this.#at;
      if (escapes % 2 === 0) return length;
    }
  }

  /** The byte so far after the place. */
  #byte(distance: number): number {
    while (this.#at + distance >= this.#bytes.length) if (!this.#fetch()) return NONE;
    return this.#bytes[this.#at + distance] as number;
  }

  #fetch(): boolean {
    const { done, value } = this.#chunks.next();
    if (done === true) return false;
    this.#forgotten += this.#at;
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), value]);
    this.#at = 0;
    return true;
  }
}

function isEndOfWord(byte: number): boolean {
  return byte === NONE || byte <= 0x20 || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
}

import type { IdIndex } from '../../licensing/model/id-index.ts';
import { afterWord, NOT_PLAIN, PlainTexts, QUOTE } from '../../plain/plain-json.ts';
import { type GraphReads, ifParsed } from './attempt.ts';
import { bare, type JsonObject, valuesOf } from './pages.ts';

const LINE_FEED = 0x0a;

/** Reads a page as its lines; `begun` hears of the link for the next page where it stands before the list, as Graph has it. */
export function linesReading(begun: (next: string) => void): GraphReads {
  return {
    whole: pageOfLines,
    begun(first) {
      const [, next] = LINK_AHEAD.exec(decoder.decode(first.subarray(0, AHEAD_BYTES))) ?? [];
      if (next !== undefined) begun(JSON.parse(next));
    },
  };
}

const AHEAD_BYTES = 8_192;
const LINK_AHEAD = /^\s*\{[^[{]*"@odata\.nextLink"\s*:\s*("(?:[^"\\]|\\.)*")/;

const decoder = new TextDecoder();

const VALUE = Buffer.from('"value":[');
const FIRST = Buffer.from('"value":[{"id":"');
const NEXT = Buffer.from('},{"id":"');
const END = Buffer.from('}]}');
const BESIDE = Buffer.from('@odata.');

/**
 * A page of a collection: with its list as lines of JSON, an object each, in the bytes of the page, where it is written as Graph
 * writes it. A hundred thousand people need not be objects to come into a file. Any other page is parsed.
 * @throws SyntaxError where the page breaks off
 */
export function pageOfLines(page: Buffer): JsonObject {
  return inItsBytes(page) ?? JSON.parse(decoder.decode(page));
}

/** The list of a page that was read so, as lines. @throws DirectoryError as `valuesOf` */
export function pageLines(page: JsonObject, path: string): Buffer {
  const { value } = page;
  return Buffer.isBuffer(value) ? value : Buffer.from(linesOf(valuesOf(page, path).map(bare)));
}

function linesOf(objects: readonly JsonObject[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}

/**
 * Each object begins with its id, has no other objects with ids in it, and Graph says nothing beside its properties. Undefined:
 * it is not so, or the page does not end where the last object does.
 */
function inItsBytes(page: Buffer): JsonObject | undefined {
  const value = page.indexOf(FIRST);
  if (value < 0 || !page.subarray(-END.length).equals(END)) return undefined;
  if (page.includes(LINE_FEED) || page.includes(BESIDE, value)) return undefined;
  const [start, end] = [value + VALUE.length, page.length - 2];
  const commas: number[] = [];
  for (let at = page.indexOf(NEXT, start); at >= 0; at = page.indexOf(NEXT, at + 1)) commas.push(at + 1);
  const begins = [start, ...commas.map((comma) => comma + 1)];
  if (begins.some((begin) => page[begin + ID.length] === QUOTE)) return undefined;
  if (ifParsed(page.subarray(begins.at(-1), end)) === undefined) return undefined;
  const around = ifParsed(Buffer.concat([page.subarray(0, value), VALUE, END.subarray(1)]));
  if (around === undefined) return undefined;
  for (const comma of commas) page[comma] = LINE_FEED;
  // The bracket that ends the list ends the last line instead.
  page[end] = LINE_FEED;
  return { ...around, value: page.subarray(start, end + 1) };
}

const ID = Buffer.from('{"id":"');

/**
 * Lines without those that earlier ones told of the same id: where objects come and go while pages are read, pages overlap. An
 * object with its id elsewhere than first is left to whoever reads it.
 * @param told the ids until now
 */
export function toldFirst(lines: Buffer, told: IdIndex): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (let start = 0, end = 0; start < lines.length; start = end) {
    end = lines.indexOf(LINE_FEED, start) + 1 || lines.length;
    const idStart = afterWord(lines, start, ID);
    if (idStart === NOT_PLAIN || isNews(lines, idStart, told)) continue;
    kept.push(lines.subarray(from, start));
    from = end;
  }
  return from === 0 ? lines : Buffer.concat([...kept, lines.subarray(from)]);
}

function isNews(bytes: Buffer, idStart: number, told: IdIndex): boolean {
  texts.begin();
  const idEnd = texts.end(bytes, idStart, bytes.length);
  if (idEnd !== NOT_PLAIN && texts.areAscii) return told.addOf({ id: '', bytes, idStart, idEnd });
  return told.add(bytes.toString('utf8', idStart, bytes.indexOf(QUOTE, idStart)));
}

const texts = new PlainTexts();

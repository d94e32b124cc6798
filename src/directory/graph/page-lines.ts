import { CLOSE, CLOSE_LIST, COLON, COMMA, OPEN_BRACE, OPEN_LIST, QUOTE } from '../../plain/plain-json.ts';
import type { GraphReads } from './attempt.ts';
import { bare, type JsonObject } from './pages.ts';

const [AT, BACKSLASH] = [0x40, 0x5c];
const [LINE_FEED, CARRIAGE_RETURN, SPACE] = [0x0a, 0x0d, 0x20];
const VALUE = Buffer.from('"value"');

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

/**
 * A page of a collection with its list as lines of JSON, an object each, in the bytes of the page: a hundred thousand people need
 * not be objects to come into a file. What the objects are is not looked at.
 * @throws SyntaxError where the page breaks off
 */
export function pageOfLines(page: Buffer): JsonObject {
  const { start, end, isBare } = separateItems(page);
  const around = [page.subarray(0, start), page.subarray(end)];
  const { value, ...rest } = JSON.parse(decoder.decode(Buffer.concat(around))) as JsonObject;
  if (!Array.isArray(value)) return rest;
  // The bracket that ends the list ends the last line instead.
  page[end] = LINE_FEED;
  const lines = page.subarray(start, end === start ? end : end + 1);
  return { ...rest, value: isBare ? lines : bareLines(lines) };
}

const decoder = new TextDecoder();

interface Items {
  /** Of the list, without its brackets. */
  readonly start: number;
  readonly end: number;
  /** Graph says nothing about the items beside their properties. */
  readonly isBare: boolean;
}

/** Makes line feeds of the commas between the items of the list that is the page's `value`, and tells where these are. */
function separateItems(page: Buffer): Items {
  let [start, end, depth, name] = [0, 0, 0, 0];
  let isBare = true;
  for (let at = 0; at < page.length; at++) {
    switch (page[at]) {
      case QUOTE:
        if (depth === 1) name = at;
        else if (page[at + 1] === AT) isBare = false;
        at = endOfString(page, at);
        break;
      case OPEN_BRACE:
      case OPEN_LIST:
        depth++;
        if (depth === 2 && start === 0 && isValue(page, name, at)) start = at + 1;
        break;
      case CLOSE:
      case CLOSE_LIST:
        depth--;
        if (depth === 1 && start > 0 && end === 0) end = at;
        break;
      case COMMA:
        if (depth === 2 && start > 0 && end === 0) page[at] = LINE_FEED;
        break;
      case LINE_FEED:
      case CARRIAGE_RETURN:
        page[at] = SPACE;
        break;
    }
  }
  if (depth !== 0) throw new SyntaxError('a page breaks off');
  return { start, end, isBare };
}

function endOfString(page: Buffer, quote: number): number {
  let at = quote + 1;
  while (at < page.length && page[at] !== QUOTE) at += page[at] === BACKSLASH ? 2 : 1;
  return at;
}

function isValue(page: Buffer, name: number, list: number): boolean {
  if (page[list] !== OPEN_LIST || !page.subarray(name, name + VALUE.length).equals(VALUE)) return false;
  return page.toString('latin1', name + VALUE.length, list).trim() === String.fromCharCode(COLON);
}

function bareLines(lines: Buffer): Buffer {
  const objects = lines.toString().trimEnd().split('\n');
  return Buffer.from(objects.map((object) => `${JSON.stringify(bare(JSON.parse(object)))}\n`).join(''));
}

const ID = Buffer.from('{"id":"');

/**
 * Lines without those that earlier ones told of the same id: where objects come and go while pages are read, pages overlap. An
 * object with its id elsewhere than first is left to whoever reads it.
 * @param told the ids until now
 */
export function toldFirst(lines: Buffer, told: Set<string>): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (let start = 0, end = 0; start < lines.length; start = end) {
    end = lines.indexOf(LINE_FEED, start) + 1 || lines.length;
    const id = idOfLine(lines, start);
    if (id === undefined) continue;
    if (told.has(id)) {
      kept.push(lines.subarray(from, start));
      from = end;
    } else told.add(id);
  }
  return from === 0 ? lines : Buffer.concat([...kept, lines.subarray(from)]);
}

function idOfLine(lines: Buffer, start: number): string | undefined {
  const from = start + ID.length;
  if (lines.compare(ID, 0, ID.length, start, from) !== 0) return undefined;
  return lines.toString('latin1', from, lines.indexOf(QUOTE, from));
}

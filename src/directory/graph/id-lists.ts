import { DirectoryError } from '../port.ts';
import type { GraphReads } from './attempt.ts';
import { type JsonObject, valuesOf } from './pages.ts';

/** How the ids of a list stand in one text. */
const BETWEEN = ',';
/** No property of Graph's has such a name. */
const IDS = '@ids alone';
const BEGIN = '"value":[{"@odata.type":"#microsoft.graph.user","id":"';
const NEXT = '"},{"@odata.type":"#microsoft.graph.user","id":"';
const END = '"}]';

const decoder = new TextDecoder();

/**
 * Reads lists of people of whom nothing is asked but their ids, in an answer of its own or in the parts of a batch. As Graph writes
 * such a list it is one text instead of an object for each of a hundred thousand; any other is left to `idsOf`.
 */
export const READ_IDS: GraphReads = { whole: (answer) => JSON.parse(withIdsAlone(decoder.decode(answer))) };

function withIdsAlone(json: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let begin = json.indexOf(BEGIN); begin >= 0; begin = json.indexOf(BEGIN, begin + 1)) {
    const end = json.indexOf(END, begin);
    if (end < 0) break;
    const ids = json.slice(begin + BEGIN.length, end).replaceAll(NEXT, BETWEEN);
    // Something else is in it: another object, another property, or a text that only looks like a list.
    if (NOT_IDS.test(ids)) continue;
    pieces.push(json.slice(from, begin), `"${IDS}":"${ids}"`);
    from = end + END.length;
  }
  return [...pieces, json.slice(from)].join('');
}

const NOT_IDS = /[^\w,-]|^,|,,|,$|^$/;

/** The ids of a page's list, with commas between them. @throws DirectoryError as `valuesOf`, and for an id that is none */
export function idsOf(page: JsonObject, path: string): string {
  const alone = page[IDS];
  if (typeof alone === 'string') return alone;
  const ids = valuesOf(page, path).map(({ id }) => String(id));
  if (!ids.some((id) => NOT_IDS.test(id) || id.includes(BETWEEN))) return ids.join(BETWEEN);
  throw new DirectoryError('Unreachable', `Graph answered GET ${path} with an id that is none.`);
}

/** Each once: where members come and go while pages are read, pages overlap. */
export function idsIn(pages: readonly string[]): readonly string[] {
  return [...new Set(pages.flatMap((page) => (page === '' ? [] : page.split(BETWEEN))))];
}

/** The same as JSON, without a look at each where there is one page. */
export function jsonOfIds(pages: readonly string[]): string {
  if (pages.length > 1) return JSON.stringify(idsIn(pages));
  const [page = ''] = pages;
  return page === '' ? '[]' : `["${page.replaceAll(BETWEEN, '","')}"]`;
}

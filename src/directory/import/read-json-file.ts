import { counted } from '../../words/counted.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import type { SourceFile } from './find-files.ts';
import { type Gathered, tallyGathered } from './gathered.ts';
import { JsonFault, type JsonParts, readJson } from './json-stream.ts';
import { type Listing, whoseByLink, whoseByPath } from './owner.ts';
import { BARE_LIST, seriesOf } from './pages.ts';
import { readUtf8 } from './read-utf8.ts';
import { kindOfNothing } from './recognize.ts';
import { spelledAsGraph, Unreadable } from './spelling.ts';
import type { Surroundings } from './surroundings.ts';
import { takeMember } from './take-member.ts';
import { nameOf, takeObject } from './take-object.ts';

/** What scripts call the lists of a file that holds everything, and what Graph calls them; empty: it does not say. */
const SETS: Readonly<Record<string, string>> = {
  users: 'users',
  groups: 'groups',
  subscribedskus: 'subscribedSkus',
  skus: 'subscribedSkus',
  directoryroles: 'directoryRoles',
  organization: 'organization',
  data: '',
  items: '',
  results: '',
};
/** Lists of an envelope, or of a file that holds everything. */
const isLong = (name: string): boolean => ENVELOPES.has(name.toLowerCase()) || name.toLowerCase() in SETS;
const ENVELOPES: ReadonlySet<string> = new Set(['value', 'responses']);

interface JsonReading {
  readonly gathered: Gathered;
  /** Is called for each object. */
  readonly tell: () => void;
  /** Whether the file begins as a list. */
  readonly isList: boolean;
}

/** Takes everything out of a file of JSON. What is wrong with it is listed. */
export function readJsonFile(
  { path, name }: SourceFile,
  chunks: Iterable<Buffer>,
  { gathered, tell, isList }: JsonReading,
): void {
  const whose = whoseByPath(name);
  const outside: Surroundings = { file: name, context: undefined, whose, source: sourceOf(name, whose.listing) };
  const inside = new Map<JsonParts, Surroundings>();
  const lengths = new Map<JsonParts, number>();
  let pieces = 0;
  try {
    for (const piece of readJson(chunks, isLong)) {
      tell();
      pieces++;
      if (piece.kind === 'value') takeValue(piece.value, outside, gathered);
      else if (piece.kind === 'end') {
        if (inside.has(piece.of)) takeEnvelope(spelledAsGraph(piece.of), lengths.get(piece.of) ?? 0, outside, gathered);
        else takeValue(piece.of, outside, gathered);
      } else {
        const around = inside.get(piece.of) ?? surroundingsIn(spelledAsGraph(piece.of), outside);
        inside.set(piece.of, around);
        if (piece.kind === 'none') {
          takeNobody(contextOfList(piece.list, around), gathered);
          continue;
        }
        lengths.set(piece.of, (lengths.get(piece.of) ?? 0) + 1);
        if (/^responses$/i.test(piece.list)) takeResponse(piece.value, outside, gathered);
        else takeValue(piece.value, contextOfList(piece.list, around), gathered);
      }
    }
    if (pieces === 0) takeEmptyFile(outside, gathered);
    const isBareList = (isList || pieces > 1) && gathered.pages.at(-1)?.file !== name;
    if (isBareList && isOfUse(name, gathered)) {
      gathered.pages.push({ file: name, context: BARE_LIST, nextLink: undefined, length: pieces, count: undefined });
    }
  } catch (error) {
    if (error instanceof Unreadable) gathered.faults.add(`its envelope ${error.message}`, { file: name });
    else if (!(error instanceof JsonFault)) throw error;
    else gathered.faults.add(`${error.message} (line ${lineAt(path, error.offset)})`, { file: name });
  }
}

function isOfUse(file: string, { taken }: Gathered): boolean {
  return [...(taken.get(file)?.keys() ?? [])].some((what) => !what.endsWith('left out'));
}

/** Without a line there is nobody in it. Of a file that should be JSON, nothing at all is not nobody: writing it failed. */
function takeEmptyFile(around: Surroundings, gathered: Gathered): void {
  if (/\.(?:ndjson|jsonl)$/i.test(around.file)) takeNobody(around, gathered);
  else gathered.faults.add('is empty: what should have been written into it is lost', { file: around.file });
}

function takeValue(value: unknown, around: Surroundings, gathered: Gathered): void {
  if (Array.isArray(value)) {
    if (value.length === 0) takeNobody(around, gathered);
    for (const element of value) takeValue(element, around, gathered);
    return;
  }
  if (!isObject(value)) {
    takeMember(value, around, gathered);
    return;
  }
  try {
    takeWritten(value, around, gathered);
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    gathered.faults.add(`${nameOf(value)} ${fault.message}`, { file: around.file });
  }
}

function takeWritten(value: JsonObject, around: Surroundings, gathered: Gathered): void {
  const spelled = spelledAsGraph(value);
  const { id, value: list, responses } = spelled;
  const sets = Object.entries(value).filter(([name, each]) => name.toLowerCase() in SETS && isListOfSet(each));
  if (id !== undefined) takeObject(value, around, gathered);
  else if (Array.isArray(list)) takePage(spelled, list, around, gathered);
  else if (Array.isArray(responses)) for (const response of responses) takeResponse(response, around, gathered);
  else if (sets.length === 0) takeObject(value, around, gathered);
  else for (const [name, each] of sets) takeValue(each, contextOfList(name, around), gathered);
}

/** A list, or Graph's answer with one. */
function isListOfSet(value: unknown): boolean {
  return Array.isArray(value) || (isObject(value) && Array.isArray(spelledAsGraph(value)['value']));
}

function takePage(page: JsonObject, list: readonly unknown[], outside: Surroundings, gathered: Gathered): void {
  const around = surroundingsIn(page, outside);
  takeEnvelope(page, list.length, outside, gathered);
  if (list.length === 0) takeNobody(around, gathered);
  for (const element of list) takeValue(element, around, gathered);
}

/** What an envelope says about the page in it. */
function takeEnvelope(
  page: JsonParts,
  length: number,
  { file, context: batch }: Surroundings,
  gathered: Gathered,
): void {
  const { '@odata.nextLink': nextLink, '@odata.context': context, Count: own } = page;
  if (typeof own === 'number' && own !== length) {
    gathered.faults.add(`says that it has ${counted(own, 'objects')}, and has ${length}`, { file });
  }
  if (page['@odata.deltaLink'] !== undefined) {
    gathered.warnings.push(
      `${file} ends an answer about changes (@odata.deltaLink): it is the whole only if it was the first that was asked for.`,
    );
  }
  const count = Number(page['@odata.count']);
  // An answer in a batch goes on in no file.
  const set = `${typeof context === 'string' ? context : ''}${batch ?? ''}`;
  gathered.pages.push({
    file,
    context: set,
    nextLink: typeof nextLink === 'string' ? nextLink : undefined,
    length,
    count: Number.isNaN(count) ? undefined : count,
  });
}

/** One answer of a `$batch`. */
function takeResponse(response: unknown, around: Surroundings, gathered: Gathered): void {
  const { id, status, body } = isObject(response) ? spelledAsGraph(response) : {};
  if (!/^\d{3}$/.test(String(status))) {
    takeValue(response, around, gathered);
    return;
  }
  if (Number(status) >= 300)
    gathered.faults.add(`request ${id} of the batch failed with ${status}`, { file: around.file });
  else if (isObject(body)) takeValue(body, { ...around, context: `batch ${id}` }, gathered);
}

/** An empty list says that there is nobody, or nothing, in what it lists. */
function takeNobody({ whose, source, file, context }: Surroundings, gathered: Gathered): void {
  if (whose.listing === undefined) gathered.listed.add(kindOfNothing(context, file));
  if (whose.listing !== 'members') return;
  if (whose.owner === undefined) {
    gathered.faults.add('lists no members, and does not say of which group: name it members-ID.json', { file });
    return;
  }
  gathered.members.add(whose.owner, [], { source, file });
  tallyGathered(gathered, file, 'lists of members');
}

function surroundingsIn(page: JsonParts, outside: Surroundings): Surroundings {
  const { '@odata.context': context, '@odata.nextLink': nextLink } = page;
  const text = typeof context === 'string' ? context : outside.context;
  const linked = whoseByLink(text, nextLink);
  const isAnyones = /#directoryObjects\b/i.test(text ?? '');
  const named = isAnyones && outside.whose.listing === undefined ? whoseByPath(outside.file, true) : outside.whose;
  const whose = linked.listing === undefined ? named : linked;
  return { ...outside, context: text, whose };
}

function contextOfList(list: string, around: Surroundings): Surroundings {
  const set = SETS[list.toLowerCase()] ?? '';
  return set === '' ? around : { ...around, context: `#${set}` };
}

/** Files of one folder per member are one list, and pages of one series are. */
function sourceOf(name: string, listing: Listing): string {
  const folder = /^(.*\/members)\/[^/]+\/[^/]+$/i.exec(name)?.[1];
  return listing === 'members' && folder !== undefined ? folder : seriesOf(name).series;
}

function lineAt(path: string, offset: number): number {
  let line = 1;
  let passed = 0;
  for (const chunk of readUtf8(path)) {
    const end = Math.min(chunk.length, offset - passed);
    for (let at = chunk.indexOf(0x0a); at >= 0 && at < end; at = chunk.indexOf(0x0a, at + 1)) line++;
    passed += chunk.length;
    if (passed >= offset) break;
  }
  return line;
}

import type { SourceFile } from './find-files.ts';
import { type Gathered, tally } from './gathered.ts';
import { JsonFault, type JsonParts, readJson } from './json-stream.ts';
import { isObject, type JsonObject } from './json-value.ts';
import { type Listing, whoseByLink, whoseByPath } from './owner.ts';
import { LIST_OF_MEMBERS, seriesOf } from './pages.ts';
import { readUtf8 } from './read-utf8.ts';
import { kindOfNothing } from './recognize.ts';
import type { Surroundings } from './surroundings.ts';
import { takeMember } from './take-member.ts';
import { takeObject } from './take-object.ts';

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

/** Takes everything out of a file of JSON. What is wrong with it is listed. */
export function readJsonFile(
  { path, name }: SourceFile,
  chunks: Iterable<Buffer>,
  { gathered, tell }: { readonly gathered: Gathered; readonly tell: () => void },
): void {
  const whose = whoseByPath(name);
  const outside: Surroundings = { file: name, context: undefined, whose, source: sourceOf(name, whose.listing) };
  const inside = new Map<JsonParts, Surroundings>();
  let isEmpty = true;
  try {
    for (const piece of readJson(chunks)) {
      tell();
      isEmpty = false;
      if (piece.kind === 'value') takeValue(piece.value, outside, gathered);
      else if (piece.kind === 'element') {
        const around = inside.get(piece.of) ?? surroundingsIn(piece.of, outside);
        inside.set(piece.of, around);
        if (piece.list === 'responses') takeResponse(piece.value, outside, gathered);
        else takeValue(piece.value, contextOfList(piece.list, around), gathered);
      } else takeEnvelope(piece.of, outside, gathered);
    }
    if (isEmpty) takeEmptyFile(outside, gathered);
    if (isPartOfAList(outside) && gathered.pages.at(-1)?.file !== name) {
      gathered.pages.push({ file: name, context: LIST_OF_MEMBERS, nextLink: undefined });
    }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    gathered.faults.add(`${error.message} (line ${lineAt(path, error.offset)})`, { file: name });
  }
}

/** Only lists of members without an envelope, in files that may be one of several. */
function isPartOfAList({ file, source, whose: { listing, owner } }: Surroundings): boolean {
  return listing === 'members' && owner !== undefined && 'id' in owner && source === seriesOf(file).series;
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
  const list = value['value'] ?? value['Value'];
  if (Array.isArray(list) && !('id' in value) && !('Id' in value)) {
    takePage(value, list, around, gathered);
  } else if (Array.isArray(value['responses'])) {
    for (const response of value['responses']) takeResponse(response, around, gathered);
  } else {
    const sets = Object.entries(value).filter(([name, each]) => name.toLowerCase() in SETS && Array.isArray(each));
    if (sets.length === 0 || 'id' in value || 'Id' in value) takeObject(value, around, gathered);
    else for (const [name, each] of sets) takeValue(each, contextOfList(name, around), gathered);
  }
}

function takePage(page: JsonObject, list: readonly unknown[], outside: Surroundings, gathered: Gathered): void {
  const around = surroundingsIn(page, outside);
  takeEnvelope(page, outside, gathered);
  const { Count: count } = page;
  if (typeof count === 'number' && count !== list.length) {
    gathered.faults.add(`says that it has ${count} objects, and has ${list.length}`, { file: around.file });
  }
  if (list.length === 0) takeNobody(around, gathered);
  for (const element of list) takeValue(element, around, gathered);
}

/** What an envelope says about the page in it. */
function takeEnvelope(page: JsonParts, { file, context: batch }: Surroundings, { pages }: Gathered): void {
  const { '@odata.nextLink': nextLink, '@odata.context': context } = page;
  const link = nextLink ?? page['odata.nextLink'];
  // An answer in a batch goes on in no file.
  const set = `${typeof context === 'string' ? context : ''}${batch ?? ''}`;
  pages.push({ file, context: set, nextLink: typeof link === 'string' ? link : undefined });
}

/** One answer of a `$batch`. */
function takeResponse(response: unknown, around: Surroundings, gathered: Gathered): void {
  if (!isObject(response) || typeof response['status'] !== 'number') {
    takeValue(response, around, gathered);
    return;
  }
  const { id, status, body } = response;
  if (status >= 300) gathered.faults.add(`request ${id} of the batch failed with ${status}`, { file: around.file });
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
  tally(gathered, file, 'lists of members');
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

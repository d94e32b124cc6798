import { DirectoryError } from '../port.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The pages of a collection, to the last: each is on its way while the one before it is in hand. Links are followed as they are.
 * @param listOf takes the list out of the page of a path
 * @throws DirectoryError for a page without a list, and for a link that was followed already: half a list is none
 */
export async function* readPages<List>(
  path: string,
  get: (path: string) => Promise<JsonObject>,
  listOf: (page: JsonObject, path: string) => List,
): AsyncGenerator<List> {
  const seen = new Set<string>();
  const asked = (link: string) => {
    const coming = get(step(link, seen));
    // Whoever does not want it any more does not hear of its fault either.
    coming.catch(() => undefined);
    return coming;
  };
  let coming: Promise<JsonObject> | undefined = asked(path);
  for (let place = path; coming !== undefined; ) {
    const page: JsonObject = await coming;
    const next = linkOf(page, '@odata.nextLink');
    coming = next === undefined ? undefined : asked(next);
    yield listOf(page, place);
    place = next ?? '';
  }
}

/** @throws DirectoryError where it was gone before */
export function step(link: string, seen: Set<string>): string {
  if (seen.has(link)) throw new DirectoryError('Unreachable', 'Graph leads from page to page in a circle.');
  seen.add(link);
  return link;
}

export function itemsOf({ value }: JsonObject, path: string): readonly JsonObject[] {
  if (Array.isArray(value)) return value;
  throw withoutList(path);
}

/** Of a page that was read as `pageOfLines`. */
export function linesOf({ value }: JsonObject, path: string): Buffer {
  if (Buffer.isBuffer(value)) return value;
  throw withoutList(path);
}

function withoutList(path: string): DirectoryError {
  return new DirectoryError('Unreachable', `Graph answered ${path} with a page that has no list.`);
}

/** Its properties, without what Graph says beside them. */
export function bare(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !name.includes('@')));
}

export function linkOf(page: JsonObject, name: '@odata.nextLink' | '@odata.deltaLink'): string | undefined {
  const link = page[name];
  return typeof link === 'string' ? link : undefined;
}

/** In an answer to a delta query: the object, or the member, is gone. */
export function isRemoved(object: JsonObject): boolean {
  return object['@removed'] !== undefined;
}

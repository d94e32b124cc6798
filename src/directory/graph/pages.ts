import { DirectoryError } from '../port.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The pages of a collection, to the last. Links are followed as they are.
 * @throws DirectoryError for a page without a list, and for a link that was followed already: half a list is none
 */
export async function* readPages(
  path: string,
  get: (path: string) => Promise<JsonObject>,
): AsyncGenerator<readonly JsonObject[]> {
  const seen = new Set<string>();
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: JsonObject = await get(step(next, seen));
    yield itemsOf(page, next);
    next = linkOf(page, '@odata.nextLink');
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
  throw new DirectoryError('Unreachable', `Graph answered ${path} with a page that has no list.`);
}

export function linkOf(page: JsonObject, name: '@odata.nextLink' | '@odata.deltaLink'): string | undefined {
  const link = page[name];
  return typeof link === 'string' ? link : undefined;
}

/** In an answer to a delta query: the object, or the member, is gone. */
export function isRemoved(object: JsonObject): boolean {
  return object['@removed'] !== undefined;
}

import { DirectoryError } from '../port.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Asks for a page. `begun` may be told which page is next before all of this one is there. */
export type Asking = (path: string, begun: (next: string) => void) => Promise<JsonObject>;

/**
 * The pages of a collection, to the last: one is on its way while the one before it is in hand. Links are followed as they are.
 * @param listOf takes the list out of the page of a path
 * @throws DirectoryError for a page without a list, and for a link that was followed already: half a list is none
 */
export async function* readPages<List>(
  path: string,
  get: Asking,
  listOf: (page: JsonObject, path: string) => List,
): AsyncGenerator<List> {
  const seen = new Set<string>();
  const coming = new Map<string, Promise<JsonObject>>();
  const nextOf = new Map<string, string>();
  let awaited = path;

  function ask(link: string): Promise<JsonObject> {
    const known = coming.get(link);
    if (known !== undefined) return known;
    const page = get(step(link, seen), (next) => {
      nextOf.set(link, next);
      askAfter(link);
    });
    // Whoever does not want it any more does not hear of its fault either.
    page.catch(() => undefined);
    coming.set(link, page);
    return page;
  }

  /** One page ahead, and no more: memory is for what is in hand. */
  function askAfter(link: string): void {
    const next = nextOf.get(link);
    if (link === awaited && next !== undefined && !seen.has(next)) void ask(next);
  }

  for (let next: string | undefined = path; next !== undefined; ) {
    const place: string = next;
    const page = await ask(place);
    coming.delete(place);
    next = linkOf(page, '@odata.nextLink');
    if (next !== undefined) {
      awaited = next;
      void ask(next);
      askAfter(next);
    }
    yield listOf(page, place);
  }
}

/** @throws DirectoryError where it was gone before */
export function step(link: string, seen: Set<string>): string {
  if (seen.has(link)) throw new DirectoryError('Unreachable', 'Graph leads from page to page in a circle.');
  seen.add(link);
  return link;
}

export function valuesOf({ value }: JsonObject, path: string): readonly JsonObject[] {
  if (Array.isArray(value)) return value;
  throw withoutList(path);
}

/** Of a page that was read as `pageOfLines`. */
export function pageLines({ value }: JsonObject, path: string): Buffer {
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
export function isRemovedInDelta(object: JsonObject): boolean {
  return object['@removed'] !== undefined;
}

import { isObject } from '../json-object.ts';
import { DirectoryError } from '../port.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Asks for a page. `begun` may be told which page is next before all of this one is there. */
type Asking = (path: string, begun: (next: string) => void) => Promise<JsonObject>;

/** Pages on their way behind the one that is awaited: each is memory, and a wait that is over when its turn comes. */
const MOST_AHEAD = 3;

/**
 * The pages of a collection, to the last: others are on their way while one is in hand. Links are followed as they are.
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
      askAhead();
    });
    // Whoever does not want it any more does not hear of its fault either.
    page.catch(() => undefined);
    coming.set(link, page);
    return page;
  }

  function askAhead(): void {
    let link = nextOf.get(awaited);
    for (let ahead = 1; ahead <= MOST_AHEAD && link !== undefined; ahead++) {
      if (!seen.has(link)) void ask(link);
      link = nextOf.get(link);
    }
  }

  for (let next: string | undefined = path; next !== undefined; ) {
    const place: string = next;
    const page = await ask(place);
    coming.delete(place);
    next = linkOf(page, '@odata.nextLink', place);
    if (next !== undefined) {
      awaited = next;
      void ask(next);
      askAhead();
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

/** The objects of a page. @throws DirectoryError where it has no list, or something in it is no object with an id */
export function valuesOf({ value }: JsonObject, path: string): readonly JsonObject[] {
  if (!Array.isArray(value)) throw unsound(path, 'a page that has no list');
  return value.map((one, place) => objectOf(one, path, `item ${place + 1} of its list`));
}

/** @throws DirectoryError where it is no object with an id */
export function objectOf(body: unknown, path: string, what = 'what came'): JsonObject {
  const fault = !isObject(body)
    ? 'is no object'
    : typeof body['id'] === 'string' && body['id'] !== ''
      ? ''
      : 'has no id';
  if (fault === '') return body as JsonObject;
  throw unsound(path, `something that cannot be read: ${what} ${fault}`);
}

function unsound(path: string, what: string): DirectoryError {
  return new DirectoryError('Unreachable', `Graph answered GET ${path} with ${what}.`);
}

/** Its properties, without what Graph says beside them. */
export function bare(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !name.includes('@')));
}

/** @throws DirectoryError where what stands there is no link: the list would seem to end there */
export function linkOf(
  page: JsonObject,
  name: '@odata.nextLink' | '@odata.deltaLink',
  path: string,
): string | undefined {
  const link = page[name] ?? undefined;
  if (link === undefined || typeof link === 'string') return link;
  throw unsound(path, `a page whose ${name} is none`);
}

/** In an answer to a delta query: the object, or the member, is gone. */
export function isRemovedInDelta(object: JsonObject): boolean {
  return object['@removed'] !== undefined;
}

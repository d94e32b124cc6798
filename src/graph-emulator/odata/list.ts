import { GraphError } from '../graph-error.ts';
import { jsonBytes } from '../json-bytes.ts';
import { type GraphRequest, type GraphResponse, isEventual, serviceOf, VERSION, wantsNoMetadata } from '../request.ts';
import type { Entity, EntityItem, Items } from '../resources/entity.ts';
import { DIRECTORY_OBJECT } from '../resources/shapes.ts';
import type { LinkSeal } from '../seal.ts';
import { type Expansions, expanded, readExpand } from './expand.ts';
import { compare } from './filter.ts';
import { type OptionRules, type Options, readOptions, refuseOthers } from './options.ts';
import { contextOf, project, projecting } from './projection.ts';

export interface ListRules extends OptionRules {
  /** How `@odata.context` calls it: `users`. */
  readonly context: string;
  readonly expansions?: Expansions;
}

/** Where a page ended: at a key, or, where the order is not that of keys, after so many. */
interface Cursor {
  readonly after?: number;
  readonly skip?: number;
}

/** One page of a collection, as the request's options want it. @throws GraphError for options that are refused */
export function listPage(request: GraphRequest, items: Items, rules: ListRules, seal: LinkSeal): GraphResponse {
  const options = readOptions(request, rules);
  const expand = readExpand(options.expand, rules.expansions);
  const cursor = cursorOf(options, seal);
  const found = options.orderby.length > 0 ? ordered(items, options) : undefined;
  const { page, next } = found === undefined ? nextByKey(items, options, cursor) : nextOf(found, options, cursor);
  const saysTypes = !wantsNoMetadata(request);
  const projection = { select: options.select, typed: saysTypes && rules.itemType === DIRECTORY_OBJECT };
  const nextLink = next === undefined ? {} : { '@odata.nextLink': linkTo(request, seal.seal(next)) };
  const counted = options.counts && options.skiptoken === undefined;
  const around = {
    ...contextOf(request, rules.context, options.select),
    ...(counted ? { '@odata.count': found?.length ?? countOf(items, options) } : {}),
    ...nextLink,
    value: [],
  };
  const body = jsonBytes();
  const write =
    expand === undefined
      ? projecting(projection, body)
      : (entity: Entity) =>
          body.text(JSON.stringify({ ...project(entity, projection), ...expanded(entity, expand, saysTypes) }));
  body.text(JSON.stringify(around).slice(0, -']}'.length));
  for (const [place, entity] of page.entries()) {
    if (place > 0) body.text(',');
    write(entity);
  }
  body.text(']}');
  return { status: 200, headers: {}, body: body.whole() };
}

/** `/$count`: the number alone, as text. */
export function countResponse(request: GraphRequest, items: Items, rules: ListRules): GraphResponse {
  refuseOthers(request.url.searchParams, ['filter', 'search']);
  if (!isEventual(request)) throw new GraphError(400, 'Request_BadRequest', '$count is not currently supported.');
  const url = new URL(request.url);
  url.searchParams.set('$count', 'true');
  const options = readOptions({ ...request, url }, { ...rules, allowed: ['filter', 'search', 'count'], isCast: false });
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(countOf(items, options)) };
}

function cursorOf({ skiptoken }: Options, seal: LinkSeal): Cursor {
  if (skiptoken === undefined) return {};
  const cursor = seal.open(skiptoken) as Cursor | undefined;
  if (cursor !== undefined) return cursor;
  const message = 'The specified page token value has expired and can no longer be included in your request.';
  throw new GraphError(400, 'Directory_ExpiredPageToken', message);
}

interface Page {
  readonly page: readonly Entity[];
  readonly next: Cursor | undefined;
}

/** There is a next page only where something is on it. */
function nextByKey(items: Items, options: Options, { after = -1 }: Cursor): Page {
  const page: Entity[] = [];
  let last = after;
  for (const { key, entity } of items(after)) {
    if (!isMeant(entity, options)) continue;
    if (page.length === options.pageSize) return { page, next: { after: last } };
    page.push(entity);
    last = key;
  }
  return { page, next: undefined };
}

function nextOf(found: readonly EntityItem[], { pageSize }: Options, { skip = 0 }: Cursor): Page {
  const end = skip + pageSize;
  return {
    page: found.slice(skip, end).map(({ entity }) => entity),
    next: end < found.length ? { skip: end } : undefined,
  };
}

function ordered(items: Items, options: Options): readonly EntityItem[] {
  const found = [...items(-1)].filter(({ entity }) => isMeant(entity, options));
  return found.sort((one, other) => {
    for (const { property, isDescending } of options.orderby) {
      const order = orderOf(one.entity.get(property), other.entity.get(property));
      if (order !== 0) return isDescending ? -order : order;
    }
    return one.key - other.key;
  });
}

/** What is not there comes first. */
function orderOf(one: unknown, other: unknown): number {
  const order = compare(one, other);
  return Number.isNaN(order) ? Number(one !== undefined && one !== null) * 2 - 1 : order;
}

function countOf(items: Items, options: Options): number {
  let number = 0;
  for (const { entity } of items(-1)) if (isMeant(entity, options)) number++;
  return number;
}

function isMeant(entity: Entity, { filter, search }: Options): boolean {
  return (filter?.matches(entity) ?? true) && (search?.(entity) ?? true);
}

/** The same request with another page token. */
function linkTo(request: GraphRequest, token: string): string {
  const { pathname, search } = request.url;
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  const path = pathname.slice(VERSION.length);
  return new URL(`${serviceOf(request)}${path}?${[...kept, `$skiptoken=${token}`].join('&')}`).href;
}

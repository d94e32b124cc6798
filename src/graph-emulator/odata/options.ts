import { badQuery, badRequest, unsupportedQuery } from '../graph-error.ts';
import { type GraphRequest, isEventual } from '../request.ts';
import { entityTypes } from '../resources/shapes.ts';
import { type Filter, readODataFilter } from './filter.ts';
import { type ItemType, readSelect } from './projection.ts';
import { readSearch } from './search.ts';

type OptionName = 'select' | 'filter' | 'search' | 'count' | 'orderby' | 'top' | 'expand';

/** What a collection lets its readers ask for. */
export interface OptionRules {
  readonly itemType: ItemType;
  readonly allowed: readonly OptionName[];
  /** The whole collection is asked for as another type: an advanced query. */
  readonly isCast?: boolean;
  readonly largestPage?: number;
  readonly pageByDefault?: number;
}

/** The query options of one request, read and allowed. */
export interface Options {
  readonly select: readonly string[] | undefined;
  readonly filter: Filter | undefined;
  readonly search: ReturnType<typeof readSearch> | undefined;
  readonly orderby: readonly { readonly property: string; readonly isDescending: boolean }[];
  /** Without `ConsistencyLevel: eventual` Graph ignores `$count`, and says nothing. */
  readonly counts: boolean;
  readonly pageSize: number;
  readonly expand: string | undefined;
  readonly skiptoken: string | undefined;
}

const LARGEST_PAGE = 999;
const PAGE = 100;

/**
 * Reads the query options of a collection.
 * @throws GraphError for an option that it does not have or that cannot be read, and for an advanced query without what
 * such queries need (https://learn.microsoft.com/graph/aad-advanced-queries)
 */
export function readOptions(request: GraphRequest, rules: OptionRules): Options {
  const { searchParams } = request.url;
  const given = (name: OptionName | 'skiptoken') => searchParams.get(`$${name}`) ?? undefined;
  refuseOthers(searchParams, rules.allowed);
  const filterText = given('filter');
  const searchText = given('search');
  const options: Options = {
    select: readSelect(given('select'), rules.itemType),
    filter: filterText === undefined ? undefined : readODataFilter(filterText, entityTypes(rules.itemType)),
    search: searchText === undefined ? undefined : readSearch(searchText),
    orderby: readOrderby(given('orderby'), rules.itemType),
    counts: isEventual(request) && given('count') === 'true',
    pageSize: readTop(given('top'), rules),
    expand: given('expand'),
    skiptoken: given('skiptoken'),
  };
  refuseUnready(request, rules, options);
  return options;
}

/** The options that count and one-item paths have. @throws GraphError for any other option of OData */
export function refuseOthers(searchParams: URLSearchParams, allowed: readonly OptionName[]): void {
  for (const [name, value] of searchParams) {
    if (!name.startsWith('$') || name === '$skiptoken' || name === '$format') continue;
    if (name === '$skip') throw badRequest("'$skip' is not supported by the service.");
    if (!allowed.some((option) => `$${option}` === name)) {
      throw unsupportedQuery(`Unsupported Query: the query option '${name}' is not supported here.`);
    }
    if (name === '$count' && !/^(true|false)$/.test(value)) {
      throw badQuery(`The value '${value}' of the query option '$count' is not valid.`);
    }
  }
}

function readTop(text: string | undefined, { largestPage = LARGEST_PAGE, pageByDefault = PAGE }: OptionRules): number {
  if (text === undefined) return pageByDefault;
  const top = /^\d+$/.test(text) ? Number(text) : 0;
  if (top >= 1 && top <= largestPage) return top;
  throw unsupportedQuery(`Invalid page size specified: '${text}'. Must be between 1 and ${largestPage} inclusive.`);
}

function readOrderby(text: string | undefined, itemType: ItemType): Options['orderby'] {
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const [property = '', direction = 'asc', ...more] = part.trim().split(/\s+/);
    if (more.length > 0 || !/^(asc|desc)$/.test(direction))
      throw badQuery(`Invalid $orderby clause: '${part.trim()}'.`);
    const [known] = readSelect(property, itemType) ?? [];
    if (known === undefined) throw badQuery('Invalid $orderby clause: it names no property.');
    return { property: known, isDescending: direction === 'desc' };
  });
}

/** `$search` needs the header; what only the index can do needs `$count=true` as well, and excludes `$expand`. */
function refuseUnready(request: GraphRequest, { isCast = false }: OptionRules, options: Options): void {
  const isOrderedFilter = options.filter !== undefined && options.orderby.length > 0;
  const needsIndex = options.filter?.isAdvanced === true || isOrderedFilter || isCast;
  if (options.search !== undefined && !isEventual(request)) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  if (needsIndex && !options.counts && options.skiptoken === undefined) {
    throw unsupportedQuery(
      "Unsupported Query. It needs the request header 'ConsistencyLevel: eventual' and the query option '$count=true'.",
    );
  }
  if (options.expand !== undefined && (needsIndex || options.search !== undefined)) {
    throw unsupportedQuery("Unsupported Query: '$expand' cannot be combined with advanced queries.");
  }
}

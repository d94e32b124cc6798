import type { Found } from './route.ts';

/** What one request costs of the published limits (https://learn.microsoft.com/graph/throttling-limits, identity and access). */
export interface Cost {
  readonly resourceUnits: number;
  readonly writes: number;
}

const SMALL_PAGE = 20;

/** Reads that cost more than one unit; the first that fits. */
const READS: readonly { readonly path: RegExp; readonly units: number }[] = [
  { path: /^\/groups\/\{id\}\/transitiveMembers/, units: 5 },
  { path: /^\/groups\/\{id\}\/members/, units: 3 },
  { path: /^\/subscribedSkus$/, units: 3 },
  { path: /^\/users$/, units: 2 },
  { path: /^\/users\/\{id\}\/(?:licenseDetails|memberOf|transitiveMemberOf)/, units: 2 },
];

export function costOf({ route }: Found, searchParams: URLSearchParams): Cost {
  const isLookup = route.path === '/directoryObjects/getByIds';
  const isWrite = route.method !== 'GET' && !isLookup;
  const hasSelect = searchParams.has('$select');
  // Published apart: 5 units, 2 with $select.
  if (isLookup) return { resourceUnits: hasSelect ? 2 : 5, writes: 0 };
  const base = isWrite ? 1 : (READS.find(({ path }) => path.test(route.path))?.units ?? 1);
  const top = searchParams.get('$top');
  const less = Number(hasSelect) + Number(top !== null && Number(top) < SMALL_PAGE);
  const more = Number(searchParams.has('$expand'));
  return { resourceUnits: Math.max(1, base - less + more), writes: Number(isWrite) };
}

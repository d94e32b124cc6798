/** What one request takes of the limits of identity and access (https://learn.microsoft.com/graph/throttling-limits). */
export interface Cost {
  readonly resourceUnits: number;
  readonly writes: number;
  /** Reads of audit logs. */
  readonly audits: number;
}

/** So much within so many seconds: a bucket that is full at first, and filled again at a steady pace. */
export interface Limit {
  readonly amount: number;
  readonly seconds: number;
}

/** Resource units of one app in a tenant with so many people. */
export function resourceUnitsAt(users: number): Limit {
  return { amount: users < 50 ? 3_500 : users < 500 ? 5_000 : 8_000, seconds: 10 };
}
/** Of one app in a tenant. */
export const WRITES: Limit = { amount: 3_000, seconds: 150 };
/** Of one app in a tenant. */
export const AUDITS: Limit = { amount: 5, seconds: 10 };
/** Of one app in all tenants together. */
export const WRITES_OF_APP: Limit = { amount: 35_000, seconds: 300 };
/** Of all apps in a tenant together. */
export const WRITES_OF_ALL: Limit = { amount: 18_000, seconds: 300 };

const SMALL_PAGE = 20;

/** Reads that cost more than one unit; the first that fits. */
const READS: readonly { readonly path: RegExp; readonly units: number }[] = [
  { path: /^\/groups\/[^/]+\/transitiveMembers/, units: 5 },
  { path: /^\/groups\/[^/]+\/members/, units: 3 },
  { path: /^\/subscribedSkus$/, units: 3 },
  { path: /^\/users$/, units: 2 },
  { path: /^\/users\/[^/]+\/(?:licenseDetails|memberOf|transitiveMemberOf)/, units: 2 },
];

/** @param path below the version, without options: `/users/…` */
export function costOf(method: string, path: string, options: URLSearchParams): Cost {
  const isLookup = path === '/directoryObjects/getByIds';
  const isWrite = method !== 'GET' && !isLookup;
  const hasSelect = options.has('$select');
  // Published apart: 5 units, 2 with $select.
  if (isLookup) return { resourceUnits: hasSelect ? 2 : 5, writes: 0, audits: 0 };
  const base = isWrite ? 1 : (READS.find((read) => read.path.test(path))?.units ?? 1);
  const top = options.get('$top');
  const less = Number(hasSelect) + Number(top !== null && Number(top) < SMALL_PAGE);
  const more = Number(options.has('$expand'));
  return {
    resourceUnits: Math.max(1, base - less + more),
    writes: Number(isWrite),
    audits: Number(path.startsWith('/auditLogs/')),
  };
}

import {
  AUDITS,
  type Cost,
  type Limit,
  resourceUnitsAt,
  WRITES,
  WRITES_OF_ALL,
} from '../directory/graph/published-limits.ts';
import { GraphError } from './graph-error.ts';

export interface Throttle {
  /**
   * Takes the cost of one request from what the limits leave, and gives the headers that tell of it.
   * @throws GraphError 429 with a fractional `Retry-After` when there is not enough
   */
  take(cost: Cost, appId: string, nowMs: number): Record<string, string>;
}

/** A bucket of tokens: full at first, filled again at a steady pace. */
interface Bucket {
  readonly capacity: number;
  readonly perSecond: number;
  readonly scope: string;
  readonly information: string;
  level: number;
  atMs: number;
}

/** Clients hear of a limit that they use more of than this. */
const WARN_FROM = 0.8;
/** A refused request counts too, but nobody owes more than this part of a limit. */
const LARGEST_DEBT = 0.1;

/**
 * Microsoft's published limits for identity and access: resource units and writes of each app, writes of all apps together,
 * and reads of audit logs (https://learn.microsoft.com/graph/throttling-limits).
 */
export function throttle({ users, tenantId }: { readonly users: number; readonly tenantId: string }): Throttle {
  const units = resourceUnitsAt(users);
  const buckets = new Map<string, Bucket>();

  function bucket(
    name: string,
    { amount: limit, seconds }: Limit,
    scope: string,
    information: string,
    nowMs: number,
  ): Bucket {
    const known = buckets.get(name);
    if (known !== undefined) {
      const passed = Math.max(0, nowMs - known.atMs) / 1_000;
      known.level = Math.min(known.capacity, known.level + passed * known.perSecond);
      known.atMs = nowMs;
      return known;
    }
    const fresh = { capacity: limit, perSecond: limit / seconds, scope, information, level: limit, atMs: nowMs };
    buckets.set(name, fresh);
    return fresh;
  }

  return {
    take({ resourceUnits, writes, audits }, appId, nowMs) {
      const here = `${appId}/${tenantId}`;
      const drawn: (readonly [Bucket, number])[] = [];
      const draw = (from: Bucket, cost: number) => void drawn.push([from, cost]);
      const own = 'Tenant_Application';
      draw(
        bucket(`units ${appId}`, units, `${own}/ReadWrite/${here}`, 'ResourceUnitLimitExceeded', nowMs),
        resourceUnits,
      );
      if (writes > 0) {
        draw(bucket(`writes ${appId}`, WRITES, `${own}/Write/${here}`, 'WriteLimitExceeded', nowMs), writes);
        draw(bucket('writes', WRITES_OF_ALL, `Tenant/Write/${here}`, 'WriteLimitExceeded', nowMs), writes);
      }
      if (audits > 0)
        draw(bucket(`audits ${appId}`, AUDITS, `${own}/Read/${here}`, 'ResourceUnitLimitExceeded', nowMs), audits);

      const empty = drawn.find(([from, cost]) => from.level < cost);
      for (const [from, cost] of drawn) from.level = Math.max(from.level - cost, -from.capacity * LARGEST_DEBT);
      if (empty !== undefined) throw tooMany(...empty);
      const used = Math.max(...drawn.map(([from]) => 1 - from.level / from.capacity));
      return {
        'x-ms-resource-unit': String(resourceUnits),
        ...(used > WARN_FROM ? { 'x-ms-throttle-limit-percentage': used.toFixed(2) } : {}),
      };
    },
  };
}

function tooMany({ level, perSecond, scope, information }: Bucket, cost: number): GraphError {
  const seconds = (cost - level) / perSecond;
  return throttled(seconds, { 'x-ms-throttle-scope': scope, 'x-ms-throttle-information': information });
}

export function throttled(seconds: number, headers: Readonly<Record<string, string>> = {}): GraphError {
  const retryAfter = (Math.ceil(seconds * 1_000) / 1_000).toString();
  return new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
    headers: { 'Retry-After': retryAfter, ...headers },
    inner: { code: '429', message: 'Please retry after', status: '429' },
  });
}

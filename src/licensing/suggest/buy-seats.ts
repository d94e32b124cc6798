import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import { inLine } from '../model/in-line.ts';
import { subscriptionOf } from '../model/subscription.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { type SimulateOptions, whatIf } from '../outcome/simulate.ts';
import { type Candidate, distinct, inOneStep, reasonsOfKind } from './candidate.ts';
import { reactivationOf } from './reactivate.ts';

/**
 * As many seats as these people wait for, and as those before them in the queue take (R40); of products that have suspended
 * seats enough, these are reactivated beside it. Nothing that can be done from here. Subjects: a product, and how many
 * seats of it.
 */
export function buySeats(tenant: Tenant, cause: Cause, options: SimulateOptions): readonly Candidate[] {
  const short = distinct(reasonsOfKind(cause, 'seats').map(({ skuId }) => skuId));
  const products = short.filter((skuId) => isSold(tenant, skuId, cause));
  if (products.length === 0) return [];
  const [back] = reactivationOf(
    tenant,
    short.filter((skuId) => !products.includes(skuId)),
  );
  const reactivated = back?.changes ?? [];
  const wanted = new Map(products.map((skuId) => [skuId, inQueue(tenant, skuId, cause) - freeSeats(tenant, skuId)]));
  const spare = whatIf(
    tenant,
    [...purchase(tenant, wanted), ...reactivated],
    options,
    (after) => new Map(products.map((skuId) => [skuId, Math.max(0, freeSeats(after, skuId))])),
  );
  if (!('seen' in spare)) return [];
  const seats = new Map(
    [...wanted].map(([skuId, count]) => [skuId, Math.max(1, count - (spare.seen.get(skuId) ?? 0))]),
  );
  const bought = [...seats].map(([skuId, count]): Candidate => {
    const subject = { skuIds: [skuId], seats: count };
    return { kind: 'buySeats', changes: purchase(tenant, new Map([[skuId, count]])), subject, canApply: false };
  });
  return inOneStep([...bought, ...(back === undefined ? [] : [back])]);
}

/** Seats that these people lack: all of theirs, less the free ones, more where more are in use than there are. */
export function missingSeats(tenant: Tenant, skuId: string, cause: Cause): number {
  return Math.max(1, cause.users.length - freeSeats(tenant, skuId));
}

function freeSeats(tenant: Tenant, skuId: string): number {
  const sku = tenant.findSku(skuId) ?? -1;
  return tenant.seats(sku) - tenant.consumed(sku);
}

/** Who owns suspended seats enough has none to buy; nobody can add any to a subscription that is suspended itself. */
function isSold(tenant: Tenant, skuId: string, cause: Cause): boolean {
  const sku = tenant.skus[tenant.findSku(skuId) ?? -1];
  if (sku === undefined) return false;
  const { state, suspended } = subscriptionOf(sku);
  return (
    (state === 'active' || state === 'inGrace') && suspended < inQueue(tenant, skuId, cause) - freeSeats(tenant, skuId)
  );
}

/** People who wait for the product in this group, or in one that comes before it in group order. */
function inQueue(tenant: Tenant, skuId: string, cause: Cause): number {
  const order = tenant.groupOrder();
  const inFront = new Set(order.slice(0, order.indexOf(cause.group) + 1));
  const users = new Set<UserIndex>();
  for (const { user, group } of inLine(tenant, tenant.findSku(skuId) ?? -1)) if (inFront.has(group)) users.add(user);
  return users.size;
}

function purchase(tenant: Tenant, seats: ReadonlyMap<string, number>): readonly Change[] {
  return [...seats].map(([skuId, count]): Change => {
    const sku = tenant.findSku(skuId) ?? -1;
    const enabled = tenant.seats(sku) - (tenant.skus[sku]?.prepaidUnits.warning ?? 0);
    return { kind: 'setSeats', skuId, enabled: enabled + count };
  });
}

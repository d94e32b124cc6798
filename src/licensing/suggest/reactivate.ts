import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import { subscriptionOf } from '../model/subscription.ts';
import type { Tenant } from '../model/tenant.ts';
import { type Candidate, distinct, reasonsOfKind } from './candidate.ts';

/**
 * Seats that are bought and suspended or locked out come back when their subscription is reactivated. Nothing that can be
 * done from here. Subject: the products, and how many seats come back at most of one.
 */
export function reactivate(tenant: Tenant, cause: Cause): readonly Candidate[] {
  return reactivationOf(tenant, distinct(reasonsOfKind(cause, 'seats').map(({ skuId }) => skuId)));
}

/** Those of these products that have seats to come back, reactivated together; nothing where none has. */
export function reactivationOf(tenant: Tenant, skuIds: readonly string[]): readonly Candidate[] {
  const back = skuIds.flatMap((skuId) => {
    const sku = tenant.skus[tenant.findSku(skuId) ?? -1];
    if (sku === undefined) return [];
    const { suspended: seats, assignable, state } = subscriptionOf(sku);
    if (seats === 0 || state === 'deleted') return [];
    const enabled = assignable + seats - sku.prepaidUnits.warning;
    return [{ seats, change: { kind: 'setSeats', skuId: sku.skuId, enabled, reactivates: true } satisfies Change }];
  });
  if (back.length === 0) return [];
  const subject = {
    skuIds: back.map(({ change }) => change.skuId),
    seats: Math.max(...back.map(({ seats }) => seats)),
  };
  return [{ kind: 'reactivate', changes: back.map(({ change }) => change), subject, canApply: false }];
}

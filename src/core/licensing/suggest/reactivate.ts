import type { Change } from '../change.ts';
import type { Cause } from '../status.ts';
import { subscriptionOf } from '../subscription.ts';
import type { Tenant } from '../tenant.ts';
import { type Candidate, distinct, reasonsOfKind } from './candidate.ts';

/**
 * Seats that are bought and suspended or locked out come back when their subscription is reactivated. Nothing that can be
 * done from here. Subject: the products, and how many seats come back at most of one.
 */
export function reactivate(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const back = distinct(reasonsOfKind(cause, 'seats').map(({ skuId }) => skuId)).flatMap((skuId) => {
    const sku = tenant.skus[tenant.findSku(skuId) ?? -1];
    const { suspended = 0, state } = sku === undefined ? {} : subscriptionOf(sku);
    return sku === undefined || suspended === 0 || state === 'deleted' ? [] : [{ sku, seats: suspended }];
  });
  if (back.length === 0) return [];
  const changes = back.map(({ sku, seats }): Change => {
    const enabled = subscriptionOf(sku).assignable + seats - sku.prepaidUnits.warning;
    return { kind: 'setSeats', skuId: sku.skuId, enabled, reactivates: true };
  });
  const subject = { skuIds: back.map(({ sku }) => sku.skuId), seats: Math.max(...back.map(({ seats }) => seats)) };
  return [{ kind: 'reactivate', changes, subject, canApply: false }];
}

import { givesPeopleNothing } from '../rules/for-organization.ts';
import { type Subscription, subscriptionOf } from './subscription.ts';
import type { SkuIndex, Tenant } from './tenant.ts';

/** The seats of one product: how many there are, and how many are in use. */
export interface Seats {
  readonly skuId: string;
  /** Seats that can be given out. */
  readonly seats: number;
  /** The same, or what is bought and cannot be given out where that is all. */
  readonly owned: number;
  readonly used: number;
  readonly free: number;
  readonly subscription: Subscription;
  /** It is for the organization, not for people. */
  readonly forOrganization: boolean;
}

export function seatsOf(tenant: Tenant, sku: SkuIndex): Seats {
  const product = tenant.skus[sku];
  if (product === undefined) throw new RangeError(`no product ${sku} of ${tenant.skus.length}`);
  const subscription = subscriptionOf(product);
  const { assignable: seats, suspended } = subscription;
  const used = tenant.consumed(sku);
  return {
    skuId: product.skuId,
    seats,
    owned: seats === 0 ? suspended : seats,
    used,
    free: freeOf(subscription, used),
    subscription,
    forOrganization: givesPeopleNothing(product),
  };
}

/** What is free when so many are in use: below zero more than there are; nothing where none can be given out. */
export function freeOf({ state, assignable }: Pick<Subscription, 'state' | 'assignable'>, inUse: number): number {
  return assignable === 0 && state !== 'active' ? 0 : assignable - inUse;
}

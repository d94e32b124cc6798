import { idKey } from '../../graph/ids.ts';
import type { SubscribedSku } from '../../graph/types.ts';

/** The products of `subscribedSkus.json`, whose spelling of an id is the one that counts. */
export interface OwnedProducts {
  /** As it is called there; undefined when the tenant does not own it. */
  skuId(skuId: string): string | undefined;
  /** As the first product that has the plan calls it; as it is called here when none does. */
  planId(servicePlanId: string): string;
  /** @param skuId as it is called there */
  hasPlan(skuId: string, servicePlanId: string): boolean;
}

export function ownedProducts(skus: readonly SubscribedSku[]): OwnedProducts {
  const skuIds = new Map(skus.map(({ skuId }) => [idKey(skuId), skuId]));
  const planIds = new Map<string, string>();
  for (const { servicePlanId } of skus.flatMap(({ servicePlans }) => servicePlans)) {
    if (!planIds.has(idKey(servicePlanId))) planIds.set(idKey(servicePlanId), servicePlanId);
  }
  const plans = new Map(
    skus.map(({ skuId, servicePlans }) => [skuId, new Set(servicePlans.map((plan) => idKey(plan.servicePlanId)))]),
  );
  return {
    skuId: (skuId) => skuIds.get(idKey(skuId)),
    planId: (servicePlanId) => planIds.get(idKey(servicePlanId)) ?? servicePlanId,
    hasPlan: (skuId, servicePlanId) => plans.get(skuId)?.has(idKey(servicePlanId)) ?? false,
  };
}

/** Every plan by one name, that of the first product that has it. */
export function withOnePlanSpelling(skus: readonly SubscribedSku[]): readonly SubscribedSku[] {
  const { planId } = ownedProducts(skus);
  return skus.map((sku) => ({
    ...sku,
    servicePlans: sku.servicePlans.map((plan) => ({ ...plan, servicePlanId: planId(plan.servicePlanId) })),
  }));
}

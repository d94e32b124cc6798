import type { ServicePlanInfo } from '../graph.ts';
import productRecords from './products.json' with { type: 'json' };
import planRecords from './service-plans.json' with { type: 'json' };

/** A service plan as the public catalogue knows it. */
export interface CataloguePlan {
  readonly servicePlanName: string;
  readonly servicePlanId: string;
  readonly displayName: string;
  readonly appliesTo?: string;
}

/** A product as the public catalogue knows it: a tenant's own may have more plans or fewer. */
export interface CatalogueProduct {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly displayName: string;
  readonly servicePlans: readonly ServicePlanInfo[];
}

const plans: readonly CataloguePlan[] = planRecords;
const planByName = new Map(plans.map((plan) => [plan.servicePlanName, plan]));

const products: readonly CatalogueProduct[] = productRecords.map((record) => ({
  ...record,
  servicePlans: record.servicePlans.map((name) => toServicePlanInfo(planNamed(name))),
}));
const productByPartNumber = new Map(products.map((product) => [product.skuPartNumber, product]));

/** Every plan of the catalogue, by name: Microsoft's are unique among those here. */
export const cataloguePlans: readonly CataloguePlan[] = plans;

/** Every product of the catalogue. */
export const catalogueProducts: readonly CatalogueProduct[] = products;

/**
 * A product by its `skuPartNumber`, with today's plans.
 * @throws RangeError for one that is not in the catalogue: callers name products that they know to be.
 */
export function catalogueProduct(skuPartNumber: string): CatalogueProduct {
  const product = productByPartNumber.get(skuPartNumber);
  if (product === undefined) throw new RangeError(`The catalogue has no product ${skuPartNumber}.`);
  return product;
}

/**
 * A plan by its `servicePlanName`.
 * @throws RangeError for one that is not in the catalogue: callers name plans that they know to be.
 */
export function planNamed(servicePlanName: string): CataloguePlan {
  const plan = planByName.get(servicePlanName);
  if (plan === undefined) throw new RangeError(`The catalogue has no plan ${servicePlanName}.`);
  return plan;
}

function toServicePlanInfo({ servicePlanId, servicePlanName, appliesTo }: CataloguePlan): ServicePlanInfo {
  return { servicePlanId, servicePlanName, provisioningStatus: 'Success', appliesTo: appliesTo ?? 'User' };
}

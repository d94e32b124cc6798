import packed from './catalogue.json' with { type: 'json' };
import { type CataloguePlan, type CatalogueProduct, parsePlans, parseProducts } from './packed.ts';

export type { CataloguePlan, CatalogueProduct } from './packed.ts';

/** Every plan of the catalogue. Two plans may bear one `servicePlanName`: the id alone is theirs. */
export const cataloguePlans: readonly CataloguePlan[] = parsePlans(packed);

/** Every product of the catalogue. Two products may bear one `skuPartNumber`: the id alone is theirs. */
export const catalogueProducts: readonly CatalogueProduct[] = parseProducts(packed, cataloguePlans);

const planByName = new Map(cataloguePlans.map((plan) => [plan.servicePlanName, plan]));
const productByPartNumber = new Map(catalogueProducts.map((product) => [product.skuPartNumber, product]));

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

/**
 * The `servicePlanId` of a plan by its `servicePlanName`.
 * @throws RangeError as `planNamed` does
 */
export function planId(servicePlanName: string): string {
  return planNamed(servicePlanName).servicePlanId;
}

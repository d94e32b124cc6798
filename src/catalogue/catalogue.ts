import { cataloguePlans, catalogueProducts } from './products.ts';

/** Names that people read, for what Graph knows by id and by a code. */
export interface Catalogue {
  /** "Office 365 E3" for `ENTERPRISEPACK`; the `skuPartNumber` itself when nothing better is known. */
  productName(skuId: string, skuPartNumber: string): string;
  /** "Yammer Enterprise" for `YAMMER_ENTERPRISE`; the `servicePlanName` itself when nothing better is known. */
  planName(servicePlanId: string, servicePlanName: string): string;
}

const productNames = new Map(catalogueProducts.map((product) => [product.skuId, product.displayName]));
const planNames = new Map(cataloguePlans.map((plan) => [plan.servicePlanId, plan.displayName]));

/** The names of Microsoft's list, put right where they would mislead. */
export const catalogue: Catalogue = {
  productName: (skuId, skuPartNumber) => productNames.get(skuId.toLowerCase()) ?? skuPartNumber,
  planName: (servicePlanId, servicePlanName) => planNames.get(servicePlanId.toLowerCase()) ?? servicePlanName,
};

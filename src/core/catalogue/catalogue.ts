import { readProductNames } from './product-names-csv.ts';
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

/** The products and plans that administrators speak of. */
export const catalogue: Catalogue = catalogueOf(productNames, planNames);

/**
 * The same, and for everything else the names of Microsoft's own list.
 * @param csvText *Product names and service plan identifiers for licensing.csv*, as downloaded
 * @throws SyntaxError when it lacks one of the columns
 */
export function catalogueWith(csvText: string): Catalogue {
  const listed = readProductNames(csvText);
  return catalogueOf(new Map([...listed.products, ...productNames]), new Map([...listed.plans, ...planNames]));
}

function catalogueOf(products: ReadonlyMap<string, string>, plans: ReadonlyMap<string, string>): Catalogue {
  return {
    productName: (skuId, skuPartNumber) => products.get(skuId.toLowerCase()) ?? skuPartNumber,
    planName: (servicePlanId, servicePlanName) => plans.get(servicePlanId.toLowerCase()) ?? servicePlanName,
  };
}

import { catalogueProducts } from '../../catalogue/products.ts';
import { idKey, isSameId } from '../../graph/ids.ts';
import type { SubscribedSku } from '../../graph/types.ts';
import type { Tenant } from './tenant.ts';

/**
 * Products that templates name and the tenant does not own any more, each once: they can be named, to take them out of a
 * group, and give nothing.
 */
export function goneProducts(
  tenant: Pick<Tenant, 'groupCount' | 'assignedLicenses' | 'skus'>,
): readonly SubscribedSku[] {
  const owned = new Set(tenant.skus.map(({ skuId }) => idKey(skuId)));
  const gone = new Map<string, SubscribedSku>();
  for (let group = 0; group < tenant.groupCount; group++) {
    for (const { skuId } of tenant.assignedLicenses(group)) {
      if (!owned.has(idKey(skuId))) gone.set(idKey(skuId), goneProduct(skuId));
    }
  }
  return [...gone.values()];
}

/** What is left of a product: its id, and the name by which Microsoft's list has it. */
export function goneProduct(skuId: string): SubscribedSku {
  return {
    skuId,
    skuPartNumber: catalogueProducts.find((product) => isSameId(product.skuId, skuId))?.skuPartNumber ?? skuId,
    capabilityStatus: 'Deleted',
    prepaidUnits: { enabled: 0, warning: 0, suspended: 0 },
    servicePlans: [],
  };
}

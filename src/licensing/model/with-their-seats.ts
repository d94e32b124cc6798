import type { SubscribedSku } from '../../graph/types.ts';
import type { SkuIndex, Tenant } from './tenant.ts';

/** The tenant's products as a snapshot has them. */
export function withTheirSeats(tenant: Tenant): readonly SubscribedSku[] {
  return tenant.skus.map((sku, index) => withSeatsOfToday(tenant, sku, index));
}

const WITHOUT_SEATS: readonly string[] = ['Suspended', 'LockedOut', 'Deleted'];

/** Seats may have been bought since the tenant was loaded. A subscription that gives none keeps its figures (R56). */
function withSeatsOfToday(tenant: Tenant, sku: SubscribedSku, index: SkuIndex): SubscribedSku {
  if (WITHOUT_SEATS.includes(sku.capabilityStatus)) return sku;
  const enabled = tenant.seats(index) - sku.prepaidUnits.warning;
  return { ...sku, prepaidUnits: { ...sku.prepaidUnits, enabled } };
}

import { idKey } from '../../graph/ids.ts';
import type { SubscribedSku } from '../../graph/types.ts';

/**
 * A product for the whole organization, storage or capacity say: it is there for everybody, no person or group is ever
 * given it, and in a template it is as good as absent.
 */
export function isForOrganization({ appliesTo }: SubscribedSku): boolean {
  return appliesTo === 'Company';
}

/** Tells of which products of the tenant people can be given one. */
export function givenToPeople(skus: readonly SubscribedSku[]): (skuId: string) => boolean {
  const given = new Set(skus.filter((sku) => !isForOrganization(sku)).map((sku) => idKey(sku.skuId)));
  return (skuId) => given.has(idKey(skuId));
}

/** Whether a person would get no service by it: it is for the organization, or all of its plans are. */
export function givesPeopleNothing(sku: SubscribedSku): boolean {
  const { servicePlans } = sku;
  return isForOrganization(sku) || (servicePlans.length > 0 && servicePlans.every(isOfOrganization));
}

function isOfOrganization({ appliesTo }: SubscribedSku['servicePlans'][number]): boolean {
  return appliesTo === 'Company';
}

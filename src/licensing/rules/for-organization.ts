import type { SubscribedSku } from '../../graph/types.ts';

/**
 * A product for the whole organization, storage or capacity say: it is there for everybody, no person or group is ever
 * given it, and in a template it is as good as absent.
 */
export function isForOrganization({ appliesTo }: SubscribedSku): boolean {
  return appliesTo === 'Company';
}

/** Whether a person would get no service by it: it is for the organization, or all of its plans are. */
export function givesPeopleNothing(sku: SubscribedSku): boolean {
  const { servicePlans } = sku;
  return isForOrganization(sku) || (servicePlans.length > 0 && servicePlans.every(isOfOrganization));
}

function isOfOrganization({ appliesTo }: SubscribedSku['servicePlans'][number]): boolean {
  return appliesTo === 'Company';
}

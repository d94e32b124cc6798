import { type Seats, seatsOf } from '../model/product-seats.ts';
import type { Tenant } from '../model/tenant.ts';
import { givesPeopleNothing } from '../rules/for-organization.ts';

/** What a product's page tells: its seats, who has it directly, and the groups that give it. */
export interface ProductPage {
  readonly seats: Seats;
  /** Whether people can be given it: not a product of the organization's. */
  readonly isForPeople: boolean;
  /** People who have it directly. */
  readonly direct: number;
  /** The largest groups whose template has it, largest first, with what they leave out. */
  readonly groups: readonly {
    readonly groupId: string;
    readonly members: number;
    readonly disabledPlans: readonly string[];
  }[];
  readonly moreGroups: number;
}

const GROUPS_SHOWN = 8;

/** Undefined for a product that the tenant does not own. */
export function productPage(tenant: Tenant, skuId: string): ProductPage | undefined {
  const sku = tenant.findSku(skuId);
  const product = sku === undefined ? undefined : tenant.skus[sku];
  if (sku === undefined || product === undefined) return undefined;
  const giving = Array.from({ length: tenant.groupCount }, (_, group) => group)
    .flatMap((group) => {
      const license = tenant.assignedLicenses(group).find((candidate) => candidate.skuId === product.skuId);
      return license === undefined ? [] : [{ group, license, members: tenant.memberCount(group) }];
    })
    .sort((a, b) => b.members - a.members);
  const groups = giving.slice(0, GROUPS_SHOWN).map(({ group, license, members }) => ({
    groupId: tenant.group(group).id,
    members,
    disabledPlans: license.disabledPlans,
  }));
  return {
    seats: seatsOf(tenant, sku),
    isForPeople: !givesPeopleNothing(product),
    direct: tenant.withDirect(sku),
    groups,
    moreGroups: giving.length - groups.length,
  };
}

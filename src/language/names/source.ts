import type { PlanAlias, ProductAlias } from '../../catalogue/aliases.ts';
import { planAliases, productAliases } from '../../catalogue/aliases.ts';
import { type Catalogue, catalogue as publicCatalogue } from '../../catalogue/catalogue.ts';
import type { SubscribedSku, User } from '../../graph/types.ts';
import { goneProducts } from '../../licensing/model/gone-products.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';

/** What somebody is called, and by what else they may be described. */
type NamedUser = Pick<User, 'id' | 'displayName' | 'userPrincipalName'> &
  Partial<Pick<User, 'usageLocation' | 'userType' | 'accountEnabled'>>;

/** What the language needs to know of a tenant: its names, and the few facts by which a sentence decides. */
export interface NameSource {
  readonly groupCount: number;
  readonly userCount: number;
  group(index: number): { readonly id: string; readonly displayName: string };
  user(index: number): NamedUser;
  /** Those of the tenant, and behind them those that only templates name any more. */
  readonly skus: readonly SubscribedSku[];
  productName(sku: SubscribedSku): string;
  planName(servicePlanId: string, servicePlanName: string): string;
  readonly productAliases: readonly ProductAlias[];
  readonly planAliases: readonly PlanAlias[];
  memberCount(group: number): number;
  isMember(group: number, user: number): boolean;
  /** `skuId`s of the group's template. */
  assignedSkuIds(group: number): readonly string[];
}

/** The part of a tenant that has names. */
export type NamedTenant = Pick<
  Tenant,
  'groupCount' | 'userCount' | 'skus' | 'group' | 'user' | 'members' | 'memberCount' | 'groupsOf' | 'assignedLicenses'
>;

/**
 * The names of a tenant. Memberships and templates are read from it whenever a sentence asks, so changes of licenses
 * and members need no new index; groups or people that come, go or are renamed do: build it again then.
 */
export function namesOf(tenant: NamedTenant, catalogue: Catalogue = publicCatalogue): NameSource {
  return {
    groupCount: tenant.groupCount,
    userCount: tenant.userCount,
    group: (index) => tenant.group(index),
    user: (index) => tenant.user(index),
    skus: [...tenant.skus, ...goneProducts(tenant)],
    productName: (sku) => catalogue.productName(sku.skuId, sku.skuPartNumber),
    planName: (id, name) => catalogue.planName(id, name),
    productAliases,
    planAliases,
    memberCount: (group) => tenant.memberCount(group),
    isMember: (group, user) => tenant.groupsOf(user).includes(group),
    assignedSkuIds: (group) => tenant.assignedLicenses(group).map((license) => license.skuId),
  };
}

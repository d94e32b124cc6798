import type { Group, Organization, SubscribedSku, User } from '../core/graph.ts';
import type { Tenant } from '../core/licensing/tenant.ts';

/** What people, groups and products are, by their ids: all that words need of a tenant. Undefined for what it does not have. */
export interface Labels {
  readonly organization: Organization;
  readonly skus: readonly SubscribedSku[];
  sku(skuId: string): SubscribedSku | undefined;
  user(userId: string): User | undefined;
  group(groupId: string): Group | undefined;
}

/** Read from the tenant at the moment when they are asked for. */
export function labelsOf(tenant: Tenant): Labels {
  return {
    organization: tenant.organization,
    get skus() {
      return tenant.skus;
    },
    sku(skuId) {
      const index = tenant.findSku(skuId);
      return index === undefined ? undefined : tenant.skus[index];
    },
    user(userId) {
      const index = tenant.findUser(userId);
      return index === undefined ? undefined : tenant.user(index);
    },
    group(groupId) {
      const index = tenant.findGroup(groupId);
      return index === undefined ? undefined : tenant.group(index);
    },
  };
}

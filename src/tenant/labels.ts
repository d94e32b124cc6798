import type { AssignedLicense, Group, Organization, RuleOrigin, SubscribedSku, User } from '../graph/types.ts';
import type { CauseDetail } from '../licensing/explain/status.ts';
import { type Before, beforeNow } from '../licensing/model/before.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { ruleBehind } from '../licensing/rules/rule-behind.ts';

/** What people, groups and products are, by their ids: all that words need of a tenant. Undefined for what it does not have. */
export interface Labels {
  readonly organization: Organization;
  readonly skus: readonly SubscribedSku[];
  sku(skuId: string): SubscribedSku | undefined;
  user(userId: string): User | undefined;
  group(groupId: string): Group | undefined;
  /** The group's template; empty for a group that is not there. */
  licensesOf(groupId: string): readonly AssignedLicense[];
  /** What changes start from, as the tenant is. */
  readonly before: Before;
  /** The rule that a failure comes from, where one is known. */
  ruleBehind(detail: CauseDetail<unknown>): RuleOrigin | undefined;
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
    licensesOf(groupId) {
      const index = tenant.findGroup(groupId);
      return index === undefined ? [] : tenant.assignedLicenses(index);
    },
    before: beforeNow(tenant),
    ruleBehind: (detail) => ruleBehind(tenant, detail),
  };
}

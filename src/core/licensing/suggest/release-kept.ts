import type { Change } from '../change.ts';
import { keptLicenses } from '../kept.ts';
import { peopleKeeping } from '../memory/rows-glance.ts';
import type { Cause } from '../status.ts';
import type { Tenant } from '../tenant.ts';
import { type Candidate, reasonsOfKind } from './candidate.ts';

/**
 * Lets go of the conflicting products that the failing people only keep: no group gives them any more. Subject: the groups
 * that they are kept from, the products, the people.
 */
export function releaseKept(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const inTheWay = new Set(reasonsOfKind(cause, 'conflict').map(({ detail }) => detail.otherSkuId));
  if (inTheWay.size === 0) return [];
  const keeping = new Set(peopleKeeping(tenant));
  const kept = keptLicenses(
    tenant,
    cause.users.filter((user) => keeping.has(user)),
  ).flatMap(({ groupId, products }) => {
    const those = products.filter(({ skuId }) => inTheWay.has(skuId));
    const userIds = [...new Set(those.flatMap(({ users }) => users))].map((user) => tenant.user(user).id);
    return userIds.length === 0 ? [] : [{ groupId, userIds, skuIds: those.map(({ skuId }) => skuId) }];
  });
  if (kept.length === 0) return [];
  const subject = {
    groupIds: kept.map(({ groupId }) => groupId),
    skuIds: [...new Set(kept.flatMap(({ skuIds }) => skuIds))],
    userIds: [...new Set(kept.flatMap(({ userIds }) => userIds))],
  };
  const changes = kept.map(({ groupId, userIds }): Change => ({ kind: 'releaseKeptLicenses', groupId, userIds }));
  return [{ kind: 'releaseKept', changes, subject, canApply: true }];
}

import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import { keptLicenses } from '../model/kept.ts';
import { rowsGlance } from '../model/rows-glance.ts';
import type { Tenant } from '../model/tenant.ts';
import { type Candidate, inOneStep, reasonsOfKind } from './candidate.ts';

/**
 * Lets go of the conflicting products that the failing people only keep: no group gives them any more. Subjects: the group
 * that they are kept from; the products; the people.
 */
export function releaseKept(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const inTheWay = new Set(reasonsOfKind(cause, 'conflict').map(({ detail }) => detail.otherSkuId));
  if (inTheWay.size === 0) return [];
  const { keepsSome } = rowsGlance(tenant);
  return inOneStep(
    keptLicenses(
      tenant,
      cause.users.filter((user) => keepsSome(tenant.rows(user))),
    ).flatMap(({ groupId, products }): readonly Candidate[] => {
      const those = products.filter(({ skuId }) => inTheWay.has(skuId));
      const users = new Set(those.flatMap((product) => product.users));
      if (users.size === 0) return [];
      // Whatever these people keep from the group goes with it.
      const skuIds = products
        .filter((product) => product.users.some((user) => users.has(user)))
        .map(({ skuId }) => skuId);
      const userIds = [...users].map((user) => tenant.user(user).id);
      const changes: readonly Change[] = [{ kind: 'releaseKeptLicenses', groupId, userIds }];
      return [{ kind: 'releaseKept', changes, subject: { groupIds: [groupId], skuIds, userIds }, canApply: true }];
    }),
  );
}

import type { Tenant } from '../model/tenant.ts';
import { causeKey } from './cause-key.ts';
import { causesOf } from './causes.ts';
import { type FailureCause, failureCauses } from './failure-cause.ts';

/** A cause with everybody who fails for it: what survives a restart, and what is compared with who failed before. */
export interface FailingPeople extends Pick<FailureCause, 'groupId' | 'skuId' | 'failedSkuIds'> {
  /** The same for as long as the cause is: group, reason, product, pairs of plans, sources, what stands behind. */
  readonly key: string;
  readonly userIds: readonly string[];
  readonly cause: FailureCause;
}

/** In these groups, or everywhere. Groups that the tenant does not have are passed over. */
export function failingPeople(tenant: Tenant, groupIds: readonly string[] | 'everywhere'): readonly FailingPeople[] {
  const scope = groupIds === 'everywhere' ? groupIds : { groups: groupIds.flatMap((id) => tenant.findGroup(id) ?? []) };
  const causes = causesOf(tenant, scope);
  return failureCauses(tenant, causes).flatMap((told, place) => {
    const cause = causes[place];
    if (cause === undefined) return [];
    const { groupId, skuId, failedSkuIds } = told;
    const userIds = cause.users.map((user) => tenant.user(user).id);
    return { groupId, skuId, failedSkuIds, key: `${groupId} | ${causeKey(cause)}`, userIds, cause: told };
  });
}

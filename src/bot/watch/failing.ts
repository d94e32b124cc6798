import { causeKey } from '../../core/licensing/cause-key.ts';
import { causesOf } from '../../core/licensing/causes.ts';
import { type FailureCause, failureCauses } from '../../core/licensing/failure-cause.ts';
import type { Tenant } from '../../core/licensing/tenant.ts';
import type { CauseAbout } from './watched.ts';

/** Groups to look at, by object id. */
export type Scope = ReadonlySet<string> | 'everywhere';

/** A cause with what survives a restart: ids instead of indexes. */
export interface FailingCause extends CauseAbout {
  /** The same for as long as the cause is: group, reason, product, pairs of plans, sources, what stands behind. */
  readonly key: string;
  readonly userIds: readonly string[];
  readonly cause: FailureCause;
}

export function failingCauses(tenant: Tenant, scope: Scope): readonly FailingCause[] {
  const causes =
    scope === 'everywhere'
      ? causesOf(tenant, scope)
      : causesOf(tenant, { groups: [...scope].flatMap((id) => tenant.findGroup(id) ?? []) });
  const byId = failureCauses(tenant, causes);
  return causes.map((cause, place) => {
    const said = byId[place] as FailureCause;
    return {
      groupId: said.groupId,
      skuId: cause.skuId,
      failedSkuIds: cause.failedSkuIds,
      key: `${said.groupId} | ${causeKey(cause)}`,
      userIds: cause.users.map((user) => tenant.user(user).id),
      cause: said,
    };
  });
}

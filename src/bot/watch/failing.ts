import { causeKey } from '../../core/licensing/cause-key.ts';
import { causesOf } from '../../core/licensing/causes.ts';
import type { Cause } from '../../core/licensing/status.ts';
import type { Tenant } from '../../core/licensing/tenant.ts';
import type { CauseAbout } from './watched.ts';

/** Groups to look at, by object id. */
export type Scope = ReadonlySet<string> | 'everywhere';

/** A cause with what survives a restart: ids instead of indexes. */
export interface FailingCause extends CauseAbout {
  /** The same for as long as the cause is: group, reason, product, pairs of plans, sources, what stands behind. */
  readonly key: string;
  readonly userIds: readonly string[];
  readonly cause: Cause;
}

export function failingCauses(tenant: Tenant, scope: Scope): readonly FailingCause[] {
  const causes =
    scope === 'everywhere'
      ? causesOf(tenant, scope)
      : causesOf(tenant, { groups: [...scope].flatMap((id) => tenant.findGroup(id) ?? []) });
  return causes.map((cause) => {
    const groupId = tenant.group(cause.group).id;
    return {
      groupId,
      skuId: cause.skuId,
      failedSkuIds: cause.failedSkuIds,
      key: `${groupId} | ${causeKey(cause)}`,
      userIds: cause.users.map((user) => tenant.user(user).id),
      cause,
    };
  });
}

import { causesOf } from '../../core/licensing/causes.ts';
import type { Cause, CauseDetail, CauseReason } from '../../core/licensing/status.ts';
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
      key: [groupId, cause.on, ...[cause, ...(cause.further ?? [])].map(reasonKey)].join(' | '),
      userIds: cause.users.map((user) => tenant.user(user).id),
      cause,
    };
  });
}

function reasonKey({ skuId, error, detail }: CauseReason): string {
  return `${skuId} ${error} ${detailKey(detail)}`;
}

/** Without counts: seats that are bought and people who join do not make it another cause. */
function detailKey(detail: CauseDetail): string {
  switch (detail.kind) {
    case 'conflict':
      return [
        detail.otherSkuId,
        ...detail.pairs.map(({ plan, otherPlan }) => `${plan}/${otherPlan}`),
        ...detail.sources.map(String).toSorted(),
      ].join();
    case 'dependency':
      return [detail.plan, ...detail.requiresAnyOf].join();
    case 'location':
      return [detail.plan, detail.usageLocation, detail.inherited].join();
    case 'duplicateAddress':
      return detail.address.toLowerCase();
    case 'seats':
    case 'unknown':
      return detail.kind;
    default:
      return detail satisfies never;
  }
}

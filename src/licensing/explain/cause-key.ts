import type { Cause, CauseDetail, CauseReason } from './status.ts';

/**
 * What a cause is, but for its group and people: equal for two causes whose reasons, plans and sources are the same. Without
 * counts: seats that are bought and people who join do not make it another cause.
 */
export function causeKey(cause: Cause): string {
  return [cause.on, ...[cause, ...(cause.further ?? [])].map(reasonKey)].join(' | ');
}

function reasonKey({ skuId, error, detail }: CauseReason): string {
  return `${skuId} ${error} ${detailKey(detail)}`;
}

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
    case 'notAssignable':
    case 'unknown':
      return detail.kind;
    default:
      return detail satisfies never;
  }
}

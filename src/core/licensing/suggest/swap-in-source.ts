import type { Change } from '../change.ts';
import type { Cause } from '../status.ts';
import type { Tenant } from '../tenant.ts';
import { type Candidate, distinct, reasonsOfKind } from './candidate.ts';

/**
 * Lets the groups that give the conflicting product give the failing one instead, with the same plans off as here, in one
 * step (R16). Touches every member of those groups. Subject: the groups, then the products that go and that come.
 */
export function swapInSource(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const conflicts = reasonsOfKind(cause, 'conflict');
  const own = tenant.group(cause.group).id;
  const template = tenant.givenLicenses(cause.group);
  const groupIds = distinct(conflicts.flatMap(({ detail }) => detail.sources)).filter((id) => id !== own);
  const changes = groupIds.flatMap((groupId): Change[] => {
    if (groupId === null) return [];
    const here = conflicts.filter(({ detail }) => detail.sources.includes(groupId));
    const incoming = new Set(here.map(({ skuId }) => skuId));
    return [
      {
        kind: 'assignGroupLicense',
        groupId,
        addLicenses: template.filter(({ skuId }) => incoming.has(skuId)),
        removeLicenses: distinct(here.map(({ detail }) => detail.otherSkuId)).filter((skuId) => !incoming.has(skuId)),
      },
    ];
  });
  if (changes.length === 0 || groupIds.includes(null)) return [];
  const skuIds = [
    ...distinct(conflicts.map(({ detail }) => detail.otherSkuId)),
    ...distinct(conflicts.map(({ skuId }) => skuId)),
  ];
  return [
    {
      kind: 'swapInSource',
      changes,
      subject: { groupIds: groupIds.filter((id) => id !== null), skuIds },
      canApply: true,
    },
  ];
}

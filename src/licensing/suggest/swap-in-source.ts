import type { Cause } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import { type Candidate, distinct, inOneStep, reasonsOfKind } from './candidate.ts';

/**
 * Lets the groups that give the conflicting product give the failing one instead, with the same plans off as here, in one
 * step (R16). Touches every member of those groups. Subjects: a group, the products that go and those that come.
 */
export function swapInSource(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const conflicts = reasonsOfKind(cause, 'conflict');
  const own = tenant.group(cause.group).id;
  const template = tenant.givenLicenses(cause.group);
  const groupIds = distinct(conflicts.flatMap(({ detail }) => detail.sources)).filter((id) => id !== own);
  if (groupIds.includes(null)) return [];
  return inOneStep(
    groupIds
      .filter((id) => id !== null)
      .map((groupId): Candidate => {
        const here = conflicts.filter(({ detail }) => detail.sources.includes(groupId));
        const incoming = new Set(here.map(({ skuId }) => skuId));
        const skuIds = distinct(here.map(({ detail }) => detail.otherSkuId)).filter((skuId) => !incoming.has(skuId));
        const addLicenses = template.filter(({ skuId }) => incoming.has(skuId));
        return {
          kind: 'swapInSource',
          changes: [{ kind: 'assignGroupLicense', groupId, addLicenses, removeLicenses: skuIds }],
          subject: { groupIds: [groupId], skuIds, licenses: addLicenses },
          canApply: true,
        };
      }),
  );
}

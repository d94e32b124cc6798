import type { Cause } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { type Candidate, reasonsIn } from './candidate.ts';
import { addPlan, licensesWithPlansOff, newlyOff } from './plans-off.ts';

/**
 * Turns off, in the failing group's own template, what conflicts, lacks a prerequisite or is not allowed at the location,
 * with whatever depends on it. Touches every member. Subject: the group, its products, the plans.
 */
export function turnPlansOffHere(tenant: Tenant, cause: Cause): readonly Candidate[] {
  if (cause.on === 'removal') return [];
  const template = tenant.givenLicenses(cause.group);
  const off = new Map<string, Set<string>>();
  for (const { skuId, detail } of reasonsIn(cause)) {
    if (detail.kind === 'conflict') for (const { plan } of detail.pairs) addPlan(off, skuId, plan);
    if (detail.kind === 'dependency' && rulesOf(tenant).userPlans(skuId).includes(detail.plan))
      addPlan(off, skuId, detail.plan);
    if (detail.kind === 'location') {
      const plans = rulesOf(tenant).userPlans(skuId);
      for (const plan of plans) if (rulesOf(tenant).isRestricted(plan, detail.usageLocation)) addPlan(off, skuId, plan);
    }
  }
  const licenses = off.size === 0 ? undefined : licensesWithPlansOff(tenant, template, off);
  if (!licenses || licenses.length === 0) return [];
  const groupId = tenant.group(cause.group).id;
  return [
    {
      kind: 'turnPlansOffHere',
      changes: [{ kind: 'assignGroupLicense', groupId, addLicenses: licenses, removeLicenses: [] }],
      subject: { groupIds: [groupId], skuIds: licenses.map(({ skuId }) => skuId), plans: newlyOff(licenses, template) },
      canApply: true,
    },
  ];
}

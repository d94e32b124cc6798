import type { AssignedLicense } from '../../graph/types.ts';
import type { Refusal } from '../change.ts';
import type { Tenant } from '../model/tenant.ts';
import { givesPeopleNothing, isForOrganization } from './for-organization.ts';
import type { Rules } from './rules.ts';

interface Assignment {
  readonly addLicenses: readonly AssignedLicense[];
  readonly removeLicenses: readonly string[];
}

type RuledTenant = Tenant & { readonly indexedRules: Rules };

/**
 * Products that the tenant does not own, products to give that are for the organization (R58) or that nobody can be given,
 * and plans to turn off that are not of their product (R18). What is `there` can be removed, and stay turned off, although
 * the tenant or the product does not have it any more.
 */
export function checkLicenses(
  tenant: RuledTenant,
  { addLicenses, removeLicenses }: Assignment,
  there: readonly AssignedLicense[],
): Refusal[] {
  const refusals: Refusal[] = [];
  const stale = removeLicenses.filter((skuId) => !there.some((license) => license.skuId === skuId));
  for (const skuId of [...addLicenses.map((license) => license.skuId), ...stale]) {
    if (tenant.findSku(skuId) === undefined) refusals.push({ kind: 'unknownSku', skuId });
  }
  for (const { skuId, disabledPlans } of addLicenses) {
    const already = there.find((license) => license.skuId === skuId);
    if (!already && !tenant.indexedRules.isAssignable(skuId)) refusals.push({ kind: 'notAssignable', skuId });
    const sku = tenant.skus[tenant.findSku(skuId) ?? -1];
    if (sku && givesPeopleNothing(sku)) refusals.push({ kind: 'forOrganization', skuId });
    for (const servicePlanId of disabledPlans) {
      if (already?.disabledPlans.includes(servicePlanId)) continue;
      if (sku && !sku.servicePlans.some((plan) => plan.servicePlanId === servicePlanId)) {
        refusals.push({ kind: 'planNotInProduct', skuId, servicePlanId });
      }
    }
  }
  return refusals;
}

/**
 * The above, and plans that the new template turns on without a prerequisite in it (R13). A change that only removes
 * products is not held up by what was lacking before.
 */
export function checkTemplate(
  tenant: RuledTenant,
  change: Assignment,
  before: readonly AssignedLicense[],
  after: readonly AssignedLicense[],
): Refusal[] {
  const refusals = checkLicenses(tenant, change, before);
  if (refusals.length > 0) return refusals;
  const lackingIn = (template: readonly AssignedLicense[]) =>
    lackingPrerequisites(tenant.indexedRules, givenOf(tenant, template));
  const lacking = lackingIn(after);
  if (change.addLicenses.length > 0) return lacking;
  const known = new Set(lackingIn(before).map(keyOf));
  return lacking.filter((lack) => !known.has(keyOf(lack)));
}

function givenOf({ skus }: Tenant, template: readonly AssignedLicense[]): readonly AssignedLicense[] {
  const notGiven = new Set(skus.filter(isForOrganization).map(({ skuId }) => skuId));
  return template.filter(({ skuId }) => !notGiven.has(skuId));
}

type Lack = Refusal & { kind: 'templateLacksPrerequisite' };

function lackingPrerequisites(rules: Rules, template: readonly AssignedLicense[]): Lack[] {
  const there = new Set(template.flatMap((license) => rules.ruledPlans(license)));
  return template.flatMap((license) =>
    rules.ruledPlans(license).flatMap((servicePlanId) =>
      rules
        .prerequisites(servicePlanId)
        .filter((requiresAnyOf) => !requiresAnyOf.some((plan) => there.has(plan)))
        .map((requiresAnyOf) => ({
          kind: 'templateLacksPrerequisite' as const,
          skuId: license.skuId,
          servicePlanId,
          requiresAnyOf,
        })),
    ),
  );
}

function keyOf({ skuId, servicePlanId, requiresAnyOf }: Lack): string {
  return [skuId, servicePlanId, ...requiresAnyOf].join(' ');
}

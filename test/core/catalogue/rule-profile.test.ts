import { describe, expect, it } from 'vitest';
import { catalogueProduct, catalogueProducts, planNamed } from '../../../src/core/catalogue/products.ts';
import { RULE_PROFILES, ruleProfile } from '../../../src/core/catalogue/rule-profile.ts';
import type { RuleProfileName } from '../../../src/core/graph.ts';

/** Sets in which two products hold different plans. */
function conflicts(profile: RuleProfileName, one: string, other: string): string[] {
  const plansOf = (skuPartNumber: string) =>
    new Set(catalogueProduct(skuPartNumber).servicePlans.map((plan) => plan.servicePlanId));
  const [ours, theirs] = [plansOf(one), plansOf(other)];
  return ruleProfile(profile)
    .mutuallyExclusive.filter(({ plans }) =>
      plans.some((plan) => ours.has(plan) && plans.some((rival) => rival !== plan && theirs.has(rival))),
    )
    .map(({ set }) => set);
}

describe('exclusive sets by profile', () => {
  it.each([
    ['classic-2017', ['exchange-online', 'sharepoint-online']],
    ['doc-2025', ['sharepoint-online']],
    ['stacking-2023', []],
  ] as const)('in %s, Office 365 E1 and E3 conflict by %j', (profile, sets) => {
    expect(conflicts(profile, 'STANDARDPACK', 'ENTERPRISEPACK')).toEqual(sets);
  });

  it.each(RULE_PROFILES)('in %s, EMS conflicts with neither E1 nor E3', (profile) => {
    expect(conflicts(profile, 'EMS', 'STANDARDPACK')).toEqual([]);
    expect(conflicts(profile, 'EMS', 'ENTERPRISEPACK')).toEqual([]);
  });

  it('in classic-2017, Office 365 F3 has three conflicts with E3', () => {
    expect(conflicts('classic-2017', 'DESKLESSPACK', 'ENTERPRISEPACK')).toEqual([
      'exchange-online',
      'sharepoint-online',
      'skype-user',
    ]);
  });

  it.each([
    ['classic-2017', [9, 8, 3, 10, 4, 3, 3]],
    ['doc-2025', [7, 6, 2, 3, 10, 4, 3, 3]],
    ['stacking-2023', [7, 3, 2, 3, 4, 3, 3]],
  ] as const)('%s has sets of %j plans', (profile, sizes) => {
    expect(ruleProfile(profile).mutuallyExclusive.map((set) => set.plans.length)).toEqual(sizes);
  });
});

describe('dependencies', () => {
  it.each(RULE_PROFILES)('all twelve are in %s, and no location is restricted', (profile) => {
    const rules = ruleProfile(profile);
    expect(rules.dependsOn).toHaveLength(12);
    expect(rules.restrictedLocations).toEqual([]);
  });

  it('lets Office for the web run on OneDrive too, which complete products hold instead of SharePoint', () => {
    const wac = planNamed('SHAREPOINTWAC').servicePlanId;
    const requiresAnyOf = ruleProfile('classic-2017').dependsOn.find((entry) => entry.plan === wac)?.requiresAnyOf;
    expect(requiresAnyOf).toContain(planNamed('SHAREPOINTSTANDARD').servicePlanId);
    expect(requiresAnyOf).toContain(planNamed('ONEDRIVESTANDARD').servicePlanId);
  });

  it.each(['STANDARDPACK', 'ENTERPRISEPACK', 'ENTERPRISEPREMIUM', 'EMS', 'PROJECTPROFESSIONAL', 'SPE_E3'])(
    'are met by %s on its own',
    (skuPartNumber) => {
      const plans = new Set(catalogueProduct(skuPartNumber).servicePlans.map((plan) => plan.servicePlanId));
      const unmet = ruleProfile('classic-2017').dependsOn.filter(
        (entry) => plans.has(entry.plan) && !entry.requiresAnyOf.some((plan) => plans.has(plan)),
      );
      expect(unmet).toEqual([]);
    },
  );
});

describe('the catalogue of products', () => {
  it('has no product with a plan twice', () => {
    const doubled = catalogueProducts.filter(
      ({ servicePlans }) => new Set(servicePlans.map((plan) => plan.servicePlanId)).size < servicePlans.length,
    );
    expect(doubled).toEqual([]);
  });

  it('refuses a name that it does not know', () => {
    expect(() => catalogueProduct('NO_SUCH_SKU')).toThrow('no product NO_SUCH_SKU');
  });
});

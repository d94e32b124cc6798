import { describe, expect, it } from 'vitest';
import { catalogueProduct, catalogueProducts, planNamed } from '../../src/catalogue/products.ts';
import {
  DEFAULT_RULE_PROFILE,
  RULE_PROFILES,
  ruleProfile,
  ruleProfileNamed,
  ruleProfileOn,
} from '../../src/catalogue/rule-profile.ts';
import type { RuleProfileName } from '../../src/graph/types.ts';

const PROFILES = RULE_PROFILES.flatMap((name) => ruleProfileNamed(name) ?? []);

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
    ['classic-2017', ['exchange-mailbox', 'sharepoint-online']],
    ['doc-2025', ['sharepoint-online']],
    ['stacking-2023', []],
  ] as const)('in %s, Office 365 E1 and E3 conflict by %j', (profile, sets) => {
    expect(conflicts(profile, 'STANDARDPACK', 'ENTERPRISEPACK')).toEqual(sets);
  });

  it.each(PROFILES)('in %s, EMS conflicts with neither E1 nor E3', (profile) => {
    expect(conflicts(profile, 'EMS', 'STANDARDPACK')).toEqual([]);
    expect(conflicts(profile, 'EMS', 'ENTERPRISEPACK')).toEqual([]);
  });

  it('in classic-2017, Office 365 F3 has three conflicts with E3', () => {
    expect(conflicts('classic-2017', 'DESKLESSPACK', 'ENTERPRISEPACK')).toEqual([
      'exchange-mailbox',
      'sharepoint-online',
      'skype-user',
    ]);
  });

  it('in today’s rules, the plans of F1 and F3 stand beside those of every suite', () => {
    for (const suite of ['STANDARDPACK', 'ENTERPRISEPACK', 'SPE_E5', 'SPB']) {
      expect(conflicts('stacking-2023', 'SPE_F1', suite)).toEqual([]);
    }
  });

  it('every set and every dependency says where it is from, and of when that is', () => {
    for (const { mutuallyExclusive, dependsOn } of PROFILES.map(ruleProfile)) {
      for (const { source, date } of [...mutuallyExclusive, ...dependsOn]) {
        expect(source).toMatch(/\w{5}/);
        expect(date).toMatch(/^20[12]\d(-\d\d(-\d\d)?)?$/);
      }
    }
  });

  it('no two sets of a profile have one name', () => {
    for (const { mutuallyExclusive } of PROFILES.map(ruleProfile)) {
      const names = mutuallyExclusive.map(({ set }) => set);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('profiles by name and date', () => {
  it('“current” is the newest, which a tenant without rules of its own starts with', () => {
    expect(ruleProfileNamed('current')).toBe(DEFAULT_RULE_PROFILE);
    expect(ruleProfileNamed('stacking-2023')).toBe(DEFAULT_RULE_PROFILE);
    expect(ruleProfileNamed('classic-1999')).toBeUndefined();
  });

  it.each([
    ['2012-12-05', 'classic-2017'],
    ['2022-12', 'classic-2017'],
    ['2023-01-20', 'stacking-2023'],
    ['2026-09', 'stacking-2023'],
  ])('on %s directories worked by %s', (date, profile) => {
    expect(ruleProfileOn(date)).toBe(profile);
  });
});

describe('dependencies', () => {
  it.each(PROFILES)('all fourteen are in %s, twins follow them, and no location is restricted', (profile) => {
    const rules = ruleProfile(profile);
    expect(rules.dependsOn.filter(({ byAnalogy }) => !byAnalogy)).toHaveLength(14);
    expect(rules.dependsOn.filter(({ byAnalogy }) => byAnalogy)).toHaveLength(11);
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

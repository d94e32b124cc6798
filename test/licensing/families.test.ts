import { describe, expect, it } from 'vitest';
import { type CatalogueProduct, cataloguePlans, catalogueProducts } from '../../src/catalogue/products.ts';
import { DEFAULT_RULE_PROFILE, ruleProfile } from '../../src/catalogue/rule-profile.ts';
import corrections from '../../src/catalogue/rules/corrections.json' with { type: 'json' };
import dependencies from '../../src/catalogue/rules/dependencies.json' with { type: 'json' };
import sets from '../../src/catalogue/rules/exclusive-sets.json' with { type: 'json' };
import { isAssignable } from '../../src/catalogue/rules/facts.ts';
import type { RuleProfileName } from '../../src/graph/types.ts';
import { exclusivePairs, indexRules } from '../../src/licensing/rules/rules.ts';
import { makeChange, product, tenantOf } from './small-tenant.ts';

/*
 * Whatever goes for a commercial product goes for its twins: for governments, for schools, without Teams. What is a twin is
 * told here by the names of plans alone, apart from the table that the rules are made with.
 */

/** Plans for a government that are not called like their commercial twin, with a name at their end. */
const OTHERWISE_CALLED: Readonly<Record<string, string>> = {
  TEAMS_GOV: 'TEAMS1_GOV',
  TEAMS_AR_GCCHIGH: 'TEAMS1_AR_GCCHIGH',
  TEAMS_AR_DOD: 'TEAMS1_AR_DOD',
};
const called = (plan: string): string => OTHERWISE_CALLED[plan] ?? plan;

/** The service that a plan is, for whomever it is sold: `SHAREPOINTWAC` of `SHAREPOINTWAC_GOV`. */
function service(plan: string): string {
  return called(plan).replace(/(_AR)?_(GOV|GCC|GCCHIGH|DOD|EDU)$/i, '');
}

const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ['without Teams', /no.?teams|w\/o.?teams|without.?teams/i],
  ['DoD', /_DOD$/i],
  ['GCC High', /GCCHIGH$/i],
  ['GCC', /_GOV|GCC/i],
  ['education', /FACULTY|STUDENT|EDU|_FAC$|ALUMNI/i],
];

function familyOf({ skuPartNumber, displayName }: CatalogueProduct): string {
  return FAMILIES.find(([, pattern]) => pattern.test(skuPartNumber) || pattern.test(displayName))?.[0] ?? 'commercial';
}

const dependent: readonly string[] = dependencies.map(({ plan }) => plan);
/** Those of which the public list is wrong are spoken of elsewhere. */
const wronglyListed: readonly string[] = corrections.map(({ skuId }) => skuId);
const rightlyListed = catalogueProducts.filter(({ skuId }) => !wronglyListed.includes(skuId) && isAssignable(skuId));

/** Products with a plan that needs another one, without all that could be it and without others that need one. */
const lacking = dependencies.flatMap(({ plan, requiresAnyOf }) =>
  rightlyListed.flatMap((sku) =>
    sku.servicePlans
      .filter(({ servicePlanName }) => service(servicePlanName) === plan)
      .map((needing) => ({
        plan,
        sku,
        needing: needing.servicePlanId,
        off: sku.servicePlans
          .filter(
            ({ servicePlanId, servicePlanName }) =>
              requiresAnyOf.includes(service(servicePlanName)) ||
              (servicePlanId !== needing.servicePlanId && dependent.includes(service(servicePlanName))),
          )
          .map(({ servicePlanId }) => servicePlanId),
      })),
  ),
);

describe('what a plan needs, it needs in products of every family', () => {
  it.each([...Map.groupBy(lacking, ({ plan }) => plan)])('%s', (_, cases) => {
    const found = cases.map(({ sku, needing, off }) => {
      const groups = [{ id: 'g', displayName: 'g', securityEnabled: true, assignedLicenses: [], members: [] }];
      const owned = { ...product('', []), ...sku };
      const tenant = tenantOf({ products: [owned], groups, people: [], rules: ruleProfile(DEFAULT_RULE_PROFILE) });
      const addLicenses = [{ skuId: sku.skuId, disabledPlans: off }];
      const refusals = makeChange(tenant, {
        kind: 'assignGroupLicense',
        groupId: 'g',
        addLicenses,
        removeLicenses: [],
      });
      return refusals.some(
        (refusal) => refusal.kind === 'templateLacksPrerequisite' && refusal.servicePlanId === needing,
      )
        ? undefined
        : `${familyOf(sku)}: ${sku.skuPartNumber}`;
    });
    expect(found.filter((name) => name !== undefined)).toEqual([]);
  });

  it('the rules are met with in every family', () => {
    const met = Map.groupBy(lacking, ({ plan }) => plan);
    const table = [...met].map(
      ([plan, cases]) => `${plan}: ${[...new Set(cases.map(({ sku }) => familyOf(sku)))].sort().join(', ')}`,
    );
    expect(table.join('\n')).toMatchInlineSnapshot(`
      "WORKPLACE_ANALYTICS: commercial
      MCOMEETADV: GCC, GCC High, commercial, education, without Teams
      RMS_S_PREMIUM: DoD, GCC, GCC High, commercial, education, without Teams
      SHAREPOINTWAC: DoD, GCC, GCC High, commercial, education, without Teams
      SHAREPOINT_PROJECT: GCC, GCC High, commercial, education
      O365_SB_Relationship_Management: commercial, without Teams
      THREAT_INTELLIGENCE: GCC, GCC High, commercial, education, without Teams
      LOCKBOX_ENTERPRISE: DoD, GCC, GCC High, commercial, education, without Teams
      PAM_ENTERPRISE: commercial, education, without Teams
      MCOEV: DoD, GCC, GCC High, commercial, education, without Teams
      MCOPSTN1: GCC, commercial
      MCOPSTN2: commercial
      MCOPSTN5: commercial
      MCOPSTN6: commercial"
    `);
  });
});

describe('plans that exclude each other do so in every family', () => {
  const cloudOf = (plan: string): string => called(plan).slice(service(plan).length).toLowerCase();
  const profiles: readonly RuleProfileName[] = ['classic-2017', 'doc-2025', 'stacking-2023'];
  it.each(profiles)('in %s', (profile) => {
    const rules = indexRules(ruleProfile(profile), []);
    const ofProfile = sets.filter((record) => record.profiles.includes(profile) && record.set !== 'rms');
    const left = ofProfile.flatMap(({ set, plans }) => {
      const all = cataloguePlans.filter(({ servicePlanName }) => plans.includes(service(servicePlanName)));
      return all.flatMap((one) =>
        all
          .filter((other) => service(other.servicePlanName) < service(one.servicePlanName))
          .filter((other) => cloudOf(other.servicePlanName) === cloudOf(one.servicePlanName))
          .filter((other) => exclusivePairs(rules, [one.servicePlanId], [other.servicePlanId]).length === 0)
          .map((other) => `${set}: ${one.servicePlanName} / ${other.servicePlanName}`),
      );
    });
    expect(left).toEqual([]);
  });
});

it('the SharePoint that G1 lists for a government serves no Office for the web of another product', () => {
  const listed = (part: string) => {
    const found = catalogueProducts.find(({ skuPartNumber }) => skuPartNumber === part);
    if (found === undefined) throw new Error(`there is no ${part}`);
    return { ...product('', []), ...found };
  };
  const [g1, g3] = [listed('STANDARDPACK_GOV'), listed('ENTERPRISEPACK_GOV')];
  const assignedLicenses = [{ skuId: g1.skuId, disabledPlans: [] }];
  const groups = [{ id: 'g', displayName: 'g', securityEnabled: true, assignedLicenses, members: [] }];
  const tenant = tenantOf({ products: [g1, g3], groups, people: [], rules: ruleProfile(DEFAULT_RULE_PROFILE) });
  const planOf = (name: string) => cataloguePlans.find((plan) => plan.servicePlanName === name)?.servicePlanId ?? '';
  const refusals = makeChange(tenant, {
    kind: 'assignGroupLicense',
    groupId: 'g',
    addLicenses: [{ skuId: g3.skuId, disabledPlans: [planOf('SHAREPOINTENTERPRISE_GOV')] }],
    removeLicenses: [],
  });
  expect(refusals).toMatchObject([{ kind: 'templateLacksPrerequisite', servicePlanId: planOf('SHAREPOINTWAC_GOV') }]);
});

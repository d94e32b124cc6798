import { describe, expect, it } from 'vitest';
import { cataloguePlans, catalogueProduct, catalogueProducts } from '../../src/catalogue/products.ts';
import { DEFAULT_RULE_PROFILE, ruleProfile } from '../../src/catalogue/rule-profile.ts';
import type { SubscribedSku } from '../../src/graph/types.ts';
import { exclusivePairs, indexRules, wholeProduct } from '../../src/licensing/rules/rules.ts';

const data = ruleProfile(DEFAULT_RULE_PROFILE);
const skus: readonly SubscribedSku[] = catalogueProducts.map(({ skuId, skuPartNumber, servicePlans }) => ({
  skuId,
  skuPartNumber,
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled: 1, warning: 0, suspended: 0 },
  servicePlans,
}));
const rules = indexRules(data, skus);
const plansOf = new Map(skus.map(({ skuId }) => [skuId, rules.ruledPlans(wholeProduct(skuId))]));
const planName = new Map(cataloguePlans.map((plan) => [plan.servicePlanId, plan.servicePlanName]));

/** Pairs of plans, by name, for which two products of the public list cannot stand beside each other. */
function conflicts(one: string, other: string): readonly string[] {
  return conflictsBetween(catalogueProduct(one).skuId, catalogueProduct(other).skuId);
}

function conflictsBetween(one: string, other: string): readonly string[] {
  const pairs = exclusivePairs(rules, plansOf.get(one) ?? [], plansOf.get(other) ?? []);
  return pairs.map(({ plan, otherPlan }) =>
    [planName.get(plan) ?? plan, planName.get(otherPlan) ?? otherPlan].sort().join(' / '),
  );
}

/** Part numbers of products whose display name is like this. */
function named(pattern: RegExp): readonly string[] {
  const found = catalogueProducts.filter(({ displayName }) => pattern.test(displayName));
  expect(found.length).toBeGreaterThan(0);
  return found.map(({ skuPartNumber }) => skuPartNumber);
}

function expectNoConflict(these: readonly string[], those: readonly string[]): void {
  const found = these.flatMap((one) =>
    those.filter((other) => conflicts(one, other).length > 0).map((other) => `${one} × ${other}`),
  );
  expect(found).toEqual([]);
}

const COMMERCIAL =
  /^(Office|Microsoft) 365 (F[13]|E[135]|Business (Basic|Standard|Premium))( \(no Teams\)| EEA \(no Teams\))?$/;

describe('products that are sold for one another', () => {
  it('suites without Teams go with Teams', () => {
    expectNoConflict(named(/\(no Teams\)/), ['Microsoft_Teams_Enterprise_New', 'Microsoft_Teams_EEA_New']);
  });

  it('suites for the frontline, businesses and enterprises go together (Exchange team, 2023-01-20)', () => {
    expectNoConflict(named(COMMERCIAL), named(COMMERCIAL));
  });

  it('the add-ons for a government go with its suites', () => {
    const suites = named(/^(Office|Microsoft) 365 (GCC )?(G[135]|F3).*(GCC|Unified|Power BI|Conferencing)/);
    expectNoConflict(
      ['EMS_GOV', 'EMSPREMIUM_GOV', 'RIGHTSMANAGEMENT_CE_GOV', 'MCOEV_GOV', 'PROJECTPROFESSIONAL_GOV'],
      suites,
    );
  });

  it('the add-ons for schools go with their suites', () => {
    const suites = named(/^(Office|Microsoft) 365 A[35] for (faculty|students)$/i);
    expectNoConflict(['EMS_EDU_FACULTY', 'MCOEV_FACULTY', 'MCOEV_STUDENT', 'PROJECTPROFESSIONAL_FACULTY'], suites);
  });

  it('the first Microsoft 365 F1 goes with EMS and with every enterprise suite', () => {
    expectNoConflict(['M365_F1'], ['EMS', 'EMSPREMIUM', 'ENTERPRISEPACK', 'SPE_E3', 'SPE_E5', 'SPE_F1']);
  });

  it('whatever needs a plan goes with every product that gives it, unless both bring a calling plan', () => {
    const found = skus.flatMap((addOn) =>
      lackingAlone(addOn.skuId).flatMap((requires) => {
        const bases = skus.filter(({ skuId }) => plansOf.get(skuId)?.some((plan) => requires.includes(plan)));
        return bases.flatMap(({ skuId, skuPartNumber }) =>
          conflictsBetween(addOn.skuId, skuId).map((pair) => `${addOn.skuPartNumber} × ${skuPartNumber}: ${pair}`),
        );
      }),
    );
    expect([...new Set(found)].filter((line) => !/MCOPSTN\d(_GOV)? \/ MCOPSTN\d$/.test(line))).toEqual([]);
  });

  it('only add-ons lack something by themselves', () => {
    const alone = skus.filter(({ skuId }) => lackingAlone(skuId).length > 0).map(({ skuPartNumber }) => skuPartNumber);
    expect(alone.sort()).toMatchInlineSnapshot(`
      [
        "BUSINESS_VOICE",
        "BUSINESS_VOICE_DIRECTROUTING",
        "BUSINESS_VOICE_DIRECTROUTING_MED",
        "BUSINESS_VOICE_MED2",
        "BUSINESS_VOICE_MED2_TELCO",
        "EQUIVIO_ANALYTICS",
        "EQUIVIO_ANALYTICS_GOV",
        "IDENTITY_THREAT_PROTECTION",
        "IDENTITY_THREAT_PROTECTION_FOR_EMS_E5",
        "INFORMATION_PROTECTION_COMPLIANCE",
        "M365_SECURITY_COMPLIANCE_FOR_FLW",
        "MCOEV",
        "MCOEV_DOD",
        "MCOEV_FACULTY",
        "MCOEV_GCCHIGH",
        "MCOEV_GOV",
        "MCOEV_STUDENT",
        "MCOEV_TELSTRA",
        "MCOEV_USGOV_DOD",
        "MCOEV_USGOV_GCCHIGH",
        "MCOMEETADV",
        "MCOMEETADV_FACULTY",
        "MCOMEETADV_GOV",
        "MCOMEETADV_USGOV_GCCHIGH",
        "MCOPSTN1",
        "MCOPSTN2",
        "MCOPSTN5",
        "MCOPSTN_1_GOV",
        "MCOPSTN_5",
        "MCOPSTN_6",
        "MCOTEAMS_ESSENTIALS",
        "SPE_F5_COMP",
        "SPE_F5_COMP_AR_D_USGOV_DOD",
        "SPE_F5_COMP_AR_USGOV_GCCHIGH",
        "SPE_F5_COMP_GCC",
        "SPE_F5_SEC",
        "SPE_F5_SECCOMP",
        "THREAT_INTELLIGENCE",
        "THREAT_INTELLIGENCE_GOV",
        "WORKPLACE_ANALYTICS",
      ]
    `);
  });
});

/** What plans of the product need and it does not give. */
function lackingAlone(skuId: string): readonly (readonly string[])[] {
  const plans = plansOf.get(skuId) ?? [];
  return plans.flatMap((plan) =>
    rules.prerequisites(plan).filter((requires) => !requires.some((needed) => plans.includes(needed))),
  );
}

describe('all pairs of the public list', () => {
  it('conflict where the file beside this test says so, and nowhere else', async () => {
    const found = new Map<string, number>();
    skus.forEach(({ skuId }, place) => {
      for (const other of skus.slice(place + 1)) {
        for (const pair of new Set(conflictsBetween(skuId, other.skuId))) found.set(pair, (found.get(pair) ?? 0) + 1);
      }
    });
    await expect(asText(found)).toMatchFileSnapshot('conflicting-pairs.txt');
  });
});

/** Readable, and different whenever a pair of products comes or goes. */
function asText(found: ReadonlyMap<string, number>): string {
  const sections = data.mutuallyExclusive
    .filter(({ byAnalogy }) => !byAnalogy)
    .map(({ set, source, date }) => {
      const sets = data.mutuallyExclusive.filter((one) => one.set === set || one.set.startsWith(`${set}-`));
      const pairs = [...found].filter(([pair]) => sets.some((one) => isOf(pair, one.plans))).sort();
      return [`${set} (${source}, ${date})`, ...pairs.map(([pair, count]) => `  ${pair}: ${count}`)].join('\n');
    });
  const spokenOf = [...new Set([...found.keys()].flatMap((pair) => pair.split(' / ')))].sort();
  const products = spokenOf.map((name) => {
    const with_ = skus.filter(({ skuId }) => plansOf.get(skuId)?.some((plan) => planName.get(plan) === name));
    return [`${name}:`, ...with_.map(({ skuPartNumber }) => `  ${skuPartNumber}`).sort()].join('\n');
  });
  return `${['Pairs of products that conflict, by set and plans', ...sections, 'The products with each plan', ...products].join('\n\n')}\n`;
}

function isOf(pair: string, plans: readonly string[]): boolean {
  const names = plans.map((plan) => planName.get(plan));
  return pair.split(' / ').every((name) => names.includes(name));
}

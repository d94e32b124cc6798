import { describe, expect, it } from 'vitest';
import { planAliases, productAliases } from '../../src/catalogue/aliases.ts';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { cataloguePlans, catalogueProduct, catalogueProducts, planNamed } from '../../src/catalogue/products.ts';

const nameOfProduct = (skuPartNumber: string): string =>
  catalogue.productName(catalogueProduct(skuPartNumber).skuId, skuPartNumber);
const nameOfPlan = (servicePlanName: string): string =>
  catalogue.planName(planNamed(servicePlanName).servicePlanId, servicePlanName);

describe('names that people read', () => {
  it.each([
    ['ENTERPRISEPACK', 'Office 365 E3'],
    ['EMS', 'Enterprise Mobility + Security E3'],
    ['VISIOCLIENT', 'Visio Plan 2'],
    ['POWER_BI_PRO', 'Power BI Pro'],
    ['PROJECTPROFESSIONAL', 'Project Plan 3'],
    ['MCOEV', 'Teams Phone'],
    ['O365_BUSINESS_PREMIUM', 'Microsoft 365 Business Standard'],
    ['ENTERPRISEPACK_GOV', 'Office 365 G3 GCC'],
    ['CDS_DB_CAPACITY', 'Common Data Service Database Capacity'],
    ['SPE_E3_USGOV_GCCHIGH', 'Microsoft 365 E3 for GCC High'],
  ])('calls the product %s "%s"', (skuPartNumber, name) => {
    expect(nameOfProduct(skuPartNumber)).toBe(name);
  });

  it.each([
    ['EXCHANGE_S_STANDARD', 'Exchange Online (Plan 1)'],
    ['SHAREPOINTSTANDARD', 'SharePoint (Plan 1)'],
    ['SHAREPOINTENTERPRISE', 'SharePoint (Plan 2)'],
    ['YAMMER_ENTERPRISE', 'Yammer Enterprise'],
    ['MCOEV', 'Teams Phone'],
    ['TEAMS_GOV', 'Microsoft Teams for Government'],
    ['MICROSOFT STREAM', 'Microsoft Stream'],
  ])('calls the plan %s "%s"', (servicePlanName, name) => {
    expect(nameOfPlan(servicePlanName)).toBe(name);
  });

  it('shouts no name and shows none that is a mere code', () => {
    const shouted = cataloguePlans.filter((plan) => /^[A-Z_0-9 ()]{6,}$/.test(plan.displayName));
    expect(shouted).toEqual([]);
  });

  it('falls back on the code of what it does not know', () => {
    expect(catalogue.productName('00000000-0000-4000-8000-000000000001', 'NEW_SKU')).toBe('NEW_SKU');
    expect(catalogue.planName('00000000-0000-4000-8000-000000000001', 'NEW_PLAN')).toBe('NEW_PLAN');
  });
});

describe("Microsoft's own list", () => {
  it('is known whole', () => {
    expect(catalogueProducts).toHaveLength(619);
    expect(cataloguePlans.length).toBeGreaterThanOrEqual(791);
    expect(new Set(catalogueProducts.map((product) => product.skuId)).size).toBe(619);
    expect(new Set(cataloguePlans.map((plan) => plan.servicePlanId)).size).toBe(cataloguePlans.length);
  });

  it('keeps what it calls a product beside a name that is put right', () => {
    expect(catalogueProduct('PROJECTPROFESSIONAL')).toMatchObject({
      displayName: 'Project Plan 3',
      listedName: 'Planner and Project Plan 3',
    });
  });

  it('says what each product holds', () => {
    const empty = catalogueProducts.filter((product) => product.servicePlans.length === 0);
    expect(empty).toEqual([]);
    const names = catalogueProduct('STREAM').servicePlans.map((plan) => plan.servicePlanName);
    expect(names).toContain('MICROSOFT STREAM');
  });

  it('calls no two products alike', () => {
    const alike = Map.groupBy(catalogueProducts, (product) => product.displayName.toLowerCase().replace(/\W+/g, ' '));
    expect([...alike.values()].filter((products) => products.length > 1)).toEqual([]);
  });
});

describe('what people call things', () => {
  it('names only products that the catalogue has', () => {
    const unknown = productAliases.flatMap((entry) => entry.skuPartNumbers).filter((name) => !isProduct(name));
    expect(unknown).toEqual([]);
  });

  it('has a plan for every pattern of a plan alias', () => {
    const matches = (pattern: string) =>
      cataloguePlans.some((plan) => plan.servicePlanName === pattern || plan.servicePlanName.startsWith(pattern));
    const idle = planAliases.filter((entry) => !entry.servicePlanNamePatterns.some(matches));
    expect(idle).toEqual([]);
  });

  it('means Business Premium by its real product, not by the one whose code says so', () => {
    expect(productAliases.find((entry) => entry.alias === 'Business Premium')?.skuPartNumbers[0]).toBe('SPB');
  });
});

function isProduct(skuPartNumber: string): boolean {
  try {
    return catalogueProduct(skuPartNumber).skuPartNumber === skuPartNumber;
  } catch {
    return false;
  }
}

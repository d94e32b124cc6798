import { describe, expect, it } from 'vitest';
import { planAliases, productAliases } from '../../../src/core/catalogue/aliases.ts';
import { catalogue, catalogueWith } from '../../../src/core/catalogue/catalogue.ts';
import { cataloguePlans, catalogueProduct, planNamed } from '../../../src/core/catalogue/products.ts';

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
  ])('calls the product %s "%s"', (skuPartNumber, name) => {
    expect(nameOfProduct(skuPartNumber)).toBe(name);
  });

  it.each([
    ['EXCHANGE_S_STANDARD', 'Exchange Online (Plan 1)'],
    ['SHAREPOINTSTANDARD', 'SharePoint (Plan 1)'],
    ['SHAREPOINTENTERPRISE', 'SharePoint (Plan 2)'],
    ['YAMMER_ENTERPRISE', 'Yammer Enterprise'],
    ['MCOEV', 'Teams Phone'],
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

describe("Microsoft's own list of names", () => {
  const header =
    'Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names';
  const id = 'ABCDEF00-0000-4000-8000-000000000001';
  const planId = 'abcdef00-0000-4000-8000-000000000002';

  it('names what the catalogue leaves out, quoted commas and all', () => {
    const names = catalogueWith(
      `\uFEFF${header}\r\n"Widgets, ""large""",WIDGETS,${id},WIDGET_P1,${planId},Widget plan\r\n`,
    );
    expect(names.productName(id.toLowerCase(), 'WIDGETS')).toBe('Widgets, "large"');
    expect(names.planName(planId, 'WIDGET_P1')).toBe('Widget plan');
  });

  it('does not replace the better names that are here', () => {
    const { skuId } = catalogueProduct('PROJECTPROFESSIONAL');
    const names = catalogueWith(`${header}\nPlanner and Project Plan 3,PROJECTPROFESSIONAL,${skuId},X,${planId},X\n`);
    expect(names.productName(skuId, 'PROJECTPROFESSIONAL')).toBe('Project Plan 3');
  });

  it('is refused when a column is missing', () => {
    expect(() => catalogueWith('Product,GUID\nA,B\n')).toThrow('no column Product_Display_Name');
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

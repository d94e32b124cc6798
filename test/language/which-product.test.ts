import { describe, expect, test } from 'vitest';
import { catalogueProduct, catalogueProducts } from '../../src/catalogue/products.ts';
import type { SubscribedSku } from '../../src/graph/types.ts';
import { buildNames, type Names } from '../../src/language/names/build-names.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { sourceOf } from './tenants.ts';

function sku(skuPartNumber: string): SubscribedSku {
  const { skuId, servicePlans } = catalogueProduct(skuPartNumber);
  const prepaidUnits = { enabled: 10, warning: 0, suspended: 0 };
  return { skuId, skuPartNumber, capabilityStatus: 'Enabled', prepaidUnits, servicePlans };
}

/** A tenant that owns some products, with groups that have some of them. */
function tenant(owned: readonly string[], groups: Readonly<Record<string, readonly string[]>>): Names {
  const made = Object.entries(groups).map(([displayName, has], index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    displayName,
    members: [],
    assignedLicenses: has.map((name) => ({ skuId: sku(name).skuId, disabledPlans: [] })),
  }));
  return buildNames(sourceOf(made, [], owned.map(sku)));
}

const said = (names: Names, text: string) => {
  const { intent, slots } = understand(text, { names });
  const { ids: _, question: __, ...rest } = slots;
  return { intent, ...rest };
};
const assigned = (product: string, group = 'Sales') => ({
  intent: 'assign_license',
  groups: [group],
  products: [{ sku: product }],
});

describe('an exact name wins over a longer one that holds it', () => {
  const NO_TEAMS = 'Microsoft_365_E3_(no_Teams)';
  const both = tenant(['SPE_E3', NO_TEAMS, 'Microsoft_Teams_EEA_New'], { Sales: ['SPE_E3'] });
  test.each([
    ['assign M365 E3 to Sales', 'SPE_E3'],
    ['assign Microsoft 365 E3 to Sales', 'SPE_E3'],
    ['assign M365 E3 no Teams to Sales', NO_TEAMS],
    ['assign M365 E3 (no Teams) to Sales', NO_TEAMS],
    ['assign M365 E3 without Teams to Sales', NO_TEAMS],
    ['wijs M365 E3 zonder Teams toe aan Sales', NO_TEAMS],
    ['assign Teams EEA to Sales', 'Microsoft_Teams_EEA_New'],
  ])('%s', (text, product) => {
    expect(said(both, text)).toEqual(assigned(product));
  });
  test('what is to be off stays so where the product is named by its code, or more is to be off', () => {
    expect(said(both, 'assign SPE_E3 without Teams to Sales')).toMatchObject({
      products: [{ sku: 'SPE_E3', off: ['TEAMS1'] }],
    });
    expect(said(both, 'assign M365 E3 without Teams and Sway to Sales')).toMatchObject({
      products: [{ sku: 'SPE_E3', off: ['TEAMS1', 'SWAY'] }],
    });
  });
  test('a twin that alone is owned is meant', () => {
    expect(said(tenant([NO_TEAMS], { Sales: [] }), 'assign M365 E3 to Sales')).toEqual(assigned(NO_TEAMS));
  });
});

describe('what may be a product and what may be something else', () => {
  const offered = (names: Names, text: string) => {
    const { intent, options = [] } = understand(text, { names });
    return intent === 'clarify' ? options.map((option) => said(names, option.text)) : intent;
  };
  test('a shortened name of a product that a service bears is not the service', () => {
    const names = tenant(['DYN365_CUSTOMER_INSIGHTS_ATTACH'], { Sales: [] });
    expect(offered(names, 'assign Dynamics 365 Customer Insights to Sales')).toContainEqual(
      assigned('DYN365_CUSTOMER_INSIGHTS_ATTACH'),
    );
  });
  test('an alias that begins the names of several owned products', () => {
    const names = tenant(['FLOW_FREE', 'FLOW_P2'], { Sales: [] });
    expect(offered(names, 'assign Power Automate to Sales')).toEqual([assigned('FLOW_FREE'), assigned('FLOW_P2')]);
  });
  test('an old name that says another edition', () => {
    const names = tenant(['DESKLESSPACK'], { Sales: [] });
    expect(offered(names, 'assign F1 to Sales')).toEqual([assigned('DESKLESSPACK')]);
    expect(said(names, 'assign F3 to Sales')).toEqual(assigned('DESKLESSPACK'));
  });
  test('a product without a service, or the service off', () => {
    const names = tenant(['SPE_E3', 'Microsoft_365_E3_(no_Teams)'], { Sales: [] });
    expect(offered(names, 'assign M365 E3 to Sales without Teams')).toEqual([
      { intent: 'assign_license', groups: ['Sales'], products: [{ sku: 'SPE_E3', off: ['TEAMS1'] }] },
      assigned('Microsoft_365_E3_(no_Teams)'),
    ]);
    expect(said(names, 'assign M365 E3 with no Teams to Sales')).toEqual(assigned('Microsoft_365_E3_(no_Teams)'));
  });
  test.each([
    'assign only Exchange to Sales',
    'wijs alleen Exchange toe aan Sales',
    'assign just Exchange to Sales',
    'give Sales only Exchange',
    'Sales needs only Exchange',
  ])('only a service is given: what becomes of the rest was not said: %s', (text) => {
    expect(said(tenant(['SPE_E3'], { Sales: ['SPE_E3'] }), text).intent).toBe('clarify');
  });
});

describe('words that decide belong to the name', () => {
  const school = tenant(
    [
      'STANDARDWOFFPACK_STUDENT',
      'STANDARDWOFFPACK_FACULTY',
      'ENTERPRISEPREMIUM_STUDENT',
      'ENTERPRISEPREMIUM_FACULTY',
      'AAD_PREMIUM',
      'EXCHANGESTANDARD_ALUMNI',
      'OFFICESUBSCRIPTION_STUDENT',
    ],
    { Students: ['STANDARDWOFFPACK_STUDENT'], Faculty: [], Everybody: [] },
  );
  test.each([
    ['assign A5 for students to Students', assigned('ENTERPRISEPREMIUM_STUDENT', 'Students')],
    ['assign A5 faculty to Faculty', assigned('ENTERPRISEPREMIUM_FACULTY', 'Faculty')],
    ['assign AAD P1 to Faculty', assigned('AAD_PREMIUM', 'Faculty')],
    ['assign Exchange Online for Alumni to Everybody', assigned('EXCHANGESTANDARD_ALUMNI', 'Everybody')],
    ['assign Microsoft 365 Apps for students to Students', assigned('OFFICESUBSCRIPTION_STUDENT', 'Students')],
    [
      'replace A1 for students with A5 for students for Students',
      {
        intent: 'swap_license',
        from: 'STANDARDWOFFPACK_STUDENT',
        to: 'ENTERPRISEPREMIUM_STUDENT',
        groups: ['Students'],
      },
    ],
  ])('%s', (text, expected) => {
    expect(said(school, text)).toEqual(expected);
  });
  test('what the group has decides what is taken', () => {
    expect(said(school, 'remove A1 from Students')).toEqual({
      intent: 'remove_license',
      groups: ['Students'],
      products: ['STANDARDWOFFPACK_STUDENT'],
    });
    expect(said(school, 'remove A5 from Students').intent).toBe('clarify');
  });
  test('“for students” may be for the group of that name', () => {
    expect(said(school, 'assign A5 for Faculty and Students').intent).toBe('clarify');
  });
  const government = tenant(['ENTERPRISEPACK_GOV'], { 'Field staff': [], Clerks: [] });
  test.each(['assign G3 to Field staff', 'assign Office 365 G3 to Field staff', 'assign O365 G3 GCC to Field staff'])(
    '%s',
    (text) => {
      expect(said(government, text)).toEqual(assigned('ENTERPRISEPACK_GOV', 'Field staff'));
    },
  );
  test.each([
    ['SharePoint', 'SHAREPOINTENTERPRISE_GOV'],
    ['Exchange', 'EXCHANGE_S_ENTERPRISE_GOV'],
    ['Teams', 'TEAMS_GOV'],
  ])('a government product has its own %s', (service, plan) => {
    expect(said(government, `assign G3 to Clerks without ${service}`)).toMatchObject({
      products: [{ sku: 'ENTERPRISEPACK_GOV', off: [plan] }],
    });
  });
});

describe('a product and a service of one name', () => {
  const names = tenant(['SPE_E3', 'STREAM', 'Microsoft_Teams_EEA_New'], { Sales: ['SPE_E3'], Call: ['STREAM'] });
  test('a product is assigned', () => {
    expect(said(names, 'assign Microsoft Stream to Sales')).toEqual(assigned('STREAM'));
  });
  test('a service is turned on and off', () => {
    expect(said(names, 'turn Teams off for Sales')).toEqual({
      intent: 'set_plans',
      groups: ['Sales'],
      off: ['TEAMS1'],
    });
  });
  test.each(['assign Teams to Sales', 'wijs Teams toe aan Sales', 'give Sales Teams'])(
    '%s: asked, both offered',
    (text) => {
      const { reading, options = [] } = understand(text, { names });
      expect(reading).toMatch(
        /(?:the|het) product Microsoft Teams EEA (?:or|of) (?:the service|de dienst) Microsoft Teams/,
      );
      expect(options.map((option) => understand(option.text, { names }).intent)).toEqual([
        'assign_license',
        'set_plans',
      ]);
    },
  );
  test('what the group has decides what is removed', () => {
    expect(said(names, 'remove Teams from Sales').intent).toBe('set_plans');
    expect(said(names, 'remove Microsoft Stream from Call')).toMatchObject({
      intent: 'remove_license',
      products: ['STREAM'],
    });
  });
  test('no product of Microsoft’s list that is not owned changes anything', () => {
    const few = tenant(['ENTERPRISEPACK', 'SPE_E5'], { Sales: ['SPE_E5'] });
    const changed = catalogueProducts
      .filter(({ skuPartNumber }) => !few.source.skus.some((owned) => owned.skuPartNumber === skuPartNumber))
      .flatMap(({ displayName, skuPartNumber }) =>
        [displayName, skuPartNumber]
          .map((name) => understand(`assign ${name} to Sales`, { names: few }))
          .filter(isChange)
          .map((reading) => `${skuPartNumber}: ${reading.reading}`),
      );
    expect(changed).toEqual([]);
  });
});

test('“CRM licenses” are of the product, whatever group begins so', () => {
  const names = tenant(['CRMSTANDARD', 'SPE_E3'], { 'CRM users': [] });
  expect(said(names, 'how many CRM licenses left')).toMatchObject({ intent: 'seats', products: ['CRMSTANDARD'] });
  expect(said(names, 'show CRM')).toMatchObject({ intent: 'show_group', groups: ['CRM users'] });
});

describe('typing errors in names of products and services', () => {
  const names = tenant(['ENTERPRISEPACK', 'VISIOCLIENT', 'SPE_E3'], { Marketing: [] });
  test.each([
    [
      'give Marketing Office 365 E3 without yamer',
      { products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }] },
    ],
    [
      'geef Marketing Office 365 E3 zonder yamer',
      { products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }] },
    ],
    ['assign Vizio to Marketing', { products: [{ sku: 'VISIOCLIENT' }] }],
    ['assign Offce 365 E3 to Marketing', { products: [{ sku: 'ENTERPRISEPACK' }] }],
    ['remove Visio form Marketing', { intent: 'remove_license' }],
  ])('%s', (text, slots) => {
    expect(said(names, text)).toMatchObject(slots);
  });
  test('the word that is wrong is the one that is not known', () => {
    expect(understand('give Marketing Visio without blorb', { names }).reading).toContain('“blorb”');
  });
});

describe('a question offers no two answers that look alike', () => {
  const offered = (names: Names, text: string) => understand(text, { names });
  test('a group and a product of one name', () => {
    const names = tenant(['ENTERPRISEPACK'], { 'Office 365 E3': [], Sales: [] });
    expect(said(names, 'remove Office 365 E3 from Office 365 E3')).toMatchObject({
      intent: 'remove_license',
      groups: ['Office 365 E3'],
      products: ['ENTERPRISEPACK'],
    });
    expect(said(names, 'who failed in Office 365 E3')).toEqual({ intent: 'list_failures', groups: ['Office 365 E3'] });
    expect(said(names, 'how many Office 365 E3 left')).toEqual({ intent: 'seats', products: ['ENTERPRISEPACK'] });
  });
  test('two groups of one name', () => {
    const names = buildNames(
      sourceOf(
        ['11111111', '22222222'].map((id) => ({ id: `${id}-0000-4000-8000-000000000001`, displayName: 'Twins' })),
        [],
        [sku('SPE_E3')],
      ),
    );
    const { reading, options = [] } = offered(names, 'assign M365 E3 to Twins');
    expect(reading).toBe('Do you mean Twins (11111111) or Twins (22222222)?');
    expect(new Set(options.map((option) => option.title)).size).toBe(2);
    expect(options.map((option) => understand(option.text, { names }).slots.ids?.groups?.[0]?.slice(0, 8))).toEqual([
      '11111111',
      '22222222',
    ]);
  });
  test('two products of one code', () => {
    const both = catalogueProducts
      .filter((product) => product.skuPartNumber === 'MCOPSTN5')
      .map((product) => ({ ...sku('MCOPSTN5'), skuId: product.skuId }));
    const names = buildNames(sourceOf([{ id: 'g', displayName: 'Sales' }], [], both));
    const { options = [] } = offered(names, 'assign MCOPSTN5 to Sales');
    expect(options.map((option) => option.title)).toEqual([
      'Assign Skype for Business PSTN Domestic Calling (120 Minutes) to Sales (0 members)',
      'Assign Skype for Business PSTN Calling Domestic Small to Sales (0 members)',
    ]);
  });
});

test.each(['turn all services on for Sales', 'turn on all services for Sales', 'zet alle diensten aan voor Sales'])(
  '%s',
  (text) => {
    const names = tenant(['SPE_E3'], { Sales: ['SPE_E3'] });
    expect(said(names, text)).toEqual({ intent: 'set_plans', groups: ['Sales'], on: 'all' });
  },
);

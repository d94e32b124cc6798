import { describe, expect, test } from 'vitest';
import { buildNames, spellings } from '../../src/language/names/build-names.ts';
import { countryCode } from '../../src/language/names/countries.ts';
import { type NamedTenant, namesOf } from '../../src/language/names/source.ts';
import { distance, typoIndex } from '../../src/language/names/typos.ts';
import { understand } from '../../src/language/understand.ts';
import { chat, sourceOf } from './tenants.ts';

const groups = (...displayNames: readonly string[]) =>
  buildNames(
    sourceOf(
      displayNames.map((displayName, index) => ({ id: `g${index}`, displayName })),
      [],
      chat.source.skus,
    ),
  );
const target = (names: ReturnType<typeof groups>, name: string) => {
  const { intent, slots } = understand(`assign E3 to ${name}`, { names });
  return intent === 'assign_license' ? slots.groups : intent;
};

describe('a name may be shortened', () => {
  test('when only a generic word is missing', () => {
    expect(target(groups('Kiosk users'), 'Kiosk')).toEqual(['Kiosk users']);
    expect(target(groups('Payroll Department'), 'payroll')).toEqual(['Payroll Department']);
    expect(target(groups('Afdeling Payroll', 'Payroll team'), 'payroll')).toEqual(['Payroll team']);
  });
  test('not when more is missing', () => {
    expect(target(groups('Finance and Legal'), 'Finance')).toBe('clarify');
    expect(target(groups('Sales Europe'), 'Sales')).toBe('clarify');
  });
  test('not when two names begin so', () => {
    expect(target(groups('Kiosk users', 'Kiosk Europe'), 'Kiosk')).toBe('clarify');
  });
  test('and the whole of one name is that name, whatever else begins with it', () => {
    expect(target(groups('Sales', 'Sales Europe'), 'Sales')).toEqual(['Sales']);
  });
});

describe('a name may be misspelled', () => {
  test.each(['Marketting', 'Marketng', 'Makreting', 'marketingg'])('%s', (typed) => {
    expect(target(groups('Marketing'), typed)).toEqual(['Marketing']);
  });
  test('unless it fits two things', () => {
    expect(target(groups('Salon', 'Salom'), 'Salos')).toBe('clarify');
  });
  test('short words are not corrected', () => {
    expect(target(groups('Ops'), 'Opz')).toBe('clarify');
  });
});

test('an abbreviation stands for the word', () => {
  expect(target(groups('HR Department', 'HR Department EU'), 'HR Dept')).toEqual(['HR Department']);
  expect(target(groups('Afdeling Inkoop'), 'afd Inkoop')).toEqual(['Afdeling Inkoop']);
});

test('the spellings of a name', () => {
  expect(spellings("Women's Network")).toEqual([
    ['women', "'s", 'network'],
    ['womens', 'network'],
  ]);
  expect(spellings('Ops, EMEA')).toEqual([
    ['ops', ',', 'emea'],
    ['ops', 'emea'],
  ]);
  expect(spellings('R&D')).toEqual([['r', 'and', 'd']]);
});

test('small mistakes', () => {
  expect(distance('kitten', 'sitting')).toBe(3);
  expect(distance('ab', 'ba')).toBe(1);
  expect(typoIndex(new Set(['marketing', 'sales'])).corrections('markteing')).toEqual(['marketing']);
});

test.each([
  ['Germany', 'DE'],
  ['Duitsland', 'DE'],
  ['the Netherlands', 'NL'],
  ['nederland', 'NL'],
  ['UK', 'GB'],
  ['verenigde staten', 'US'],
  ['be', 'BE'],
  ['Mars', undefined],
])('%s is %s', (name, code) => {
  expect(countryCode(name)).toBe(code);
});

test('a tenant tells its names and who is in what', () => {
  const tenant: NamedTenant = {
    groupCount: 1,
    userCount: 1,
    skus: chat.source.skus,
    group: () => ({
      id: 'g',
      displayName: 'Interns',
      description: null,
      securityEnabled: true,
      mailEnabled: false,
      groupTypes: [],
      membershipRule: null,
    }),
    user: () => ({
      id: 'u',
      displayName: 'Bob',
      userPrincipalName: 'bob@contoso.com',
      usageLocation: null,
      userType: null,
      accountEnabled: true,
      proxyAddresses: [],
    }),
    members: () => [0],
    memberCount: () => 1,
    groupsOf: () => [0],
    assignedLicenses: () => [{ skuId: 's', disabledPlans: [] }],
  };
  const source = namesOf(tenant);
  expect(source.memberCount(0)).toBe(1);
  expect(source.isMember(0, 0)).toBe(true);
  expect(source.assignedSkuIds(0)).toEqual(['s']);
  expect(understand('remove bob from Interns', { names: buildNames(source) }).slots).toMatchObject({
    users: ['bob@contoso.com'],
    groups: ['Interns'],
  });
});

import { describe, expect, it } from 'vitest';
import { catalogueProduct, planId } from '../../../src/catalogue/products.ts';
import { ruleProfile } from '../../../src/catalogue/rule-profile.ts';
import type { RuleProfileName } from '../../../src/graph/types.ts';
import {
  everyone,
  group,
  has,
  inUse,
  license,
  licensesOf,
  makeChange,
  NOW,
  person,
  product,
  tenantOf,
} from '../small-tenant.ts';

const EXCLUSIVE = { mutuallyExclusive: [{ set: 'mail', plans: ['MAIL_1', 'MAIL_2'] }] };
const E1 = product('E1', ['MAIL_1', 'CHAT']);
const E3 = product('E3', ['MAIL_2', 'CHAT']);

describe('a group’s licenses', () => {
  it('go to its direct members who are people: not to nested groups’ members, nor to devices (R3, R4)', () => {
    const tenant = tenantOf({
      products: [E1],
      groups: [group('outer', ['E1'], ['ann', 'inner']), group('inner', [], ['bob'])],
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from outer: Active']);
    expect(licensesOf(tenant, 'bob')).toEqual([]);
  });

  it('are given whole or not at all (R8), siblings marked as such (R35); other groups’ stay (R8)', () => {
    const tenant = tenantOf({
      products: [E1, product('FULL', ['X'], 0), product('A', ['Y'])],
      groups: [group('g', ['FULL', 'A'], ['ann']), group('h', ['E1'], ['ann'])],
    });
    expect(everyone(tenant)).toMatchObject({ assigned: 1, failed: 1, byError: { CountViolation: 1 } });
    expect(licensesOf(tenant, 'ann')).toEqual([
      'A from g: Error Other',
      'E1 from h: Active',
      'FULL from g: Error CountViolation',
    ]);
  });

  it('take one seat however many sources there are (R11), and a second source needs none', () => {
    const tenant = tenantOf({
      products: [product('E1', ['CHAT'], 1)],
      groups: [group('g', ['E1'], ['ann']), group('h', ['E1'], ['ann', 'bob'])],
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from g: Active', 'E1 from h: Active']);
    expect(licensesOf(tenant, 'bob')).toEqual(['E1 from h: Error CountViolation']);
    expect(inUse(tenant, 'E1')).toBe(1);
  });

  it('do not conflict with the same plan in another product (R12)', () => {
    const tenant = tenantOf({
      products: [E1, product('OTHER', ['MAIL_1'])],
      groups: [group('g', ['E1', 'OTHER'], ['ann'])],
      rules: EXCLUSIVE,
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from g: Active', 'OTHER from g: Active']);
  });

  it('swap in one step: the old product stays until the new one is there (R16)', () => {
    const scarce = product('E3', ['MAIL_2'], 0);
    const tenant = tenantOf({ products: [E1, scarce], groups: [group('g', ['E1'], ['ann'])], rules: EXCLUSIVE });
    everyone(tenant);
    makeChange(tenant, {
      kind: 'assignGroupLicense',
      groupId: 'g',
      addLicenses: [license('E3')],
      removeLicenses: ['E1'],
    });
    expect(licensesOf(tenant, 'ann')).toEqual([
      'E1 from g: ActiveWithError CountViolation',
      'E3 from g: Error CountViolation',
    ]);
    makeChange(tenant, { kind: 'setSeats', skuId: 'E3', enabled: 1 });
    expect(licensesOf(tenant, 'ann')).toEqual(['E3 from g: Active']);
    expect(inUse(tenant, 'E1')).toBe(0);
  });

  it('swap in two groups at once for who is in both', () => {
    const both = ['g', 'h'] as const;
    const tenant = tenantOf({
      products: [E1, E3],
      groups: both.map((id) => group(id, ['E3'], ['ann'])),
      people: [
        person(
          'ann',
          both.map((id) => has('E1', id)),
        ),
      ],
      rules: EXCLUSIVE,
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E3 from g: Active', 'E3 from h: Active']);
  });

  it('get new plans turned off in place, and others keep what another source gives (R17, R12)', () => {
    const tenant = tenantOf({
      products: [E1],
      groups: [group('g', ['E1'], ['ann'])],
      people: [person('ann', [has('E1')])],
    });
    everyone(tenant);
    makeChange(tenant, {
      kind: 'assignGroupLicense',
      groupId: 'g',
      addLicenses: [license('E1 without CHAT')],
      removeLicenses: [],
    });
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 direct: Active', 'E1 without CHAT from g: Active']);
  });

  it('go when the person leaves, and only those of that group (R24)', () => {
    const tenant = tenantOf({ products: [E1], groups: [group('g', ['E1'], ['ann']), group('h', ['E1'], ['ann'])] });
    everyone(tenant);
    makeChange(tenant, { kind: 'removeMember', groupId: 'g', userId: 'ann' });
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from h: Active']);
  });

  it('stay in error when something still needs them (R26), until it does not', () => {
    const tenant = tenantOf({
      products: [product('SUITE', ['MAIL_1']), product('ADDON', ['ARCHIVE'])],
      groups: [group('g', ['SUITE'], ['ann'])],
      people: [person('ann', [has('ADDON')])],
      rules: { dependsOn: [{ plan: 'ARCHIVE', requiresAnyOf: ['MAIL_1'] }] },
    });
    everyone(tenant);
    makeChange(tenant, { kind: 'removeMember', groupId: 'g', userId: 'ann' });
    expect(licensesOf(tenant, 'ann')).toEqual([
      'ADDON direct: Active',
      'SUITE from g: ActiveWithError DependencyViolation',
    ]);
    makeChange(tenant, { kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: ['ADDON'] });
    expect(licensesOf(tenant, 'ann')).toEqual([]);
  });

  it('of groups that are not there are kept until somebody says that the groups are gone', () => {
    const described = { products: [E1], groups: [], people: [person('ann', [has('E1', 'gone')])] };
    const kept = tenantOf(described);
    expect(everyone(kept)).toMatchObject({ rowChanges: 0, rounds: 1 });
    expect(licensesOf(kept, 'ann')).toEqual(['E1 from gone: Active']);
    const tenant = tenantOf({ ...described, groupsAreComplete: true });
    expect(everyone(tenant)).toMatchObject({ rowChanges: 1, rounds: 2 });
    expect(licensesOf(tenant, 'ann')).toEqual([]);
  });
});

describe('usage location', () => {
  const rules = { restrictedLocations: [{ plan: 'VOICE', usageLocations: ['IN'] }] };
  const groups = [group('g', ['PHONE'], ['ann', 'bob', 'cas'])];
  const products = [product('PHONE', ['VOICE'])];

  it('falls back to the organization’s, and never overrules the person’s own (R33, R34)', () => {
    const people = [
      person('ann', [], { usageLocation: null }),
      person('bob', [], { usageLocation: 'NL' }),
      person('cas', [], { usageLocation: 'IN' }),
    ];
    const tenant = tenantOf({ products, groups, people, rules, organization: { countryLetterCode: 'IN' } });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['PHONE from g: Error ProhibitedInUsageLocationViolation']);
    expect(licensesOf(tenant, 'bob')).toEqual(['PHONE from g: Active']);
    expect(licensesOf(tenant, 'cas')).toEqual(['PHONE from g: Error ProhibitedInUsageLocationViolation']);
    makeChange(tenant, { kind: 'setUsageLocation', userId: 'cas', usageLocation: 'NL' });
    expect(licensesOf(tenant, 'cas')).toEqual(['PHONE from g: Active']);
  });

  it('is the same country in whatever letters', () => {
    const people = [
      person('ann', [], { usageLocation: 'in' }),
      person('bob', [], { usageLocation: 'NL' }),
      person('cas'),
    ];
    const tenant = tenantOf({ products, groups, people, rules, organization: { countryLetterCode: 'nl' } });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['PHONE from g: Error ProhibitedInUsageLocationViolation']);
  });

  it('is asked for when a license is given directly (R33)', () => {
    const people = [person('dee', [], { usageLocation: null }), person('eli', [], { usageLocation: 'IN' })];
    const tenant = tenantOf({ products, groups, people, rules });
    const give = (userId: string) =>
      makeChange(tenant, { kind: 'assignUserLicense', userId, addLicenses: [license('PHONE')], removeLicenses: [] });
    expect(give('dee')).toEqual([{ kind: 'noUsageLocation', userId: 'dee' }]);
    expect(give('eli')).toEqual([
      { kind: 'directAssignmentFails', userId: 'eli', skuId: 'PHONE', error: 'ProhibitedInUsageLocationViolation' },
    ]);
  });
});

describe('a mailbox', () => {
  it('is not given to who shares an address, until the address is repaired on either side', () => {
    const tenant = tenantOf({
      products: [product('MAIL', ['MAIL_1'])],
      groups: [group('g', ['MAIL'], ['ann'])],
      people: [
        person('ann', [], { proxyAddresses: ['SMTP:Info@contoso.com'] }),
        person('bob', [], { proxyAddresses: ['smtp:info@contoso.com'] }),
      ],
      rules: { mutuallyExclusive: [{ set: 'exchange-online', plans: ['MAIL_1'] }] },
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['MAIL from g: Error UniquenessViolation']);
    makeChange(tenant, { kind: 'setProxyAddresses', userId: 'bob', proxyAddresses: [] });
    expect(licensesOf(tenant, 'ann')).toEqual(['MAIL from g: Active']);
  });
});

describe.each(['classic-2017', 'doc-2025', 'stacking-2023'] as const)('a mailbox, by %s', (profile) => {
  it.each([
    'EXCHANGESTANDARD',
    'EXCHANGEDESKLESS',
    'ENTERPRISEPACK',
    'ENTERPRISEPACK_GOV',
    'STANDARDPACK_GOV',
    'M365EDU_A3_STUDENT',
    'EXCHANGETELCO',
  ])('comes with %s, and is not given to who shares an address', (skuPartNumber) => {
    const { skuId } = catalogueProduct(skuPartNumber);
    expect(whenSharing(profile, skuPartNumber)).toEqual([`${skuId} from g: Error UniquenessViolation`]);
  });

  it.each(['EMS', 'EXCHANGEARCHIVE_ADDON', 'EXCHANGEARCHIVE', 'POWER_BI_PRO'])(
    'does not come with %s',
    (skuPartNumber) => {
      const { skuId } = catalogueProduct(skuPartNumber);
      expect(whenSharing(profile, skuPartNumber)).toEqual([`${skuId} from g: Active`]);
    },
  );

  function whenSharing(name: RuleProfileName, skuPartNumber: string): readonly string[] {
    const sku = { ...product('', []), ...catalogueProduct(skuPartNumber) };
    const shared = { proxyAddresses: ['SMTP:info@contoso.com'] };
    const tenant = tenantOf({
      products: [sku],
      groups: [group('g', [sku.skuId], ['ann'])],
      people: [person('ann', [], shared), person('bob', [], shared)],
      rules: ruleProfile(name),
    });
    everyone(tenant);
    return licensesOf(tenant, 'ann');
  }
});

describe('plans in any letter case', () => {
  it('are those that rules and catalogue speak of', () => {
    const shout = (name: string) => planId(name).toUpperCase();
    const tenant = tenantOf({
      products: [
        product('E1', [shout('SHAREPOINTSTANDARD'), shout('EXCHANGE_S_STANDARD')]),
        product('E3', [shout('SHAREPOINTENTERPRISE')]),
        product('PHONE', [shout('MCOEV')]),
      ],
      groups: [
        group('One', ['E1'], ['ann', 'bob']),
        group('Three', ['E3'], ['ann']),
        group('Calls', ['PHONE'], ['ann']),
      ],
      people: [person('bob', [], { proxyAddresses: ['a'] }), person('cas', [], { proxyAddresses: ['A'] })],
      rules: ruleProfile('classic-2017'),
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual([
      'E1 from One: Active',
      'E3 from Three: Error MutuallyExclusiveViolation',
      'PHONE from Calls: Error DependencyViolation',
    ]);
    expect(licensesOf(tenant, 'bob')).toEqual(['E1 from One: Error UniquenessViolation']);
  });
});

describe('seats', () => {
  it('go by group order, then by the order of joining (R40), and count warning but not suspended ones (R56)', () => {
    const scarce = { ...product('E1', ['CHAT'], 1), prepaidUnits: { enabled: 1, warning: 1, suspended: 5 } };
    const tenant = tenantOf({
      products: [scarce],
      groups: [group('first', ['E1'], ['cas']), group('second', ['E1'], ['bob', 'ann'])],
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'cas')).toEqual(['E1 from first: Active']);
    expect(licensesOf(tenant, 'bob')).toEqual(['E1 from second: Active']);
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from second: Error CountViolation']);
  });

  it('are none while the subscription is suspended, and who has one keeps it', () => {
    const tenant = tenantOf({
      products: [{ ...product('E1', ['CHAT'], 9), capabilityStatus: 'Suspended' }],
      groups: [group('g', ['E1'], ['ann', 'bob'])],
      people: [person('ann', [has('E1', 'g')])],
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from g: Active']);
    expect(licensesOf(tenant, 'bob')).toEqual(['E1 from g: Error CountViolation']);
  });

  it('that come free find who waits, whoever’s they were', () => {
    const tenant = tenantOf({
      products: [product('E1', ['CHAT'], 1)],
      groups: [group('g', ['E1'], ['bob'])],
      people: [person('ann', [has('E1')])],
    });
    everyone(tenant);
    makeChange(tenant, { kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: ['E1'] });
    expect(licensesOf(tenant, 'bob')).toEqual(['E1 from g: Active']);
  });

  it('are kept by who is merely moved to another group', () => {
    const tenant = tenantOf({
      products: [product('E1', ['CHAT'], 1)],
      groups: [group('early', ['E1'], ['bob']), group('late', ['E1'], ['ann']), group('left', ['E1'], [])],
      people: [person('ann', [has('E1', 'left')])],
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E1 from late: Active']);
    expect(licensesOf(tenant, 'bob')).toEqual(['E1 from early: Error CountViolation']);
  });
});

describe('a row', () => {
  it('that stays as it was keeps its time (R47), one that changes has the time of the change', () => {
    const tenant = tenantOf({
      products: [E1],
      groups: [group('g', ['E1'], ['ann', 'bob'])],
      people: [person('ann', [has('E1', 'g')])],
    });
    everyone(tenant);
    const times = [0, 1].map((user) => tenant.read(tenant.rows(user))[0]?.lastUpdatedDateTime);
    expect(times).toEqual(['2026-01-01T00:00:00Z', NOW]);
  });
});

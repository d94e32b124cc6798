import { describe, expect, test } from 'vitest';
import { findPeople, listPeople } from '../../../src/changes/plan/find-people.ts';
import { planCommand } from '../../../src/changes/plan/plan-command.ts';
import type { Slots } from '../../../src/language/command.ts';
import { direct, license, plainTenant } from '../../licensing/plain-tenant.ts';

/** Ann has E5 twice, Bob through Sales, Cem directly, Dora none of it; Eve is a guest in no group. */
const tenant = plainTenant({
  products: { E5: { plans: ['mail'] }, VISIO: { plans: ['visio'] } },
  users: [
    { id: 'ann', userPrincipalName: 'ann', usageLocation: 'NL', licenseAssignmentStates: [direct('E5')] },
    { id: 'bob', userPrincipalName: 'bob', usageLocation: 'US', accountEnabled: false },
    {
      id: 'cem',
      userPrincipalName: 'cem',
      usageLocation: 'NL',
      licenseAssignmentStates: [direct('E5'), direct('VISIO')],
    },
    { id: 'dora', userPrincipalName: 'dora', usageLocation: null },
    { id: 'eve', userPrincipalName: 'eve', usageLocation: 'NL', userType: 'Guest' },
  ],
  groups: [
    { id: 'Sales', members: ['ann', 'bob'], assignedLicenses: [license('E5')] },
    { id: 'Staff', members: ['cem', 'dora'] },
  ],
});

/** Fay was here last week, Gus in spring, Hal never; of Ian nobody knows. */
const profiles = plainTenant({
  products: { E5: { plans: ['mail'] } },
  users: [
    {
      id: 'fay',
      userPrincipalName: 'fay',
      department: 'Finance',
      signInActivity: {
        lastSignInDateTime: '2026-02-01T00:00:00Z',
        lastSuccessfulSignInDateTime: '2026-11-20T00:00:00Z',
      },
    },
    {
      id: 'gus',
      userPrincipalName: 'gus',
      department: 'finance',
      jobTitle: 'Nurse',
      signInActivity: { lastSignInDateTime: '2026-04-01T00:00:00Z' },
    },
    { id: 'hal', userPrincipalName: 'hal', department: null, signInActivity: null },
    { id: 'ian', userPrincipalName: 'ian' },
  ],
  groups: [],
});

const found = (slots: Slots) => findPeople(tenant, slots).map((user) => tenant.user(user).id);

describe('people are found', () => {
  test.each<[string, Slots, readonly string[]]>([
    [
      'by how they have a product: directly, also where a group gives it',
      { products: ['E5'], paths: 'direct' },
      ['ann', 'cem'],
    ],
    ['through a group', { products: ['E5'], paths: 'group' }, ['ann', 'bob']],
    ['by a group of their own', { products: ['E5'], through: ['Sales'], ids: { groups: ['Sales'] } }, ['ann', 'bob']],
    ['in both ways', { products: ['E5'], paths: 'direct_and_group' }, ['ann']],
    ['with all of several products', { has_all: ['E5', 'VISIO'] }, ['cem']],
    ['with one and without another', { products: ['E5'], without: ['VISIO'] }, ['ann', 'bob']],
    ['by the license that they lack', { lacking: 'license' }, ['dora', 'eve']],
    ['by the usage location that they lack', { lacking: 'usageLocation' }, ['dora']],
    ['in no group', { lacking: 'group' }, ['eve']],
    ['outside a group', { outside: ['Sales'], ids: { groups: ['Sales'] } }, ['cem', 'dora', 'eve']],
    [
      'in one group and not in another',
      { groups: ['Staff'], outside: ['Sales'], ids: { groups: ['Staff', 'Sales'] } },
      ['cem', 'dora'],
    ],
    ['with a license and a disabled account', { licensed: true, enabled: false }, ['bob']],
    ['where they are', { country: 'NL' }, ['ann', 'cem', 'eve']],
    ['guests', { guests: true }, ['eve']],
    ['and no guests', { guests: false, country: 'NL' }, ['ann', 'cem']],
    ['in a group, of these', { groups: ['Sales'], ids: { groups: ['Sales'] }, country: 'NL' }, ['ann']],
  ])('%s', (_, slots, people) => expect(found(slots)).toEqual(people));
});

describe('a license for people', () => {
  const give = (users: readonly string[], more: Slots = {}) => {
    const slots: Slots = { users, products: [{ sku: 'E5' }], ids: { users, skus: ['E5'] }, ...more };
    const planned = planCommand(tenant, { intent: 'assign_license', slots });
    if (planned.kind !== 'planned') throw new Error(planned.kind);
    return planned.plan;
  };

  test('is not given beside a group that gives it, and that is noted', () => {
    const { changes, notes, targetUserIds } = give(['bob', 'dora']);
    expect(changes).toMatchObject([{ kind: 'assignUserLicense', userId: 'dora' }]);
    expect(notes).toEqual([{ kind: 'covered', skuId: 'E5', userId: 'bob', groupIds: ['Sales'] }]);
    expect(targetUserIds).toEqual(['bob', 'dora']);
  });

  test('is, when it is asked for', () => {
    expect(give(['bob'], { paths: 'direct' }).changes).toMatchObject([{ userId: 'bob' }]);
  });
});

describe('people are found by what the directory says of them', () => {
  const listed = (slots: Slots) => listPeople(profiles, slots, 10);

  test('their department and job title, in whatever case', () => {
    expect(listed({ department: 'FINANCE' }).ids).toEqual(['fay', 'gus']);
    expect(listed({ jobTitle: 'nurse' }).ids).toEqual(['gus']);
    expect(listed({ department: 'Sales' })).toEqual({ ids: [], total: 0 });
  });

  test('who was not seen for long, or never; of whom nothing is known nothing is said', () => {
    expect(listed({ notSeenSince: '2026-08-01T00:00:00Z' }).ids).toEqual(['gus', 'hal']);
    expect(listed({ notSeenSince: '2026-01-01T00:00:00Z' }).ids).toEqual(['hal']);
  });

  test('what nobody has was not exported, and that is no empty list', () => {
    const of = (slots: Slots) => listPeople(tenant, slots, 10).unknown;
    expect(of({ department: 'Finance' })).toBe('department');
    expect(of({ jobTitle: 'Nurse' })).toBe('jobTitle');
    expect(of({ notSeenSince: '2026-01-01T00:00:00Z' })).toBe('signInActivity');
    expect(of({ country: 'FR' })).toBeUndefined();
  });
});

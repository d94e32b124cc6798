import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { affectedBy } from '../../../src/licensing/model/affected.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { everyone, group, has, license, licensesOf, person, product, tenantOf } from '../small-tenant.ts';

function contoso(): Tenant {
  const tenant = tenantOf({
    products: [product('SUITE', ['MAIL', 'CHAT']), product('ADDON', ['ARCHIVE']), product('RIVAL', ['MAIL_2'])],
    groups: [
      group('staff', ['SUITE'], ['ann', 'bob']),
      { ...group('mail list', [], ['ann']), securityEnabled: false, groupTypes: ['Unified'] },
      { ...group('dynamic', [], ['ann']), groupTypes: ['DynamicMembership'] },
      group('new', [], ['bob']),
    ],
    people: [person('cas', [has('SUITE')]), person('bob', [])],
    rules: {
      mutuallyExclusive: [{ set: 'mail', plans: ['MAIL', 'MAIL_2'] }],
      dependsOn: [{ plan: 'ARCHIVE', requiresAnyOf: ['MAIL'] }],
    },
  });
  everyone(tenant);
  return tenant;
}

function assign(groupId: string, add: readonly string[], removeLicenses: readonly string[] = []): Change {
  return { kind: 'assignGroupLicense', groupId, addLicenses: add.map(license), removeLicenses };
}

function give(userId: string, add: readonly string[], removeLicenses: readonly string[] = []): Change {
  return { kind: 'assignUserLicense', userId, addLicenses: add.map(license), removeLicenses };
}

describe('the directory refuses', () => {
  const archive = { servicePlanId: 'ARCHIVE', requiresAnyOf: ['MAIL'] };
  it.each([
    ['a group that is not there', assign('nobody', ['SUITE']), { kind: 'unknownGroup', groupId: 'nobody' }],
    [
      'a group without security (R1, R2)',
      assign('mail list', ['SUITE']),
      { kind: 'groupCannotCarryLicenses', groupId: 'mail list' },
    ],
    ['a product that the tenant lacks', assign('staff', ['E7']), { kind: 'unknownSku', skuId: 'E7' }],
    [
      'a plan of another product (R18)',
      assign('staff', ['ADDON without CHAT']),
      { kind: 'planNotInProduct', skuId: 'ADDON', servicePlanId: 'CHAT' },
    ],
    [
      'a template without a prerequisite (R13)',
      assign('new', ['ADDON']),
      { kind: 'templateLacksPrerequisite', skuId: 'ADDON', ...archive },
    ],
    [
      'a prerequisite turned off (R13)',
      assign('staff', ['SUITE without MAIL', 'ADDON']),
      { kind: 'templateLacksPrerequisite', skuId: 'ADDON', ...archive },
    ],
    ['a person who is not there', give('nobody', ['SUITE']), { kind: 'unknownUser', userId: 'nobody' }],
    [
      'to remove what is only inherited (R20)',
      give('bob', [], ['SUITE']),
      { kind: 'licenseIsInherited', userId: 'bob', skuId: 'SUITE', groupIds: ['staff'] },
    ],
    [
      'to remove what nobody has',
      give('bob', [], ['ADDON']),
      { kind: 'licenseNotDirect', userId: 'bob', skuId: 'ADDON' },
    ],
    [
      'a direct license that conflicts',
      give('cas', ['RIVAL']),
      { kind: 'directAssignmentFails', userId: 'cas', skuId: 'RIVAL', error: 'MutuallyExclusiveViolation' },
    ],
    ['a direct license without a location', give('ann', ['SUITE']), { kind: 'noUsageLocation', userId: 'ann' }],
    [
      'a member twice',
      { kind: 'addMember', groupId: 'staff', userId: 'ann' },
      { kind: 'alreadyMember', groupId: 'staff', userId: 'ann' },
    ],
    [
      'to remove who is not a member',
      { kind: 'removeMember', groupId: 'staff', userId: 'cas' },
      { kind: 'notMember', groupId: 'staff', userId: 'cas' },
    ],
    [
      'to change a dynamic group',
      { kind: 'removeMember', groupId: 'dynamic', userId: 'ann' },
      { kind: 'groupIsDynamic', groupId: 'dynamic' },
    ],
  ] as readonly (readonly [string, Change, unknown])[])('%s', (_, change, refusal) => {
    const tenant = contoso();
    expect(applyChange(tenant, change)).toEqual([refusal]);
    expect(everyone(tenant).changes).toEqual([]);
  });

  it('to take away directly what a direct license needs (R26)', () => {
    const tenant = contoso();
    expect(applyChange(tenant, give('cas', ['ADDON']))).toEqual([]);
    expect(applyChange(tenant, give('cas', [], ['SUITE']))).toEqual([
      { kind: 'directAssignmentFails', userId: 'cas', skuId: 'SUITE', error: 'DependencyViolation' },
    ]);
    expect(licensesOf(tenant, 'cas')).toEqual(['ADDON direct: Active', 'SUITE direct: Active']);
  });
});

describe('a group’s first license', () => {
  it('puts it at the end of group order, where it stays when the licenses go and come back', () => {
    const tenant = contoso();
    const order = () => tenant.groupOrder().map((index) => tenant.group(index).id);
    applyChange(tenant, assign('mail list', []));
    applyChange(tenant, assign('dynamic', ['SUITE']));
    expect(order()).toEqual(['staff', 'mail list', 'new', 'dynamic']);
    applyChange(tenant, assign('new', ['SUITE']));
    applyChange(tenant, assign('dynamic', [], ['SUITE']));
    applyChange(tenant, assign('dynamic', ['SUITE']));
    expect(order()).toEqual(['staff', 'mail list', 'dynamic', 'new']);
  });
});

describe('a change affects', () => {
  it('the members of the group whose licenses change, and the person whose own things do', () => {
    const tenant = contoso();
    const names = (change: Change) => [...affectedBy(tenant, change)].map((user) => tenant.user(user).id);
    expect(names(assign('staff', ['ADDON'])).sort()).toEqual(['ann', 'bob']);
    expect(names({ kind: 'addMember', groupId: 'new', userId: 'cas' })).toEqual(['cas']);
    expect(names({ kind: 'setUsageLocation', userId: 'cas', usageLocation: 'NL' })).toEqual(['cas']);
    expect(names({ kind: 'setSeats', skuId: 'SUITE', enabled: 7 })).toEqual([]);
  });
});

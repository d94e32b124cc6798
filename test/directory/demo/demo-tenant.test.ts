import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { planNamed } from '../../../src/catalogue/products.ts';
import { demoTenant } from '../../../src/directory/demo/demo-tenant.ts';
import { license } from '../../../src/directory/demo/groups.ts';
import type { LicenseAssignmentState } from '../../../src/graph/types.ts';
import type { Change } from '../../../src/licensing/change.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import type { GroupIndex, Tenant } from '../../../src/licensing/model/tenant.ts';
import { simulate } from '../../../src/licensing/outcome/simulate.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';

const NOW = '2026-11-24T08:00:00Z';
let tenant: Tenant;

beforeAll(() => {
  tenant = loadTenant(demoTenant());
});

function groupNamed(displayName: string): GroupIndex {
  const found = groups().find((group) => tenant.group(group).displayName === displayName);
  if (found === undefined) throw new Error(`no group ${displayName}`);
  return found;
}

function groups(): GroupIndex[] {
  return Array.from({ length: tenant.groupCount }, (_, group) => group);
}

function idOf(displayName: string): string {
  return tenant.group(groupNamed(displayName)).id;
}

function assignE3AndEmsToHr(): Change {
  const addLicenses = [license('ENTERPRISEPACK', 'YAMMER_ENTERPRISE'), license('EMS')];
  return { kind: 'assignGroupLicense', groupId: idOf('HR Department'), addLicenses, removeLicenses: [] };
}

describe('Contoso', () => {
  it('has 1,200 people, each with an id and an address of their own', () => {
    const people = Array.from({ length: tenant.userCount }, (_, user) => tenant.user(user));
    expect(people).toHaveLength(1_200);
    expect(new Set(people.map((person) => person.id)).size).toBe(1_200);
    expect(new Set(people.map((person) => person.userPrincipalName)).size).toBe(1_200);
  });

  it('is the organization that the demonstration speaks of', () => {
    expect(tenant.organization).toEqual({
      id: '11111111-1111-1111-1111-111111111111',
      displayName: 'Contoso',
      countryLetterCode: 'US',
    });
    expect(tenant.rules.profile).toBe('classic-2017');
  });

  it.each([
    [1, 'Megan Bowen', 'meganb@contoso.com', ['User Administrator', 'License Administrator']],
    [2, 'Alex Wilber', 'alexw@contoso.com', ['User Administrator']],
    [3, 'Nestor Wilke', 'nestorw@contoso.com', ['Global Administrator']],
    [4, 'Adele Vance', 'adelev@contoso.com', []],
    [5, 'Isaiah Langer', 'isaiahl@contoso.com', ['Global Reader']],
    [6, 'Patti Fernandez', 'pattif@contoso.com', ['License Administrator']],
  ])('knows person %i, %s', (number, displayName, userPrincipalName, roles) => {
    const id = `aaaaaaaa-0000-4000-8000-00000000000${number}`;
    expect(tenant.user(tenant.findUser(id) ?? -1)).toMatchObject({ id, displayName, userPrincipalName });
    expect(tenant.directoryRoles.filter((role) => role.members.includes(id)).map((role) => role.displayName)).toEqual(
      roles,
    );
  });

  it('has Adele Vance as an ordinary member of HR Department', () => {
    expect(tenant.members(groupNamed('HR Department'))).toContain(
      tenant.findUser('aaaaaaaa-0000-4000-8000-000000000004'),
    );
  });

  it('has 1,000 members of HR Department, 40 Kiosk users, and ten who are both', () => {
    const hr = new Set(tenant.members(groupNamed('HR Department')));
    const kiosk = tenant.members(groupNamed('Kiosk users'));
    expect(hr.size).toBe(1_000);
    expect(tenant.assignedLicenses(groupNamed('HR Department'))).toEqual([]);
    expect(kiosk).toHaveLength(40);
    expect(kiosk.filter((user) => hr.has(user)).map((user) => tenant.user(user).displayName)).toEqual([
      'Ann Beebe',
      'Bram de Wit',
      'Chidi Okafor',
      'Dana **Cole** [Temp](https://x.example)',
      'Élodie Martin',
      'Farid Haddad',
      'Grace Lin',
      'Hugo Peeters',
      'Inês Costa',
      'Jonas Weber',
    ]);
  });

  it('has bought more than it uses, except for Visio', () => {
    const used = tenant.skus.map(({ skuId, skuPartNumber }, sku) => [
      catalogue.productName(skuId, skuPartNumber),
      tenant.consumed(sku),
      tenant.seats(sku),
    ]);
    expect(used).toEqual([
      ['Office 365 E1', 40, 50],
      ['Office 365 E3', 112, 1_250],
      ['Office 365 E5', 58, 60],
      ['Enterprise Mobility + Security E3', 64, 1_100],
      ['Power BI Pro', 95, 120],
      ['Visio Plan 2', 25, 25],
      ['Project Plan 3', 22, 40],
      ['Teams Phone', 91, 150],
    ]);
  });

  it('has each kind of group', () => {
    const kinds = groups().map((group) => tenant.group(group));
    const unified = kinds.filter((group) => group.groupTypes.includes('Unified'));
    expect(new Set(unified.map((group) => group.securityEnabled))).toEqual(new Set([true, false]));
    expect(kinds.some((group) => group.groupTypes.includes('DynamicMembership'))).toBe(true);
    expect(kinds.some((group) => group.mailEnabled && group.securityEnabled && group.groupTypes.length === 0)).toBe(
      true,
    );
    expect(kinds.some((group) => group.mailEnabled && !group.securityEnabled && group.groupTypes.length === 0)).toBe(
      true,
    );
    expect(tenant.nestedGroups(groupNamed('Regional Offices'))).toHaveLength(2);
  });

  it('is the same every time', () => {
    expect(demoTenant()).toEqual(demoTenant());
  });

  it('is settled: reconciling it changes nothing', () => {
    tenant.attempt(() => {
      const { rowChanges, failed, byError } = reconcile(tenant, { users: 'everyone', now: NOW });
      expect(rowChanges).toBe(0);
      expect(failed).toBe(7);
      expect(byError).toEqual({
        CountViolation: 3,
        DependencyViolation: 1,
        MutuallyExclusiveViolation: 2,
        UniquenessViolation: 1,
      });
    });
  });
});

describe('the story of the ten', () => {
  it('begins with a preview: 990 get both products, ten fail, three keep Yammer, 14 inherit their location', () => {
    const outcome = simulate(tenant, [assignE3AndEmsToHr()], { now: NOW });
    const hr = outcome.groups.find(({ after }) => after.group === groupNamed('HR Department'))?.after;
    expect(hr).toMatchObject({ members: 1_000, assigned: 990, failed: 10, inheritsUsageLocation: 14 });
    expect(outcome.newlyFailing).toHaveLength(10);
    expect(hr?.causes).toHaveLength(1);
    expect(hr?.causes[0]).toMatchObject({
      error: 'MutuallyExclusiveViolation',
      detail: { kind: 'conflict', sources: [idOf('Kiosk users')] },
    });
    expect(outcome.keepPlan.map(({ users }) => users.length)).toEqual([3]);
    expect(outcome.seats.map(({ before, after }) => [before, after])).toEqual([
      [112, 1_102],
      [64, 1_054],
    ]);
  });

  it('ends when the ten have left Kiosk users: all 1,000 have both', () => {
    const hr = groupNamed('HR Department');
    const kiosk = groupNamed('Kiosk users');
    const ten = tenant.members(kiosk).filter((user) => tenant.members(hr).includes(user));
    const leave = ten.map((user): Change => {
      return { kind: 'removeMember', groupId: tenant.group(kiosk).id, userId: tenant.user(user).id };
    });
    const outcome = simulate(tenant, [assignE3AndEmsToHr(), ...leave], { now: NOW });
    expect(outcome.groups.find(({ after }) => after.group === hr)?.after).toMatchObject({ assigned: 1_000, failed: 0 });
  });

  it('leaves 30 people without mail when Kiosk users loses Office 365 E1, and gives the ten theirs in HR', () => {
    const removeLicenses = [license('STANDARDPACK').skuId];
    const change: Change = {
      kind: 'assignGroupLicense',
      groupId: idOf('Kiosk users'),
      addLicenses: [],
      removeLicenses,
    };
    const { people } = simulate(tenant, [assignE3AndEmsToHr(), change], { now: NOW });
    const losers = people.filter((person) => person.lostSkuIds.includes(license('STANDARDPACK').skuId));
    const [plan1, plan2] = ['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE'].map(
      (name) => planNamed(name).servicePlanId,
    );
    expect(losers).toHaveLength(40);
    expect(losers.every((person) => person.lostPlans.includes(plan1 ?? ''))).toBe(true);
    expect(losers.filter((person) => !person.gainedPlans.includes(plan2 ?? ''))).toHaveLength(30);
  });
});

it('keeps the license that somebody who left Sales still needs', () => {
  const held = Array.from({ length: tenant.userCount }, (_, user) => tenant.read(tenant.rows(user)))
    .flat()
    .filter((row: LicenseAssignmentState) => row.state === 'ActiveWithError');
  expect(held).toMatchObject([{ assignedByGroup: idOf('Sales'), error: 'DependencyViolation' }]);
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import {
  everyone,
  group,
  has,
  inUse,
  license,
  licensesOf,
  makeChange,
  person,
  product,
  tenantOf,
} from './small-tenant.ts';

const RULES = {
  mutuallyExclusive: [
    { set: 'exchange-online', plans: ['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE'] },
    { set: 'sharepoint-online', plans: ['SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE'] },
  ],
};
const PEOPLE = Array.from({ length: 1000 }, (_, index) => `hr-${index}`);
const TEN = PEOPLE.slice(0, 10);
const ASSIGN = {
  kind: 'assignGroupLicense',
  groupId: 'HR Department',
  addLicenses: [license('E3 without YAMMER_ENTERPRISE'), license('EMS')],
  removeLicenses: [],
} as const;

function contoso({ emsSeats = 1000, people = [person('hr-0', [])] } = {}): Tenant {
  const tenant = tenantOf({
    products: [
      product('E1', ['EXCHANGE_S_STANDARD', 'SHAREPOINTSTANDARD', 'YAMMER_ENTERPRISE'], 50),
      product('E3', ['EXCHANGE_S_ENTERPRISE', 'SHAREPOINTENTERPRISE', 'YAMMER_ENTERPRISE']),
      product('EMS', ['INTUNE_A'], emsSeats),
    ],
    groups: [group('HR Department', [], PEOPLE), group('Kiosk users', ['E1'], [...TEN, 'someone else'])],
    people,
    rules: RULES,
  });
  everyone(tenant);
  return tenant;
}

describe('E3 without Yammer and EMS for HR Department, of whom ten are Kiosk users (the article)', () => {
  let tenant: Tenant;

  beforeEach(() => {
    tenant = contoso();
  });

  it('is given to 990 and fails for ten, in one step and with every reason', () => {
    tenant.attempt(() => {
      expect(makeChange(tenant, ASSIGN)).toEqual([]);
      expect(inUse(tenant, 'E3')).toBe(990);
      expect(inUse(tenant, 'EMS')).toBe(990);
      expect(inUse(tenant, 'E1')).toBe(11);
    });
    makeChange(tenant, ASSIGN);
    expect(licensesOf(tenant, 'hr-10')).toEqual([
      'E3 without YAMMER_ENTERPRISE from HR Department: Active',
      'EMS from HR Department: Active',
    ]);
    expect(licensesOf(tenant, 'hr-0')).toEqual([
      'E1 from Kiosk users: Active',
      'E3 without YAMMER_ENTERPRISE from HR Department: Error MutuallyExclusiveViolation',
      'EMS from HR Department: Error Other',
    ]);
    expect(everyone(tenant)).toMatchObject({ changes: [], failed: 10, byError: { MutuallyExclusiveViolation: 10 } });
  });

  it('reaches who leaves the Kiosk users, without anybody asking for it (R42)', () => {
    makeChange(tenant, ASSIGN);
    makeChange(tenant, { kind: 'removeMember', groupId: 'Kiosk users', userId: 'hr-0' });
    expect(licensesOf(tenant, 'hr-0')).toEqual([
      'E3 without YAMMER_ENTERPRISE from HR Department: Active',
      'EMS from HR Department: Active',
    ]);
    expect([inUse(tenant, 'E1'), inUse(tenant, 'E3'), inUse(tenant, 'EMS')]).toEqual([10, 991, 991]);
    for (const userId of TEN.slice(1)) makeChange(tenant, { kind: 'removeMember', groupId: 'Kiosk users', userId });
    expect([inUse(tenant, 'E1'), inUse(tenant, 'E3'), inUse(tenant, 'EMS')]).toEqual([1, 1000, 1000]);
    expect(everyone(tenant).failed).toBe(0);
  });

  it('still fails for who keeps a direct E1 (R23)', () => {
    tenant = contoso({ people: [person('hr-0', [has('E1')])] });
    makeChange(tenant, ASSIGN);
    makeChange(tenant, { kind: 'removeMember', groupId: 'Kiosk users', userId: 'hr-0' });
    expect(licensesOf(tenant, 'hr-0')).toEqual([
      'E1 direct: Active',
      'E3 without YAMMER_ENTERPRISE from HR Department: Error MutuallyExclusiveViolation',
      'EMS from HR Department: Error Other',
    ]);
    makeChange(tenant, { kind: 'assignUserLicense', userId: 'hr-0', addLicenses: [], removeLicenses: ['E1'] });
    expect(licensesOf(tenant, 'hr-0')[0]).toBe('E3 without YAMMER_ENTERPRISE from HR Department: Active');
  });

  it('fails for the last to have joined when seats are short, and reaches them when there are more', () => {
    tenant = contoso({ emsSeats: 985 });
    makeChange(tenant, ASSIGN);
    expect(licensesOf(tenant, 'hr-994')).toEqual([
      'E3 without YAMMER_ENTERPRISE from HR Department: Active',
      'EMS from HR Department: Active',
    ]);
    expect(licensesOf(tenant, 'hr-995')).toEqual([
      'E3 without YAMMER_ENTERPRISE from HR Department: Error Other',
      'EMS from HR Department: Error CountViolation',
    ]);
    makeChange(tenant, { kind: 'setSeats', skuId: 'EMS', enabled: 987 });
    expect(licensesOf(tenant, 'hr-996')[0]).toBe('E3 without YAMMER_ENTERPRISE from HR Department: Active');
    expect(licensesOf(tenant, 'hr-997')[1]).toBe('EMS from HR Department: Error CountViolation');
  });

  it('reaches the ten when the conflicting plans are turned off for the Kiosk users', () => {
    makeChange(tenant, ASSIGN);
    makeChange(tenant, {
      kind: 'assignGroupLicense',
      groupId: 'Kiosk users',
      addLicenses: [license('E1 without EXCHANGE_S_STANDARD and SHAREPOINTSTANDARD')],
      removeLicenses: [],
    });
    expect(everyone(tenant)).toMatchObject({ changes: [], failed: 0 });
    expect(inUse(tenant, 'E3')).toBe(1000);
  });
});

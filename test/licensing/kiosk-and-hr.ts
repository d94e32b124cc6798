import type { Change } from '../../src/licensing/change.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { license, type PlainTenant, people, plainTenant } from './plain-tenant.ts';

/** Plans of Office 365 E1 and E3 that matter here, and the two pairs that exclude each other in 2017. */
const PRODUCTS = {
  E1: { plans: ['EXCHANGE_S_STANDARD', 'SHAREPOINTSTANDARD', 'SHAREPOINTWAC', 'TEAMS1', 'YAMMER_ENTERPRISE'] },
  E3: {
    plans: [
      'EXCHANGE_S_ENTERPRISE',
      'SHAREPOINTENTERPRISE',
      'SHAREPOINTWAC',
      'TEAMS1',
      'YAMMER_ENTERPRISE',
      'VIVAENGAGE_CORE',
    ],
  },
  EMS: { plans: ['AAD_PREMIUM', 'INTUNE_A'] },
};

const RULES = {
  mutuallyExclusive: [
    { set: 'exchange-online', plans: ['EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE'] },
    { set: 'sharepoint-online', plans: ['SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE'] },
  ],
  dependsOn: [{ plan: 'SHAREPOINTWAC', requiresAnyOf: ['SHAREPOINTENTERPRISE', 'SHAREPOINTSTANDARD'] }],
};

/** A thousand in HR Department, forty in Kiosk users with E1; ten are in both. HR has no licenses yet. */
export function beforeAssigning(more: Partial<PlainTenant> = {}): Tenant {
  return plainTenant({
    products: PRODUCTS,
    users: people(0, 1030).map((id) => ({ id, usageLocation: 'US' })),
    groups: [
      { id: 'HR Department', members: people(0, 1000) },
      { id: 'Kiosk users', members: people(990, 1030), assignedLicenses: [license('E1')] },
    ],
    rules: RULES,
    ...more,
  });
}

/** "assign E3 and EMS to HR Department without Yammer" */
export const ASSIGN: readonly Change[] = [
  {
    kind: 'assignGroupLicense',
    groupId: 'HR Department',
    addLicenses: [license('E3', ['YAMMER_ENTERPRISE']), license('EMS')],
    removeLicenses: [],
  },
];

export const THE_TEN = people(990, 1000);

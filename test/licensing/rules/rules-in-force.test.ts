import { describe, expect, it } from 'vitest';
import { rulesInForce } from '../../../src/licensing/rules/rules-in-force.ts';
import { plainTenant } from '../plain-tenant.ts';

const tenant = plainTenant({
  products: { E1: { plans: ['mail-1', 'office'] }, E3: { plans: ['mail-2', 'MAIL-3'] }, PHONE: { plans: ['calls'] } },
  users: [],
  groups: [],
  rules: {
    mutuallyExclusive: [
      { set: 'mail', plans: ['mail-1', 'mail-2', 'mail-9'], source: 'an article', date: '2025' },
      { set: 'drawing', plans: ['office', 'drawing'] },
    ],
    dependsOn: [
      { plan: 'calls', requiresAnyOf: ['mail-3'] },
      { plan: 'video', requiresAnyOf: ['calls'] },
    ],
    restrictedLocations: [{ plan: 'calls', usageLocations: ['IN'] }],
  },
});

describe('the rules in force', () => {
  it('are those that plans of the tenant meet, with their source; the others are counted', () => {
    expect(rulesInForce(tenant)).toEqual({
      profile: 'classic-2017',
      rules: [
        { kind: 'exclusive', plans: ['mail-1', 'mail-2'], source: 'an article', date: '2025' },
        { kind: 'dependency', plan: 'calls', requiresAnyOf: ['MAIL-3'] },
        { kind: 'location', plan: 'calls', usageLocations: ['IN'] },
      ],
      elsewhere: 2,
    });
  });

  it('of a product are those about its own plans', () => {
    expect(rulesInForce(tenant, ['PHONE']).rules.map(({ kind }) => kind)).toEqual(['dependency', 'location']);
    expect(rulesInForce(tenant, ['E3']).rules.map(({ kind }) => kind)).toEqual(['exclusive']);
  });
});

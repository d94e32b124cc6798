import { expect, it } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { affectedBy } from '../../src/licensing/model/affected.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant, UserIndex } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';

const NOW = '2026-11-24T06:00:00Z';
const give = (skuId: string) => [{ skuId, disabledPlans: [] }];

/** One seat of each product, held by who came first; Wim waits for Pia's in a group that comes before Xia's. */
function tenantWith(others: number): Tenant {
  const people = ['pia', 'quin', 'wim', 'xia', ...Array.from({ length: others }, (_, number) => `other-${number}`)];
  const group = (id: string, skuId: string, members: readonly string[]) => {
    return { id, securityEnabled: true, assignedLicenses: give(skuId), members };
  };
  return loadTenant({
    organization: { id: 'tenant', displayName: 'Contoso', countryLetterCode: 'US' },
    subscribedSkus: ['S', 'T', 'U'].map((skuId) => ({
      skuId,
      skuPartNumber: skuId,
      capabilityStatus: 'Enabled',
      prepaidUnits: { enabled: 1, warning: 0, suspended: 0 },
      servicePlans: [{ servicePlanId: `plan of ${skuId}`, servicePlanName: skuId }],
    })),
    users: people.map((id) => ({ id, usageLocation: 'US' })),
    groups: [group('g', 'S', ['pia']), group('h', 'T', ['quin']), group('k', 'S', ['wim']), group('m', 'S', [])],
    directoryRoles: [],
    rules: { profile: 'stacking-2023', mutuallyExclusive: [], dependsOn: [], restrictedLocations: [] },
  });
}

/** Pia moves to Quin's product as soon as Quin has moved on, so that her seat comes free in the middle of a round. */
const CHANGES: readonly Change[] = [
  { kind: 'assignGroupLicense', groupId: 'g', addLicenses: give('T'), removeLicenses: ['S'] },
  { kind: 'assignGroupLicense', groupId: 'h', addLicenses: give('U'), removeLicenses: ['T'] },
  { kind: 'addMember', groupId: 'm', userId: 'xia' },
];

it.each([0, 200])(
  'who waits, and comes in the middle of a round, is served in their turn, among %i others',
  (others) => {
    const tenant = tenantWith(others);
    reconcile(tenant, { users: 'everyone', now: NOW });
    const users = new Set<UserIndex>();
    for (const change of CHANGES) {
      for (const user of affectedBy(tenant, change)) users.add(user);
      expect(applyChange(tenant, change, NOW)).toEqual([]);
    }
    reconcile(tenant, { users, now: NOW });
    const states = (id: string) => tenant.read(tenant.rows(tenant.findUser(id) ?? -1)).map((row) => row.error);
    expect({ wim: states('wim'), xia: states('xia') }).toEqual({ wim: [null], xia: ['CountViolation'] });
  },
);

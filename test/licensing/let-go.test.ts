import { describe, expect, it } from 'vitest';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { direct, license, NOW, plainTenant } from './plain-tenant.ts';

/** Staff moves from OLD to NEW, which has no seats: everybody keeps OLD meanwhile. */
function waitingForNew(addon: boolean): Tenant {
  const tenant = plainTenant({
    products: { OLD: { plans: ['projects'] }, NEW: { plans: ['mail'], seats: 0 }, ADDON: { plans: ['planning'] } },
    users: [{ id: 'ann', licenseAssignmentStates: addon ? [direct('ADDON')] : [] }],
    groups: [{ id: 'Staff', members: ['ann'], assignedLicenses: [license('OLD')] }],
    rules: { dependsOn: [{ plan: 'planning', requiresAnyOf: ['projects'] }] },
  });
  const addLicenses = [license('NEW')];
  applyChange(tenant, { kind: 'assignGroupLicense', groupId: 'Staff', addLicenses, removeLicenses: ['OLD'] }, NOW);
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

function letGo(tenant: Tenant, skuId: string) {
  return applyChange(
    tenant,
    { kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: [skuId] },
    NOW,
  );
}

describe('a product that only waits to be swapped', () => {
  it('is kept until then', () => {
    const tenant = waitingForNew(false);
    expect(tenant.read(tenant.rows(0))).toMatchObject([
      { skuId: 'OLD', state: 'ActiveWithError', error: 'CountViolation' },
      { skuId: 'NEW', state: 'Error', error: 'CountViolation' },
    ]);
  });

  it('is let go when somebody says so, and does not come back', () => {
    const tenant = waitingForNew(false);
    expect(letGo(tenant, 'OLD')).toEqual([]);
    reconcile(tenant, { users: 'everyone', now: NOW });
    expect(tenant.read(tenant.rows(0))).toMatchObject([{ skuId: 'NEW', state: 'Error', error: 'CountViolation' }]);
    expect(tenant.consumed(tenant.findSku('OLD') ?? -1)).toBe(0);
  });

  it('is not let go while another plan needs it', () => {
    expect(letGo(waitingForNew(true), 'OLD')).toEqual([
      { kind: 'directAssignmentFails', userId: 'ann', skuId: 'OLD', error: 'DependencyViolation' },
    ]);
  });
});

describe('a product that a group still gives', () => {
  it('is not let go: it is inherited', () => {
    expect(letGo(waitingForNew(false), 'NEW')).toEqual([
      { kind: 'licenseIsInherited', userId: 'ann', skuId: 'NEW', groupIds: ['Staff'] },
    ]);
  });
});

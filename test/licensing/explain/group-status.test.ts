import { describe, expect, it } from 'vitest';
import { groupStatus } from '../../../src/licensing/explain/group-status.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { ASSIGN, beforeAssigning } from '../kiosk-and-hr.ts';
import { direct, license, NOW, namesOf, people, plainTenant } from '../plain-tenant.ts';

function statusOf(tenant: Tenant, groupId: string) {
  return groupStatus(tenant, tenant.findGroup(groupId) ?? -1);
}

describe('HR Department', () => {
  it('has a thousand members and, before it is licensed, nothing to say about them', () => {
    const status = statusOf(beforeAssigning(), 'HR Department');
    expect(status).toMatchObject({ members: 1000, products: [], assigned: 0, failed: 0, pending: 0, causes: [] });
  });

  it('waits for everybody between the change and its reconciliation', () => {
    const tenant = beforeAssigning();
    for (const change of ASSIGN) applyChange(tenant, change, NOW);
    expect(statusOf(tenant, 'HR Department')).toMatchObject({ assigned: 0, failed: 0, pending: 1000 });
  });

  it('then gives 990 people both products and fails ten', () => {
    const tenant = beforeAssigning();
    for (const change of ASSIGN) applyChange(tenant, change, NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    expect(statusOf(tenant, 'HR Department')).toMatchObject({
      assigned: 990,
      failed: 10,
      pending: 0,
      products: [
        { skuId: 'E3', disabledPlans: ['YAMMER_ENTERPRISE'], assigned: 990, failed: 10 },
        { skuId: 'EMS', disabledPlans: [], assigned: 990, failed: 10 },
      ],
    });
  });

  it('waits again when a plan goes off', () => {
    const tenant = beforeAssigning();
    for (const change of ASSIGN) applyChange(tenant, change, NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    const addLicenses = [license('EMS', ['INTUNE_A'])];
    applyChange(tenant, { kind: 'assignGroupLicense', groupId: 'HR Department', addLicenses, removeLicenses: [] }, NOW);
    expect(statusOf(tenant, 'HR Department')).toMatchObject({ assigned: 0, failed: 10, pending: 990 });
  });
});

describe('people in a group', () => {
  it('who have no usage location rely on the organization’s', () => {
    const tenant = plainTenant({
      products: { E1: { plans: ['mail'] } },
      users: [{ id: 'ann', usageLocation: 'NL' }, { id: 'ben' }, { id: 'cas', usageLocation: null }],
      groups: [{ id: 'Staff', members: ['ann', 'ben', 'cas'], assignedLicenses: [license('E1')] }],
    });
    expect(statusOf(tenant, 'Staff')).toMatchObject({ assigned: 3, inheritsUsageLocation: 2 });
  });

  it('who are there only through a nested group are counted once, and get nothing', () => {
    const tenant = plainTenant({
      products: { E1: { plans: ['mail'] } },
      users: people(0, 5).map((id) => ({ id })),
      groups: [
        { id: 'Staff', members: ['u0', 'Sales', 'Service'], assignedLicenses: [license('E1')] },
        { id: 'Sales', members: ['u0', 'u1', 'u2', 'Service'] },
        { id: 'Service', members: ['u2', 'u3', 'Staff'] },
      ],
    });
    expect(statusOf(tenant, 'Staff')).toMatchObject({ members: 1, assigned: 1, onlyNested: 3 });
  });

  it('who have one product from before, and fail since another one came, hold the one and lack the other', () => {
    const tenant = plainTenant({
      products: { E1: { plans: ['mail'] }, VISIO: { plans: ['visio'], seats: 1 } },
      users: people(0, 3).map((id) => ({ id })),
      groups: [{ id: 'Staff', members: people(0, 3), assignedLicenses: [license('E1')] }],
    });
    const addLicenses = [license('VISIO')];
    applyChange(tenant, { kind: 'assignGroupLicense', groupId: 'Staff', addLicenses, removeLicenses: [] }, NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    expect(statusOf(tenant, 'Staff')).toMatchObject({
      assigned: 1,
      failed: 2,
      products: [
        { skuId: 'E1', assigned: 1, failed: 2, keeping: 2, pending: 0 },
        { skuId: 'VISIO', assigned: 1, failed: 2, keeping: 0, pending: 0 },
      ],
    });
  });

  it('who left it and cannot lose its product stand among its causes, and not among its members', () => {
    const tenant = plainTenant({
      products: { SUITE: { plans: ['projects'] }, ADDON: { plans: ['planning'] } },
      users: [{ id: 'ann', licenseAssignmentStates: [direct('ADDON')] }],
      groups: [{ id: 'Suite', members: ['ann'], assignedLicenses: [license('SUITE')] }],
      rules: { dependsOn: [{ plan: 'planning', requiresAnyOf: ['projects'] }] },
    });
    applyChange(tenant, { kind: 'removeMember', groupId: 'Suite', userId: 'ann' }, NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    const { members, failed, causes } = statusOf(tenant, 'Suite');
    expect([members, failed]).toEqual([0, 0]);
    expect(causes).toMatchObject([
      {
        on: 'removal',
        error: 'DependencyViolation',
        skuId: 'SUITE',
        failedSkuIds: ['SUITE'],
        detail: { kind: 'dependency', plan: 'planning', requiresAnyOf: ['projects'] },
      },
    ]);
    expect(namesOf(tenant, causes[0]?.users ?? [])).toEqual(['ann']);
  });
});

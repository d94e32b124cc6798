import { describe, expect, it } from 'vitest';
import { explainUser } from '../../../src/licensing/explain/explain.ts';
import { whyProduct } from '../../../src/licensing/explain/explain-product.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { ASSIGN, beforeAssigning } from '../kiosk-and-hr.ts';
import { direct, license, NOW, plainTenant } from '../plain-tenant.ts';

function afterAssigning() {
  const tenant = beforeAssigning();
  for (const change of ASSIGN) applyChange(tenant, change, NOW);
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

describe('one of the ten', () => {
  const tenant = afterAssigning();
  const user = tenant.findUser('u995') ?? -1;
  const hr = tenant.findGroup('HR Department') ?? -1;
  const kiosk = tenant.findGroup('Kiosk users') ?? -1;

  it('is failed by HR Department: E3 conflicts, and EMS is held back with it', () => {
    const { failures, groups } = explainUser(tenant, user);
    expect(groups).toEqual([kiosk, hr]);
    expect(failures).toMatchObject([
      {
        group: hr,
        cause: {
          error: 'MutuallyExclusiveViolation',
          detail: { otherSkuId: 'E1', sources: ['Kiosk users'] },
          users: [user],
        },
        products: [
          { skuId: 'E3', error: 'MutuallyExclusiveViolation' },
          { skuId: 'EMS', error: 'Other' },
        ],
      },
    ]);
  });

  it('has E1 with all plans on through Kiosk users, and neither of the others', () => {
    expect(explainUser(tenant, user).licenses).toMatchObject([
      {
        skuId: 'E1',
        held: true,
        plansOff: [],
        sources: [{ groupId: 'Kiosk users', state: 'Active', error: null, lingers: false }],
      },
      { skuId: 'E3', held: false, sources: [{ groupId: 'HR Department', state: 'Error' }] },
      { skuId: 'EMS', held: false, sources: [{ groupId: 'HR Department', state: 'Error', error: 'Other' }] },
    ]);
  });

  it('does not have EMS because HR Department fails', () => {
    expect(whyProduct(tenant, user, 'EMS')).toMatchObject({ kind: 'failed', failures: [{ groupId: 'HR Department' }] });
  });
});

describe('one of the others in HR Department', () => {
  const tenant = afterAssigning();
  const user = tenant.findUser('u0') ?? -1;

  it('does not have E1, which Kiosk users would give', () => {
    expect(whyProduct(tenant, user, 'E1')).toEqual({ kind: 'notGiven', givenBy: ['Kiosk users'] });
  });
});

describe('a product from several sources', () => {
  const tenant = plainTenant({
    products: { E3: { plans: ['mail', 'chat', 'forms'] }, CHAT: { plans: ['chat'] } },
    users: [{ id: 'ann', licenseAssignmentStates: [direct('E3', ['chat', 'forms']), direct('CHAT')] }],
    groups: [
      { id: 'Staff', members: ['ann'], assignedLicenses: [license('E3', ['mail', 'chat'])] },
      { id: 'Others', members: [], assignedLicenses: [license('E3')] },
    ],
  });

  it('has every plan that any source turns on, and one of another product besides', () => {
    const [e3] = explainUser(tenant, 0).licenses;
    expect(e3).toMatchObject({ skuId: 'E3', plansOff: ['chat'], onElsewhere: ['chat'] });
    expect(e3?.sources.map(({ groupId }) => groupId).sort()).toEqual(['Staff', null].sort());
  });

  it('is there because of all of them', () => {
    expect(whyProduct(tenant, 0, 'E3')).toMatchObject({ kind: 'held', license: { sources: [{}, {}] }, failures: [] });
  });

  it('waits for a person whom nobody has looked at', () => {
    applyChange(
      tenant,
      { kind: 'assignGroupLicense', groupId: 'Staff', addLicenses: [license('CHAT')], removeLicenses: [] },
      NOW,
    );
    applyChange(tenant, { kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: ['CHAT'] }, NOW);
    expect(whyProduct(tenant, 0, 'CHAT')).toEqual({ kind: 'notProcessed', groupIds: ['Staff'] });
  });
});

describe('a product that lingers', () => {
  it('is told as such', () => {
    const tenant = plainTenant({
      products: { SUITE: { plans: ['projects'] }, ADDON: { plans: ['planning'] } },
      users: [{ id: 'ann', licenseAssignmentStates: [direct('ADDON')] }],
      groups: [{ id: 'Suite', members: ['ann'], assignedLicenses: [license('SUITE')] }],
      rules: { dependsOn: [{ plan: 'planning', requiresAnyOf: ['projects'] }] },
    });
    applyChange(tenant, { kind: 'removeMember', groupId: 'Suite', userId: 'ann' }, NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    expect(whyProduct(tenant, 0, 'SUITE')).toMatchObject({
      kind: 'held',
      license: { sources: [{ groupId: 'Suite', state: 'ActiveWithError', lingers: true }] },
      failures: [{ cause: { on: 'removal' } }],
    });
  });
});

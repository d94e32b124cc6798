import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../src/licensing/explain/causes.ts';
import { mergeCauses } from '../../../src/licensing/explain/merge-causes.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { ASSIGN, beforeAssigning, THE_TEN } from '../kiosk-and-hr.ts';
import { direct, license, NOW, namesOf, people, plainTenant } from '../plain-tenant.ts';
import { randomTenant } from '../random-tenant.ts';

const MAIL = { mutuallyExclusive: [{ set: 'exchange-online', plans: ['mail-1', 'mail-2', 'mail-3'] }] };

describe('ten people of HR Department with E1', () => {
  it('fail for one reason: two pairs of plans, through Kiosk users', () => {
    const tenant = beforeAssigning();
    for (const change of ASSIGN) applyChange(tenant, change, NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    const causes = causesOf(tenant, 'everywhere');
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({
      group: tenant.findGroup('HR Department'),
      error: 'MutuallyExclusiveViolation',
      skuId: 'E3',
      failedSkuIds: ['E3', 'EMS'],
      on: 'assignment',
      detail: {
        kind: 'conflict',
        pairs: [
          { plan: 'EXCHANGE_S_ENTERPRISE', otherPlan: 'EXCHANGE_S_STANDARD' },
          { plan: 'SHAREPOINTENTERPRISE', otherPlan: 'SHAREPOINTSTANDARD' },
        ],
        otherSkuId: 'E1',
        sources: ['Kiosk users'],
      },
    });
    expect(namesOf(tenant, causes[0]?.users ?? [])).toEqual(THE_TEN);
  });
});

describe('causes', () => {
  it('differ by their sources, and the largest comes first', () => {
    const tenant = plainTenant({
      products: { E1: { plans: ['mail-1'] }, E3: { plans: ['mail-2'] } },
      users: people(0, 6).map((id) => ({ id, licenseAssignmentStates: id === 'u0' ? [direct('E1')] : [] })),
      groups: [
        { id: 'Kiosk', members: people(1, 5), assignedLicenses: [license('E1')] },
        { id: 'Shop', members: people(4, 5), assignedLicenses: [license('E1')] },
        { id: 'HR', members: people(0, 6), assignedLicenses: [license('E3')] },
      ],
      rules: MAIL,
    });
    const causes = causesOf(tenant, 'everywhere').map(({ detail, users }) => [
      detail.kind === 'conflict' ? detail.sources : detail.kind,
      namesOf(tenant, users),
    ]);
    expect(causes).toEqual([
      [['Kiosk'], ['u1', 'u2', 'u3']],
      [[null], ['u0']],
      [['Kiosk', 'Shop'], ['u4']],
    ]);
  });

  it('name what stands behind the first reason', () => {
    const tenant = plainTenant({
      products: { E1: { plans: ['mail-1'] }, E3: { plans: ['mail-2'] }, F1: { plans: ['mail-3'] } },
      users: [{ id: 'ann', licenseAssignmentStates: [direct('E1'), direct('F1')] }],
      groups: [{ id: 'HR', members: ['ann'], assignedLicenses: [license('E3')] }],
      rules: MAIL,
    });
    expect(causesOf(tenant, { users: [0] })).toMatchObject([
      {
        detail: { kind: 'conflict', otherSkuId: 'E1', sources: [null] },
        further: [{ skuId: 'E3', detail: { kind: 'conflict', otherSkuId: 'F1', sources: [null] } }],
      },
    ]);
  });

  it('can lie in the group’s own template', () => {
    const tenant = plainTenant({
      products: { E1: { plans: ['mail-1'] }, E3: { plans: ['mail-2'] } },
      users: [{ id: 'ann' }],
      groups: [{ id: 'HR', members: ['ann'], assignedLicenses: [license('E1'), license('E3')] }],
      rules: MAIL,
    });
    expect(causesOf(tenant, { groups: [0] })).toMatchObject([
      { skuId: 'E1', failedSkuIds: ['E1', 'E3'], detail: { kind: 'conflict', otherSkuId: 'E3', sources: ['HR'] } },
    ]);
  });

  it('say which prerequisite is missing', () => {
    const tenant = plainTenant({
      products: { ADDON: { plans: ['planning'] }, SUITE: { plans: ['projects'] } },
      users: [{ id: 'ann' }],
      groups: [{ id: 'Planners', members: ['ann'], assignedLicenses: [license('ADDON')] }],
      rules: { dependsOn: [{ plan: 'planning', requiresAnyOf: ['projects', 'tasks'] }] },
    });
    expect(causesOf(tenant, 'everywhere')).toMatchObject([
      {
        error: 'DependencyViolation',
        detail: { kind: 'dependency', plan: 'planning', requiresAnyOf: ['projects', 'tasks'] },
      },
    ]);
  });

  it('say where a plan is not allowed, and whether that is the person’s own location', () => {
    const tenant = plainTenant({
      products: { CALLING: { plans: ['calls'] } },
      users: [{ id: 'ann' }, { id: 'ben', usageLocation: 'US' }, { id: 'cas', usageLocation: 'NL' }],
      groups: [{ id: 'Staff', members: ['ann', 'ben', 'cas'], assignedLicenses: [license('CALLING')] }],
      rules: { restrictedLocations: [{ plan: 'calls', usageLocations: ['US'] }] },
    });
    const details = causesOf(tenant, 'everywhere').map(({ detail, users }) => [detail, namesOf(tenant, users)]);
    expect(details).toEqual([
      [{ kind: 'location', plan: 'calls', usageLocation: 'US', inherited: true }, ['ann']],
      [{ kind: 'location', plan: 'calls', usageLocation: 'US', inherited: false }, ['ben']],
    ]);
  });

  it('name everybody who has a doubled address, once', () => {
    const tenant = plainTenant({
      products: { MAIL: { plans: ['mail-1'] } },
      users: ['ann', 'ben', 'cas'].map((id) => ({ id, proxyAddresses: ['smtp:info@contoso.com'] })),
      groups: [{ id: 'Staff', members: ['ann', 'ben'], assignedLicenses: [license('MAIL')] }],
      rules: MAIL,
    });
    const [cause, ...rest] = causesOf(tenant, 'everywhere');
    expect(rest).toEqual([]);
    expect(namesOf(tenant, cause?.users ?? [])).toEqual(['ann', 'ben']);
    expect(cause?.detail).toEqual({ kind: 'duplicateAddress', address: 'smtp:info@contoso.com', others: [1, 2] });
  });

  it('count how many wait for how many seats', () => {
    const tenant = plainTenant({
      products: { VISIO: { plans: ['visio'], seats: 2 } },
      users: people(0, 5).map((id) => ({ id })),
      groups: [{ id: 'Drawing', members: people(0, 5), assignedLicenses: [license('VISIO')] }],
    });
    expect(causesOf(tenant, 'everywhere')[0]?.detail).toEqual({ kind: 'seats', seats: 2, consumed: 2, waiting: 3 });
  });

  it('stay unknown where the directory reports what our rules do not see', () => {
    const tenant = plainTenant(
      {
        products: { E3: { plans: ['mail-2'] } },
        users: [
          {
            id: 'ann',
            licenseAssignmentStates: [
              {
                skuId: 'E3',
                disabledPlans: [],
                assignedByGroup: 'HR',
                state: 'Error',
                error: 'MutuallyExclusiveViolation',
              },
            ],
          },
        ],
        groups: [{ id: 'HR', members: ['ann'], assignedLicenses: [license('E3')] }],
        rules: MAIL,
      },
      { settled: false },
    );
    expect(causesOf(tenant, 'everywhere')).toMatchObject([
      { error: 'MutuallyExclusiveViolation', detail: { kind: 'unknown' }, users: [0] },
    ]);
  });

  it('are the same when each person is looked at alone and what they have in common is put together', () => {
    let failing = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const tenant = loadTenant(randomTenant(seed, { users: 30 }));
      reconcile(tenant, { users: 'everyone', now: NOW });
      const alone = Array.from({ length: tenant.userCount }, (_, user) => causesOf(tenant, { users: [user] })).flat();
      expect(causesOf(tenant, 'everywhere'), `tenant ${seed}`).toEqual(mergeCauses(tenant, alone));
      failing += alone.filter(({ error }) => error === 'CountViolation').length;
    }
    expect(failing).toBeGreaterThan(100);
  });
});

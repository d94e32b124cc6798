import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { previewFacts } from '../../../src/licensing/outcome/preview-facts.ts';
import { simulate, whatIf } from '../../../src/licensing/outcome/simulate.ts';
import { summarize } from '../../../src/licensing/outcome/summarize.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { ASSIGN, beforeAssigning, THE_TEN } from '../kiosk-and-hr.ts';
import { direct, license, NOW, namesOf, people, plainTenant } from '../plain-tenant.ts';

function simulated(tenant: Tenant, ...changes: Change[]) {
  return simulate(tenant, changes, { now: NOW });
}

function template(groupId: string, add: ReturnType<typeof license>[], remove: string[] = []): Change {
  return { kind: 'assignGroupLicense', groupId, addLicenses: add, removeLicenses: remove };
}

describe('assigning E3 and EMS to HR Department without Yammer', () => {
  const tenant = beforeAssigning();
  const outcome = simulated(tenant, ...ASSIGN);

  it('gives 990 people both, and fails ten', () => {
    expect(outcome.groups).toHaveLength(1);
    expect(outcome.groups[0]).toMatchObject({ before: { assigned: 0 }, after: { assigned: 990, failed: 10 } });
    expect(
      namesOf(
        tenant,
        outcome.newlyFailing.map(({ user }) => user),
      ),
    ).toEqual(THE_TEN);
    expect(outcome.causes).toMatchObject([{ error: 'MutuallyExclusiveViolation', skuId: 'E3' }]);
  });

  it('takes 990 seats of each and none of E1', () => {
    expect(outcome.seats).toEqual([
      { skuId: 'E3', seats: 100_000, before: 0, after: 990 },
      { skuId: 'EMS', seats: 100_000, before: 0, after: 990 },
    ]);
  });

  it('takes nothing from anybody, so that nobody else has to agree', () => {
    expect(outcome.loseSomething).toEqual([]);
  });

  it('tells that the newer Yammer would stay on', () => {
    expect(previewFacts(tenant, ASSIGN, outcome)).toMatchObject([
      {
        members: 1000,
        getAll: 990,
        fail: 10,
        inheritsUsageLocation: 0,
        onlyNested: 0,
        keepPlan: [],
        twins: [{ skuId: 'E3', servicePlanId: 'VIVAENGAGE_CORE', twinOf: 'YAMMER_ENTERPRISE' }],
      },
    ]);
  });

  it('tells nothing of twins when both go off', () => {
    const both = [template('HR Department', [license('E3', ['YAMMER_ENTERPRISE', 'VIVAENGAGE_CORE'])])];
    expect(previewFacts(tenant, both, simulated(tenant, ...both))[0]?.twins).toEqual([]);
  });

  it('comes to these numbers', () => {
    const target = { targetGroupIds: ['HR Department'], targetUserIds: [], changes: ASSIGN };
    expect(summarize(tenant, outcome, target)).toEqual({
      people: 1000,
      succeeded: 990,
      failed: 10,
      changed: 990,
      gaining: 990,
      losing: 0,
      failedBefore: 0,
      byError: { MutuallyExclusiveViolation: 10 },
      fixed: 0,
      newlyFailing: 10,
      products: [
        { skuId: 'E3', gained: 990, lost: 0, seats: 100_000, before: 0, after: 990 },
        { skuId: 'EMS', gained: 990, lost: 0, seats: 100_000, before: 0, after: 990 },
      ],
      leftGroups: [],
    });
  });
});

describe('taking the ten out of Kiosk users', () => {
  const tenant = beforeAssigning();
  for (const change of ASSIGN) applyChange(tenant, change, NOW);
  reconcile(tenant, { users: 'everyone', now: NOW });
  const leave = THE_TEN.map((userId): Change => ({ kind: 'removeMember', groupId: 'Kiosk users', userId }));
  const outcome = simulated(tenant, ...leave);

  it('tells of Kiosk users, which is named, and of HR Department, where failures go', () => {
    expect(
      outcome.groups.map(({ before, after }) => [
        tenant.group(after.group).id,
        before.failed,
        after.failed,
        after.members,
      ]),
    ).toEqual([
      ['Kiosk users', 0, 0, 30],
      ['HR Department', 10, 0, 1000],
    ]);
    expect(outcome.causes).toEqual([]);
  });

  it('counts the department when the department is what it is about', () => {
    expect(
      summarize(tenant, outcome, { targetGroupIds: ['HR Department'], targetUserIds: [], changes: leave }),
    ).toMatchObject({
      people: 1000,
      succeeded: 1000,
      failed: 0,
      fixed: 10,
      leftGroups: [{ groupId: 'Kiosk users', people: 10 }],
    });
  });

  it('counts one person when it is about one', () => {
    const [first = ''] = THE_TEN;
    const change: Change = { kind: 'removeMember', groupId: 'Kiosk users', userId: first };
    const one = simulated(tenant, change);
    const target = { targetGroupIds: ['Kiosk users'], targetUserIds: [first], changes: [change] };
    expect(summarize(tenant, one, target)).toMatchObject({ people: 1, succeeded: 1, failed: 0, fixed: 1 });
  });

  it('takes plans and a membership from all ten', () => {
    expect(namesOf(tenant, outcome.loseSomething)).toEqual(THE_TEN);
  });
});

describe('an outcome', () => {
  const staff = () =>
    plainTenant({
      products: { E3: { plans: ['mail', 'yammer'] }, VISIO: { plans: ['visio'], seats: 1 } },
      users: [
        { id: 'ann', licenseAssignmentStates: [direct('E3')], usageLocation: 'US' },
        { id: 'ben', usageLocation: 'US' },
      ],
      groups: [
        { id: 'Staff', members: ['ann', 'ben'] },
        { id: 'Drawing', members: ['ann'] },
        { id: 'Empty', members: [] },
      ],
    });

  it('names those who keep a plan because another source gives it', () => {
    const tenant = staff();
    const outcome = simulated(tenant, template('Staff', [license('E3', ['yammer'])]));
    expect(outcome.keepPlan).toEqual([{ servicePlanId: 'yammer', users: [0] }]);
  });

  it('is a refusal and nothing else where the directory would refuse', () => {
    const outcome = simulated(staff(), { kind: 'removeMember', groupId: 'Empty', userId: 'ann' });
    expect(outcome).toMatchObject({ refusals: [{ kind: 'notMember' }], people: [], groups: [], seats: [] });
  });

  it('counts a move from one group to another as no membership less', () => {
    const outcome = simulated(
      staff(),
      { kind: 'removeMember', groupId: 'Drawing', userId: 'ann' },
      { kind: 'addMember', groupId: 'Empty', userId: 'ann' },
    );
    expect(outcome.people).toMatchObject([{ joinedGroupIds: ['Empty'], leftGroupIds: ['Drawing'] }]);
    expect(outcome.loseSomething).toEqual([]);
  });

  it('counts a membership less although no license hangs on it', () => {
    const outcome = simulated(staff(), { kind: 'removeMember', groupId: 'Drawing', userId: 'ann' });
    expect(outcome.loseSomething).toEqual([0]);
  });

  it('counts a plan lost although another one comes', () => {
    const tenant = staff();
    const outcome = simulated(tenant, {
      kind: 'assignUserLicense',
      userId: 'ann',
      addLicenses: [license('VISIO')],
      removeLicenses: ['E3'],
    });
    expect(outcome.people).toMatchObject([{ user: 0, gainedSkuIds: ['VISIO'], lostSkuIds: ['E3'] }]);
    expect(outcome.loseSomething).toEqual([0]);
  });

  it('tells of people who still fail after they were looked at again', () => {
    const tenant = staff();
    applyChange(tenant, template('Staff', [license('VISIO')]), NOW);
    reconcile(tenant, { users: 'everyone', now: NOW });
    const again: Change = { kind: 'reprocess', userIds: ['ben'] };
    const outcome = simulated(tenant, again);
    expect(outcome.causes).toMatchObject([{ error: 'CountViolation', users: [1] }]);
    expect(summarize(tenant, outcome, { targetGroupIds: [], targetUserIds: ['ben'], changes: [again] })).toMatchObject({
      people: 1,
      failed: 1,
      byError: { CountViolation: 1 },
    });
  });

  it('has the same fingerprint at another time, and another one for other people', () => {
    const changes = [template('Staff', [license('VISIO')])];
    const print = (tenant: Tenant, now: string) => simulate(tenant, changes, { now }).fingerprint;
    const other = staff();
    applyChange(other, { kind: 'removeMember', groupId: 'Staff', userId: 'ann' }, NOW);
    expect(print(staff(), 'now')).toBe(print(staff(), 'later'));
    expect(print(other, 'now')).not.toBe(print(staff(), 'now'));
  });
});

describe('what if', () => {
  it('shows the tenant while the change stands, and takes it back', () => {
    const tenant = beforeAssigning();
    const hr = tenant.findGroup('HR Department') ?? -1;
    const seen = whatIf(tenant, ASSIGN, { now: NOW }, (after, { changes }) => [
      after.assignedLicenses(hr).length,
      changes.length,
    ]);
    expect(seen).toEqual({ refusals: [], seen: [2, 1000] });
    expect(tenant.assignedLicenses(hr)).toEqual([]);
  });

  it('takes the change back as well when looking at it throws', () => {
    const tenant = beforeAssigning();
    expect(() =>
      whatIf(tenant, ASSIGN, { now: NOW }, () => {
        throw new Error('out of sight');
      }),
    ).toThrow('out of sight');
    expect(simulated(tenant, ...ASSIGN).groups[0]?.before.products).toEqual([]);
  });

  it('does not look at a change that would be refused', () => {
    const result = whatIf(beforeAssigning(), [template('HR Department', [license('E5')])], { now: NOW }, () => 'seen');
    expect(result).toEqual({ refusals: [{ kind: 'unknownSku', skuId: 'E5' }] });
  });
});

describe('people of a nested group', () => {
  it('are told of in the preview, since they get nothing', () => {
    const tenant = plainTenant({
      products: { E3: { plans: ['mail'] } },
      users: people(0, 4).map((id) => ({ id })),
      groups: [
        { id: 'All', members: ['u0', 'Sales'] },
        { id: 'Sales', members: ['u1', 'u2', 'u3'] },
      ],
    });
    const changes = [template('All', [license('E3')])];
    expect(previewFacts(tenant, changes, simulated(tenant, ...changes))).toMatchObject([
      { members: 1, getAll: 1, onlyNested: 3, inheritsUsageLocation: 1 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { suggest } from '../../src/licensing/suggest/suggest.ts';
import type { Suggestion } from '../../src/licensing/suggest/suggestion.ts';
import { direct, license, NOW, namesOf, people, plainTenant } from './plain-tenant.ts';

function suggestionsFor(tenant: Tenant, groupId: string): readonly Suggestion[] {
  return suggest(tenant, { groups: [tenant.findGroup(groupId) ?? -1] }, { now: NOW, limit: 20 });
}

function ofKind(suggestions: readonly Suggestion[], kind: Suggestion['kind']): Suggestion {
  const found = suggestions.find((suggestion) => suggestion.kind === kind);
  if (!found) throw new Error(`no ${kind} among ${suggestions.map((suggestion) => suggestion.kind).join()}`);
  return found;
}

describe('a direct license that conflicts', () => {
  const tenant = plainTenant({
    products: { OLD: { plans: ['mail-1'] }, NEW: { plans: ['mail-2', 'drive'] } },
    users: [{ id: 'ann', usageLocation: 'US', licenseAssignmentStates: [direct('OLD')] }, { id: 'ben' }],
    groups: [{ id: 'Staff', members: ['ann', 'ben'], assignedLicenses: [license('NEW')] }],
    rules: { mutuallyExclusive: [{ set: 'mail', plans: ['mail-1', 'mail-2'] }] },
  });

  it('is removed', () => {
    const [best] = suggestionsFor(tenant, 'Staff');
    expect(best).toMatchObject({
      kind: 'removeDirectCopy',
      changes: [{ kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: ['OLD'] }],
    });
  });
});

describe('a product that is only kept and conflicts', () => {
  const old = { ...direct('OLD'), assignedByGroup: 'gone' };
  const tenant = plainTenant({
    products: { OLD: { plans: ['mail-1'] }, NEW: { plans: ['mail-2', 'drive'] } },
    users: [{ id: 'ann', licenseAssignmentStates: [old] }, { id: 'ben' }],
    groups: [{ id: 'Staff', members: ['ann', 'ben'], assignedLicenses: [license('NEW')] }],
    rules: { mutuallyExclusive: [{ set: 'mail', plans: ['mail-1', 'mail-2'] }] },
  });

  it('is let go of, by these people alone', () => {
    const [best] = suggestionsFor(tenant, 'Staff');
    expect(best).toMatchObject({
      kind: 'releaseKept',
      changes: [{ kind: 'releaseKeptLicenses', groupId: 'gone', userIds: ['ann'] }],
      subject: { groupIds: ['gone'], skuIds: ['OLD'], userIds: ['ann'] },
      canApply: true,
    });
    expect(namesOf(tenant, best?.fixes ?? [])).toEqual(['ann']);
  });
});

describe('a product that is not allowed where somebody is', () => {
  const tenant = plainTenant({
    products: { CALLING: { plans: ['calls'] } },
    users: [
      { id: 'ann', usageLocation: 'IN' },
      { id: 'ben', usageLocation: 'US' },
    ],
    groups: [{ id: 'Staff', members: ['ann', 'ben'], assignedLicenses: [license('CALLING')] }],
    rules: { restrictedLocations: [{ plan: 'calls', usageLocations: ['IN'] }] },
  });

  it('is given after the usage location is set to the organization’s', () => {
    expect(suggestionsFor(tenant, 'Staff').map(({ kind, subject, changes }) => ({ kind, subject, changes }))).toEqual([
      {
        kind: 'setUsageLocation',
        subject: { userIds: ['ann'], usageLocation: 'US' },
        changes: [{ kind: 'setUsageLocation', userId: 'ann', usageLocation: 'US' }],
      },
    ]);
  });
});

describe('too few seats', () => {
  const tenant = plainTenant({
    products: { VISIO: { plans: ['visio'], seats: 3 }, SUITE: { plans: ['visio', 'mail'] } },
    users: [
      { id: 'old', accountEnabled: false, licenseAssignmentStates: [direct('VISIO')] },
      { id: 'both', licenseAssignmentStates: [direct('VISIO'), direct('SUITE')] },
      { id: 'ann' },
      { id: 'ben' },
      { id: 'cas' },
    ],
    groups: [{ id: 'Drawing', members: ['ann', 'ben', 'cas'], assignedLicenses: [license('VISIO')] }],
  });

  it('are freed by a disabled account and by somebody who has it all from another product', () => {
    const suggestion = ofKind(suggestionsFor(tenant, 'Drawing'), 'freeSeats');
    expect(suggestion.subject).toEqual({ skuIds: ['VISIO'], userIds: ['old', 'both'] });
    expect([namesOf(tenant, suggestion.fixes), namesOf(tenant, suggestion.alsoTouched)]).toEqual([
      ['ben', 'cas'],
      ['old', 'both'],
    ]);
  });

  it('are bought: as many as are waited for, which cannot be done from here', () => {
    const suggestion = ofKind(suggestionsFor(tenant, 'Drawing'), 'buySeats');
    expect(suggestion).toMatchObject({ subject: { skuIds: ['VISIO'], seats: 2 }, canApply: false, alsoTouched: [] });
    expect(suggestion.changes).toEqual([{ kind: 'setSeats', skuId: 'VISIO', enabled: 5 }]);
  });

  it('are bought for those who wait in front as well', () => {
    const queue = plainTenant({
      products: { VISIO: { plans: ['visio'], seats: 1 } },
      users: people(0, 6).map((id) => ({ id })),
      groups: [
        { id: 'First', members: people(0, 4), assignedLicenses: [license('VISIO')] },
        { id: 'Second', members: people(4, 6), assignedLicenses: [license('VISIO')] },
      ],
    });
    const suggestion = ofKind(suggestionsFor(queue, 'Second'), 'buySeats');
    expect([suggestion.subject.seats, suggestion.fixes.length, suggestion.alsoTouched.length]).toEqual([5, 2, 3]);
  });
});

describe('two groups that exchange products while no seat is spare', () => {
  const tenant = plainTenant({
    products: { A: { plans: ['a'], seats: 1 }, B: { plans: ['b'], seats: 1 } },
    users: [{ id: 'ann' }, { id: 'ben' }],
    groups: [
      { id: 'First', members: ['ann'], assignedLicenses: [license('A')] },
      { id: 'Second', members: ['ben'], assignedLicenses: [license('B')] },
    ],
  });
  const swap = (groupId: string, from: string, to: string) =>
    applyChange(
      tenant,
      { kind: 'assignGroupLicense', groupId, addLicenses: [license(to)], removeLicenses: [from] },
      NOW,
    );
  swap('First', 'A', 'B');
  swap('Second', 'B', 'A');
  reconcile(tenant, { users: 'everyone', now: NOW });

  it('wait for each other until one of them lets go of the old product', () => {
    const suggestion = ofKind(suggestionsFor(tenant, 'First'), 'letGoNow');
    expect(suggestion).toMatchObject({
      subject: { skuIds: ['B'], userIds: ['ben'], seats: 1 },
      changes: [{ kind: 'assignUserLicense', userId: 'ben', addLicenses: [], removeLicenses: ['B'] }],
      canApply: true,
    });
    expect(namesOf(tenant, suggestion.fixes)).toEqual(['ann']);
    expect(suggestion.outcome.fixed.map(({ groupId }) => groupId)).toEqual(['First', 'Second']);
    expect(suggestion.outcome.causes).toEqual([]);
  });
});

describe('a doubled proxy address', () => {
  const staff = (annsAddress: string, bensAddress: string) =>
    plainTenant({
      products: { MAIL: { plans: ['mailbox'] } },
      users: [
        { id: 'ann', proxyAddresses: [annsAddress] },
        { id: 'ben', proxyAddresses: ['SMTP:ben@contoso.com', bensAddress] },
      ],
      groups: [{ id: 'Staff', members: ['ann'], assignedLicenses: [license('MAIL')] }],
      rules: { mutuallyExclusive: [{ set: 'exchange-online', plans: ['mailbox'] }] },
    });

  it('stays with the person whose primary address it is, and both are named', () => {
    const tenant = staff('SMTP:ann@contoso.com', 'smtp:Ann@contoso.com');
    const repairs = suggestionsFor(tenant, 'Staff').filter(({ kind }) => kind === 'repairAddress');
    expect(repairs).toHaveLength(1);
    expect(repairs[0]).toMatchObject({
      subject: { address: 'SMTP:ann@contoso.com', userIds: ['ben'], keeperId: 'ann' },
      changes: [{ kind: 'setProxyAddresses', userId: 'ben', proxyAddresses: ['SMTP:ben@contoso.com'] }],
    });
    expect(namesOf(tenant, repairs[0]?.fixes ?? [])).toEqual(['ann']);
    expect(namesOf(tenant, repairs[0]?.alsoTouched ?? [])).toEqual(['ben']);
  });

  it('is offered either way where nobody has it as the primary address', () => {
    const repairs = suggestionsFor(staff('smtp:a@contoso.com', 'smtp:a@contoso.com'), 'Staff');
    expect(repairs.map(({ subject }) => [subject.userIds, subject.keeperId])).toEqual([
      [['ann'], 'ben'],
      [['ben'], 'ann'],
    ]);
  });
});

describe('a conflict behind which the seats are short', () => {
  const tenant = plainTenant({
    products: { E1: { plans: ['mail-1'] }, E3: { plans: ['mail-2'], seats: 1 } },
    users: people(0, 2).map((id) => ({ id })),
    groups: [
      { id: 'Kiosk', members: people(0, 2), assignedLicenses: [license('E1')] },
      { id: 'HR', members: people(0, 2), assignedLicenses: [license('E3')] },
    ],
    rules: { mutuallyExclusive: [{ set: 'mail', plans: ['mail-1', 'mail-2'] }] },
  });

  it('takes two steps to free everybody', () => {
    const [best] = suggestionsFor(tenant, 'HR');
    expect(best).toMatchObject({
      kind: 'leaveSourceGroup',
      also: [{ kind: 'buySeats', subject: { skuIds: ['E3'], seats: 1 } }],
      canApply: false,
    });
    expect(namesOf(tenant, best?.fixes ?? [])).toEqual(people(0, 2));
  });
});

describe('a product that lingers because another one needs it', () => {
  const tenant = plainTenant({
    products: { SUITE: { plans: ['projects', 'mail'] }, ADDON: { plans: ['planning', 'charts'] } },
    users: [{ id: 'ann' }, { id: 'ben' }],
    groups: [
      { id: 'Suite', members: ['ann', 'ben'], assignedLicenses: [license('SUITE')] },
      { id: 'Addon', members: ['ann'], assignedLicenses: [license('ADDON')] },
    ],
    rules: { dependsOn: [{ plan: 'planning', requiresAnyOf: ['projects'] }] },
  });
  reconcile(tenant, { users: 'everyone', now: NOW });
  applyChange(tenant, { kind: 'removeMember', groupId: 'Suite', userId: 'ann' }, NOW);
  reconcile(tenant, { users: 'everyone', now: NOW });

  it('goes when the plan that needs it is turned off where it comes from', () => {
    const [best] = suggestionsFor(tenant, 'Suite');
    expect(best).toMatchObject({
      kind: 'turnPlansOffInSource',
      subject: { groupIds: ['Addon'], skuIds: ['ADDON'], plans: ['planning'] },
    });
    expect(best?.outcome.people[0]).toMatchObject({ lostSkuIds: ['SUITE'] });
  });
});

describe('two groups that fail somebody for where they are, the larger one for more than that', () => {
  const tenant = plainTenant({
    products: { MAIL: { plans: ['mailbox', 'calls'] }, CALLING: { plans: ['calls'] } },
    users: [
      { id: 'ann', usageLocation: 'IN', proxyAddresses: ['smtp:a@contoso.com'] },
      { id: 'ben', usageLocation: 'US', proxyAddresses: ['smtp:a@contoso.com'] },
    ],
    groups: [
      { id: 'First', members: ['ann'], assignedLicenses: [license('MAIL')] },
      { id: 'Second', members: ['ann'], assignedLicenses: [license('CALLING')] },
    ],
    rules: {
      mutuallyExclusive: [{ set: 'exchange-online', plans: ['mailbox'] }],
      restrictedLocations: [{ plan: 'calls', usageLocations: ['IN'] }],
    },
  });

  it('are both asked what the one change helps: it frees her of the second', () => {
    const ann = tenant.findUser('ann') ?? -1;
    const suggestion = ofKind(suggest(tenant, { users: [ann] }, { now: NOW, limit: 20 }), 'setUsageLocation');
    expect(suggestion.groupId).toBe('Second');
    expect(namesOf(tenant, suggestion.fixes)).toEqual(['ann']);
  });
});

import { describe, expect, it } from 'vitest';
import { keptLicenses } from '../../../src/licensing/model/kept.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { keepWhatPeopleHave } from '../../../src/licensing/outcome/first-look.ts';
import { simulate } from '../../../src/licensing/outcome/simulate.ts';
import {
  everyone,
  group,
  has,
  inUse,
  license,
  licensesOf,
  makeChange,
  NOW,
  person,
  product,
  tenantOf,
} from '../small-tenant.ts';

const E1 = product('E1', ['MAIL', 'CHAT']);
const E3 = product('E3', ['MAIL', 'CHAT', 'VOICE'], 10);
const EMS = product('EMS', ['MFA']);

/** What people keep, as `E3 of HR: ann, bob`. */
function kept(tenant: Tenant): readonly string[] {
  return keptLicenses(tenant).flatMap(({ groupId, products }) =>
    products.map(
      ({ skuId, users }) => `${skuId} of ${groupId}: ${users.map((user) => tenant.user(user).id).join(', ')}`,
    ),
  );
}

/** Nobody has looked at it yet, and the first look only gives. */
function lookedAt(described: Parameters<typeof tenantOf>[0]): Tenant {
  const tenant = tenantOf(described);
  keepWhatPeopleHave(tenant, NOW);
  everyone(tenant);
  return tenant;
}

/** Ann left HR, Bob has a product that HR does not give any more, Cas one of which it gives less; Dan has nothing yet. */
function exported(): Tenant {
  return lookedAt({
    products: [E1, E3, EMS],
    groups: [group('HR', ['E3 without VOICE', 'EMS'], ['bob', 'cas', 'dan'])],
    people: [
      person('ann', [has('E3', 'HR')]),
      person('bob', [has('E3 without VOICE', 'HR'), has('E1', 'HR')]),
      person('cas', [has('E3', 'HR')]),
      person('dan'),
    ],
  });
}

describe('licenses of a group that the tenant does not have', () => {
  const described = {
    products: [product('E3', ['MAIL'], 2), product('E5', ['OTHER'])],
    groups: [group('HR', ['E3'], ['bob', 'cas']), group('Sales', ['E5'], ['ann'])],
    people: [person('ann', [has('E3', 'lost')])],
    rules: { mutuallyExclusive: [{ set: 'mail', plans: ['MAIL', 'OTHER'] }] },
  };

  it('stay, take their seats, and stand in the way like direct ones', () => {
    const tenant = tenantOf(described);
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual([
      'E3 from lost: Active',
      'E5 from Sales: Error MutuallyExclusiveViolation',
    ]);
    expect(licensesOf(tenant, 'cas')).toEqual(['E3 from HR: Error CountViolation']);
    expect(inUse(tenant, 'E3')).toBe(2);
    expect(kept(tenant)).toEqual(['E3 of lost: ann']);
  });

  it('go when somebody lets them go, and whoever waited gets what is free', () => {
    const tenant = tenantOf(described);
    everyone(tenant);
    expect(makeChange(tenant, { kind: 'releaseKeptLicenses', groupId: 'lost' })).toEqual([]);
    expect(licensesOf(tenant, 'ann')).toEqual(['E5 from Sales: Active']);
    expect(licensesOf(tenant, 'cas')).toEqual(['E3 from HR: Active']);
    expect(kept(tenant)).toEqual([]);
  });

  it('that are let go and still needed linger as those of any group do', () => {
    const tenant = tenantOf({
      ...described,
      people: [person('ann', [has('E3', 'lost'), has('E5')])],
      groups: [],
      rules: { dependsOn: [{ plan: 'OTHER', requiresAnyOf: ['MAIL'] }] },
    });
    makeChange(tenant, { kind: 'releaseKeptLicenses', groupId: 'lost' });
    expect(licensesOf(tenant, 'ann')).toEqual([
      'E3 from lost: ActiveWithError DependencyViolation',
      'E5 direct: Active',
    ]);
    everyone(tenant);
    expect(kept(tenant)).toEqual([]);
  });
});

describe('the first look at a tenant', () => {
  it('gives what is to be given and takes nothing, not even a service', () => {
    const tenant = exported();
    expect(licensesOf(tenant, 'ann')).toEqual(['E3 from HR: Active']);
    expect(licensesOf(tenant, 'bob')).toEqual([
      'E1 from HR: Active',
      'E3 without VOICE from HR: Active',
      'EMS from HR: Active',
    ]);
    expect(licensesOf(tenant, 'cas')).toEqual(['E3 from HR: Active', 'EMS from HR: Active']);
    expect(licensesOf(tenant, 'dan')).toEqual(['E3 without VOICE from HR: Active', 'EMS from HR: Active']);
    expect(kept(tenant)).toEqual(['E3 of HR: ann, cas', 'E1 of HR: bob']);
  });

  it('turns services on that its group gives, beside those that are kept', () => {
    const tenant = lookedAt({
      products: [E3],
      groups: [group('HR', ['E3 without VOICE'], ['ann'])],
      people: [person('ann', [has('E3 without CHAT', 'HR')])],
    });
    expect(licensesOf(tenant, 'ann')).toEqual(['E3 from HR: Active']);
  });

  it('keeps what is released only because of what is kept', () => {
    const tenant = lookedAt({
      products: [product('BASE', ['P']), product('OTHER', ['Q']), product('ADDON', ['A'])],
      groups: [group('one', [], []), group('two', [], [])],
      people: [person('ann', [has('BASE', 'one'), has('OTHER', 'two'), has('ADDON')])],
      rules: { dependsOn: [{ plan: 'A', requiresAnyOf: ['P', 'Q'] }] },
    });
    expect(licensesOf(tenant, 'ann')).toEqual([
      'ADDON direct: Active',
      'BASE from one: Active',
      'OTHER from two: Active',
    ]);
  });

  it('keeps nothing where it would take nothing', () => {
    const tenant = lookedAt({
      products: [E1, E3],
      groups: [group('HR', ['E3 without VOICE'], ['ann', 'bob'])],
      people: [person('ann', [has('E3 without VOICE', 'HR')]), person('bob', [has('E3 without VOICE and CHAT', 'HR')])],
    });
    expect(kept(tenant)).toEqual([]);
    expect(licensesOf(tenant, 'bob')).toEqual(['E3 without VOICE from HR: Active']);
  });
});

describe('what is kept', () => {
  it('is counted among what letting it go takes away', () => {
    const tenant = exported();
    const { loseSomething, seats } = simulate(tenant, [{ kind: 'releaseKeptLicenses', groupId: 'HR' }], { now: NOW });
    expect(loseSomething.map((user) => tenant.user(user).id)).toEqual(['ann', 'cas']);
    expect(seats).toEqual([
      { skuId: 'E1', seats: 1000, before: 1, after: 0 },
      { skuId: 'E3', seats: 10, before: 4, after: 3 },
    ]);
  });

  it('can be let go of for some people alone', () => {
    const tenant = exported();
    makeChange(tenant, { kind: 'releaseKeptLicenses', groupId: 'HR', userIds: ['ann'] });
    expect(licensesOf(tenant, 'ann')).toEqual([]);
    expect(kept(tenant)).toEqual(['E1 of HR: bob', 'E3 of HR: cas']);
  });

  it('is let go of by who is taken out of the group', () => {
    const tenant = exported();
    makeChange(tenant, { kind: 'removeMember', groupId: 'HR', userId: 'cas' });
    expect(licensesOf(tenant, 'cas')).toEqual([]);
    makeChange(tenant, { kind: 'removeMember', groupId: 'HR', userId: 'bob' });
    expect(licensesOf(tenant, 'bob')).toEqual([]);
    expect(kept(tenant)).toEqual(['E3 of HR: ann']);
  });

  it('goes from everybody when the group’s product does', () => {
    const tenant = exported();
    makeChange(tenant, { kind: 'assignGroupLicense', groupId: 'HR', addLicenses: [], removeLicenses: ['E3'] });
    expect(['ann', 'bob', 'cas'].map((id) => licensesOf(tenant, id))).toEqual([
      [],
      ['E1 from HR: Active', 'EMS from HR: Active'],
      ['EMS from HR: Active'],
    ]);
  });

  it('follows the group when services are turned off there, and not when some are turned on', () => {
    const tenant = exported();
    const set = (text: string) =>
      makeChange(tenant, {
        kind: 'assignGroupLicense',
        groupId: 'HR',
        addLicenses: [license(text)],
        removeLicenses: [],
      });
    set('E3 without VOICE');
    set('EMS');
    expect(licensesOf(tenant, 'cas')).toEqual(['E3 from HR: Active', 'EMS from HR: Active']);
    set('E3 without VOICE and CHAT');
    expect(licensesOf(tenant, 'cas')).toEqual(['E3 without VOICE and CHAT from HR: Active', 'EMS from HR: Active']);
    expect(licensesOf(tenant, 'ann')).toEqual([]);
  });

  it('goes on when the person joins the group again, and is no more than given then', () => {
    const tenant = exported();
    makeChange(tenant, { kind: 'addMember', groupId: 'HR', userId: 'ann' });
    expect(licensesOf(tenant, 'ann')).toEqual(['E3 from HR: Active', 'EMS from HR: Active']);
    makeChange(tenant, { kind: 'assignGroupLicense', groupId: 'HR', addLicenses: [license('E3')], removeLicenses: [] });
    expect(kept(tenant)).toEqual(['E1 of HR: bob']);
  });

  it('can be removed from a person like what is direct', () => {
    const tenant = exported();
    const change = { kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: ['E3'] } as const;
    expect(makeChange(tenant, change)).toEqual([]);
    expect(licensesOf(tenant, 'ann')).toEqual([]);
  });
});

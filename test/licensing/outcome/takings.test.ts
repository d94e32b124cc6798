import { expect, it } from 'vitest';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { keepWhatPeopleHave } from '../../../src/licensing/outcome/first-look.ts';
import { type Taking, takings, takingsHeldBack } from '../../../src/licensing/outcome/takings.ts';
import { everyone, group, has, NOW, person, product, tenantOf } from '../small-tenant.ts';

/** Of each way to lose something there is one: who is no member, a product that left, one of the organization, services off, a group that is gone. */
function leftBehind(options: { readonly groupsAreComplete: boolean }): Tenant {
  const people = ['ann', 'bob', 'cas', 'dan', 'eve', 'fay'];
  return tenantOf({
    ...options,
    products: [
      product('E1', ['MAIL']),
      product('E3', ['MAIL', 'CHAT']),
      { ...product('DB', ['ROOM']), appliesTo: 'Company' },
    ],
    groups: [group('HR', ['E3 without CHAT', 'DB'], people.slice(1))],
    people: [
      person('ann', [has('E3 without CHAT', 'HR')]),
      person('bob', [has('E3 without CHAT', 'HR'), has('E1', 'HR')]),
      person('cas', [has('E3 without CHAT', 'HR'), has('DB', 'HR')]),
      person('dan', [has('E3', 'HR')]),
      person('eve', [has('E3', 'HR')]),
      person('fay', [has('E1', 'lost'), has('E1')]),
    ],
  });
}

function told(tenant: Tenant, list: readonly Taking[]): readonly string[] {
  return list.map(
    ({ cause, skuId, groupId, users }) =>
      `${cause}: ${skuId} of ${groupId}, ${users.map((user) => tenant.user(user).id).join(' and ')}`,
  );
}

const LOSSES = [
  'givesLess: E3 of HR, dan and eve',
  'forOrganization: DB of HR, cas',
  'groupGone: E1 of lost, fay',
  'notGiven: E1 of HR, bob',
  'notMember: E3 of HR, ann',
];

it('whatever a reconciliation takes is counted by its cause, with who had it', () => {
  const tenant = leftBehind({ groupsAreComplete: true });
  const list = takings(tenant, everyone(tenant).changes);
  expect(told(tenant, list).slice(0, 1)).toEqual(LOSSES.slice(0, 1));
  expect(told(tenant, list).toSorted()).toEqual(LOSSES.toSorted());
  expect(takings(tenant, everyone(tenant).changes)).toEqual([]);
});

it('and so is what a first look keeps instead', () => {
  const tenant = leftBehind({ groupsAreComplete: false });
  keepWhatPeopleHave(tenant, NOW);
  expect(takings(tenant, everyone(tenant).changes)).toEqual([]);
  expect(told(tenant, takingsHeldBack(tenant)).toSorted()).toEqual(LOSSES.toSorted());
});

it('what nobody knows to be held is told as that', () => {
  const silent = { ...has('E3', 'HR'), state: 'Disabled', words: { state: null } } as const;
  const tenant = tenantOf({
    products: [product('E3', ['MAIL'])],
    groups: [group('HR', [], [])],
    people: [person('ann', [silent])],
  });
  expect(told(tenant, takingsHeldBack(tenant))).toEqual(['unsure: E3 of HR, ann']);
});

import { expect, it } from 'vitest';
import { everyone, group, licensesOf, makeChange, person, product, tenantOf } from './small-tenant.ts';

it('whoever is held back with a sibling learns that the seat is gone, also while they keep an old product', () => {
  const tenant = tenantOf({
    products: [product('OLD', ['o']), product('FULL', ['f'], 1), product('LAST', ['l'], 1)],
    people: [person('ann')],
    groups: [
      group('Holds', ['FULL'], ['hal']),
      group('Pair', ['LAST', 'FULL'], ['eve']),
      group('Moves', ['OLD'], ['eve']),
    ],
  });
  everyone(tenant);
  makeChange(tenant, {
    kind: 'assignGroupLicense',
    groupId: 'Moves',
    addLicenses: [{ skuId: 'FULL', disabledPlans: [] }],
    removeLicenses: ['OLD'],
  });
  expect(licensesOf(tenant, 'eve')).toContain('LAST from Pair: Error Other');
  makeChange(tenant, {
    kind: 'assignUserLicense',
    userId: 'ann',
    addLicenses: [{ skuId: 'LAST', disabledPlans: [] }],
    removeLicenses: [],
  });
  expect(licensesOf(tenant, 'eve')).toEqual([
    'FULL from Moves: Error CountViolation',
    'FULL from Pair: Error CountViolation',
    'LAST from Pair: Error CountViolation',
    'OLD from Moves: ActiveWithError CountViolation',
  ]);
});

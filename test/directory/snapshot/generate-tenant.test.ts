import { expect, it } from 'vitest';
import { generateTenant } from '../../../src/directory/snapshot/generate-tenant.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';

it('makes the same tenant for the same seed, however often it is read, and another for another', () => {
  const tenant = generateTenant({ users: 50, seed: 7 });
  const plain = (snapshot: typeof tenant) => ({
    ...snapshot,
    users: [...snapshot.users],
    groups: [...snapshot.groups],
  });
  expect(plain(tenant)).toEqual(plain(tenant));
  expect(plain(generateTenant({ users: 50, seed: 7 }))).toEqual(plain(tenant));
  expect(plain(generateTenant({ users: 50, seed: 8 }))).not.toEqual(plain(tenant));
});

it('puts everybody in five of 200 licensed groups, of 30 products with 20 to 60 plans', () => {
  const tenant = loadTenant(generateTenant({ users: 400, seed: 7 }));
  const memberships = Array.from({ length: tenant.userCount }, (_, user) => {
    return tenant.groupsOf(user).filter((group) => tenant.assignedLicenses(group).length > 0).length;
  });
  expect(new Set(memberships)).toEqual(new Set([5]));
  expect(tenant.skus).toHaveLength(30);
  expect(tenant.skus.every((sku) => sku.servicePlans.length >= 20 && sku.servicePlans.length <= 60)).toBe(true);
  expect(Array.from({ length: tenant.groupCount }, (_, group) => tenant.nestedGroups(group).length)).toContain(1);
});

it('fails people for each reason that there is', () => {
  const tenant = loadTenant(generateTenant({ users: 2_000, seed: 42 }));
  const { byError, assigned, failed } = reconcile(tenant, { users: 'everyone', now: '2026-11-24T08:00:00Z' });
  expect(Object.keys(byError).sort()).toEqual([
    'CountViolation',
    'DependencyViolation',
    'MutuallyExclusiveViolation',
    'ProhibitedInUsageLocationViolation',
    'UniquenessViolation',
  ]);
  expect(failed).toBeLessThan(assigned / 5);
});

it('has people who may speak of licenses, whatever its size', () => {
  const holders = (users: number) => {
    const { directoryRoles, users: people } = generateTenant({ users, seed: 1 });
    const numbers = new Map([...people].map(({ id }, index) => [id, index]));
    return directoryRoles.flatMap(({ displayName, members }) => members.map((id) => [displayName, numbers.get(id)]));
  };
  expect(holders(50)).toEqual([
    ['Global Administrator', 2],
    ['User Administrator', 0],
    ['User Administrator', 1],
    ['License Administrator', 0],
    ['License Administrator', 4],
    ['Global Reader', 3],
  ]);
  expect(holders(1)).toEqual([
    ['User Administrator', 0],
    ['License Administrator', 0],
  ]);
});

it('may be empty', () => {
  const tenant = loadTenant(generateTenant({ users: 0, seed: 1 }));
  expect(tenant.userCount).toBe(0);
});

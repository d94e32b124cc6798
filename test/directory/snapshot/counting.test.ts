import { expect, it } from 'vitest';
import { demoTenant } from '../../../src/directory/demo/demo-tenant.ts';
import { counting } from '../../../src/directory/snapshot/counting.ts';
import { userTextsOf } from '../../../src/graph/snapshot-text.ts';
import type { SnapshotGroup, SnapshotUser } from '../../../src/graph/types.ts';

it('tells how many people were taken, now and then, and hands out every one', () => {
  const users = Array.from({ length: 45_000 }, (_, number): SnapshotUser => ({ id: `person-${number}` }));
  const told: string[] = [];
  const snapshot = counting({ ...demoTenant(), users }, 'Reading', (text) => told.push(text));
  const lines = ['Reading …', 'Reading … 20,000 people', 'Reading … 40,000 people'];
  expect(Array.from(userTextsOf(snapshot), ({ id }) => id)).toEqual(users.map(({ id }) => id));
  expect(told.splice(0)).toEqual(lines);
  expect([...snapshot.users]).toEqual(users);
  expect(told).toEqual(lines);
});

it('tells how many groups were taken after them', () => {
  const groups = Array.from({ length: 120 }, (_, number): SnapshotGroup => ({ id: `group-${number}` }));
  const told: string[] = [];
  const snapshot = counting({ ...demoTenant(), groups, groupTexts: [] }, 'Reading', (text) => told.push(text));
  expect([...snapshot.groups]).toEqual(groups);
  expect(told).toEqual(['Reading … 50 groups', 'Reading … 100 groups']);
});

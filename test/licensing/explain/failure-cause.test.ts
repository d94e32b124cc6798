import { describe, expect, test } from 'vitest';
import { causesWhere, failingPage, failureCauses } from '../../../src/licensing/explain/failure-cause.ts';
import type { Cause } from '../../../src/licensing/explain/status.ts';
import { demoWorld, groupIndex } from '../../cards/world.ts';

const world = demoWorld('en');
const { tenant } = world;
const hr = groupIndex(world, 'HR Department');
const kiosk = groupIndex(world, 'Kiosk users');
const people = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

function waiting(group: number, users: readonly number[]): Cause {
  const detail = { kind: 'seats', seats: 1, consumed: 1, waiting: users.length } as const;
  return { group, error: 'CountViolation', skuId: 'e3', failedSkuIds: ['e3'], on: 'assignment', detail, users };
}

describe('causes by ids', () => {
  const causes = failureCauses(tenant, [waiting(hr, people(0, 400)), waiting(kiosk, people(390, 20))]);

  test('are small, however many fail, and plain', () => {
    expect(causes.map(({ userIds }) => userIds.length)).toEqual([25, 20]);
    expect(causes.map((cause) => cause.people)).toEqual([400, 20]);
    expect(JSON.parse(JSON.stringify(causes))).toEqual(causes);
  });

  test('count somebody who fails twice once', () => {
    expect(causes.map(({ peopleOnwards }) => peopleOnwards)).toEqual([410, 20]);
  });

  test('count anew when some of them are left out', () => {
    const own = causesWhere(causes, ({ groupId }) => groupId === tenant.group(kiosk).id);
    expect(own).toEqual([causes[1]]);
    const few = failureCauses(tenant, [waiting(hr, [1, 2, 3]), waiting(kiosk, [3, 4]), waiting(hr, [9])]);
    expect(causesWhere(few, ({ people: of }) => of > 1).map(({ peopleOnwards }) => peopleOnwards)).toEqual([4, 2]);
  });
});

describe('a page of who fails', () => {
  const causes = [waiting(hr, people(0, 23)), waiting(kiosk, people(100, 2))];

  test('goes on across causes', () => {
    const { people: last, total, page } = failingPage(tenant, causes, { page: 3, size: 10 });
    expect([page, total, last.length]).toEqual([3, 25, 5]);
    expect(last.map(({ cause }) => cause.groupId)).toEqual([
      ...Array(3).fill(tenant.group(hr).id),
      ...Array(2).fill(tenant.group(kiosk).id),
    ]);
  });

  test.each([[99], [3.7]])('%s is the last one', (page) => {
    expect(failingPage(tenant, causes, { page, size: 10 }).page).toBe(3);
  });
});

import { describe, expect, it } from 'vitest';
import { UserSet } from '../../../src/licensing/model/user-set.ts';

describe('a set of people', () => {
  it.each([0, 1, 31, 32, 33, 1024, 1025, 40_000])(
    'of %d has just those who were added and not deleted',
    (userCount) => {
      const set = new UserSet(userCount);
      const expected = new Set<number>();
      let random = 1;
      for (let step = 0; step < 300 && userCount > 0; step++) {
        random = (random * 48_271) % 2_147_483_647;
        const user = random % userCount;
        if (step % 3 === 2) {
          const [first = user] = expected;
          set.delete(first);
          expected.delete(first);
        } else {
          set.add(user);
          expected.add(user);
        }
        expect(set.has(user)).toBe(expected.has(user));
      }
      expect(set.members()).toEqual([...expected].sort((a, b) => a - b));
      expect(set.size).toBe(expected.size);
      for (const user of expected) set.delete(user);
      expect(set.members()).toEqual([]);
    },
  );
});

it('finds the next one from any place on', () => {
  for (const userCount of [1, 33, 1025, 40_000]) {
    const set = new UserSet(userCount);
    const members = [...new Set([0, 31, 32, 1023, 1024, 39_999].filter((user) => user < userCount))];
    for (const user of members) set.add(user);
    for (let from = 0; from <= userCount; from += userCount > 2000 ? 7 : 1) {
      expect(set.next(from)).toBe(members.find((user) => user >= from) ?? -1);
    }
  }
  expect(new UserSet(5000).next(0)).toBe(-1);
});

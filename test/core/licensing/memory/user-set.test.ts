import { describe, expect, it } from 'vitest';
import { UserSet } from '../../../../src/core/licensing/memory/user-set.ts';

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

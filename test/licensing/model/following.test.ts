import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Following } from '../../../src/licensing/model/following.ts';

it('answers what a map answers, in whatever order it is asked', () => {
  const key = fc.nat(5);
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ get: key }) },
    { weight: 3, arbitrary: fc.record({ set: key, to: fc.nat() }) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [following, map] = [new Following<number, number>(), new Map<number, number>()];
      for (const one of steps) {
        if (one === 'clear') {
          following.clear();
          map.clear();
        } else if ('set' in one) {
          following.set(one.set, one.to);
          map.set(one.set, one.to);
        } else expect(following.get(one.get)).toBe(map.get(one.get));
        expect(following.size).toBe(map.size);
      }
    }),
  );
});

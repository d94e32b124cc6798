import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashMultimap } from '../../src/language/names/multimap.ts';

const pairs = fc.array(fc.tuple(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer()), fc.nat()), { maxLength: 300 });

it('has of each hash what was added to it, newest first, for as long as somebody wants more', () => {
  fc.assert(
    fc.property(pairs, fc.nat(5), (added, most) => {
      const adding = hashMultimap(0);
      for (const [hash, value] of added) adding.add(hash, value);
      const built = adding.built();
      for (const hash of [...added.map(([one]) => one), 5, 1 << 20]) {
        const values = added.flatMap(([one, value]) => (one === hash ? [value] : [])).reverse();
        const seen: number[] = [];
        built.each(hash, (value) => seen.push(value) <= most);
        expect(seen).toEqual(values.slice(0, most + 1));
        expect(built.has(hash)).toBe(values.length > 0);
      }
    }),
  );
});

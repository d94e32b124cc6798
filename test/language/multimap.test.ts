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

it('tells hashes that differ in a bit apart among very many', () => {
  const adding = hashMultimap(1_000);
  const hashes = Array.from({ length: 150_000 }, (_, number) => Math.imul(number + 1, 0x9e3779b1));
  hashes.forEach((hash, value) => void adding.add(hash, value));
  const built = adding.built();
  const known = new Set(hashes);
  for (const [value, hash] of hashes.entries()) {
    const seen: number[] = [];
    built.each(hash, (one) => seen.push(one) > 0);
    if (seen.length !== 1 || seen[0] !== value) expect({ hash, seen }).toEqual({ hash, seen: [value] });
    const other = hash ^ (1 << (value % 32));
    if (built.has(other) !== known.has(other)) expect({ other, has: built.has(other) }).toEqual({ other, has: false });
  }
});

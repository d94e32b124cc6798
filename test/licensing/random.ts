/** Numbers that look random and are the same every time for one seed. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Some of them, each with this probability, in their order. */
  some<T>(from: readonly T[], probability: number): T[];
  shuffle<T>(list: readonly T[]): T[];
}

/** Mulberry32. */
export function random(seed: number): Random {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick(from) {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from.slice(int(from.length))[0] as (typeof from)[number];
    },
    some: (from, probability) => from.filter(() => next() < probability),
    shuffle(list) {
      return list
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    },
  };
}

/** Chance that can be repeated: equal seeds give equal sentences. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number;
  one<T>(list: readonly T[]): T;
  /** Different ones, between `least` and `most` of them. */
  some<T>(list: readonly T[], least: number, most: number): T[];
  /** True in `percent` of 100. */
  often(percent: number): boolean;
}

/** Mulberry32: small, even and the same on every machine. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const whole = (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const one = <T>(list: readonly T[]): T => list[whole(list.length)] as T;
  return {
    whole,
    one,
    some(list, least, most) {
      const left = [...list];
      const taken: typeof left = [];
      const count = Math.min(least + whole(most - least + 1), left.length);
      while (taken.length < count) taken.push(...left.splice(whole(left.length), 1));
      return taken;
    },
    often: (percent) => whole(100) < percent,
  };
}

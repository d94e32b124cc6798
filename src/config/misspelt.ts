import { distance } from '../language/names/typos.ts';

/** Of a long name two mistakes are one of ours misspelt; of a short one a single one, in letters that are the same. */
const LONG_NAME = 8;
const SHORTEST = 6;

/** Variables that are set, are none of ours, and are written almost like one: a line each. */
export function misspelt(set: readonly string[], ours: ReadonlySet<string>): readonly string[] {
  return set.flatMap((name) => {
    if (ours.has(name) || name.length < SHORTEST) return [];
    const most = name.length >= LONG_NAME ? 2 : 1;
    const meant = [...ours].find(
      (own) => !set.includes(own) && distance(own.toLowerCase(), name.toLowerCase(), most) <= most,
    );
    return meant === undefined ? [] : [`${name}: Seatkeeper knows no such variable. Did you mean ${meant}?`];
  });
}

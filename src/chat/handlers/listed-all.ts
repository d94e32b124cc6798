import type { Remembered } from '../listener.ts';

/** More people than anybody changes one by one: they belong in a group. */
const MOST_AT_ONCE = 2_000;

/** Everybody on a list, for "remove Visio from those"; nobody where they are too many. */
export function listedAll(ids: readonly string[]): Pick<Remembered, 'listed'> {
  return ids.length > MOST_AT_ONCE ? {} : { listed: [...new Set(ids)] };
}

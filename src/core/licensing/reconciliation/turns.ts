import type { MemoryTenant } from '../memory/memory-tenant.ts';
import type { GroupIndex, UserIndex } from '../tenant.ts';
import type { Look } from './look.ts';

/** Tries one person, by their entry, in one group. */
export type Turn = (entry: number, group: GroupIndex) => void;

/**
 * The order of a round: licensed groups in group order, and in each its members in the order of joining. Whoever joins
 * the round while it goes on has those turns that are still to come.
 */
export interface Turns {
  /** The person in the look competes from now on; `only`: in these groups alone, by group 1. */
  add(entry: number, look: Look, only: Uint8Array | undefined): void;
  /** The person has no turn any more: nothing of theirs can change. */
  remove(user: UserIndex): void;
  round(turn: Turn): void;
}

/** For many people: goes through every member of every group that somebody waits in. */
export class AllTurns implements Turns {
  readonly #tenant: MemoryTenant;
  readonly #licensed: readonly GroupIndex[];
  /** By person, the entry + 1. */
  readonly #entries: Uint32Array;
  readonly #isAwaited: Uint8Array;

  constructor(tenant: MemoryTenant) {
    this.#tenant = tenant;
    this.#licensed = tenant.groupOrder().filter((group) => tenant.groups.templates[group] !== undefined);
    this.#entries = new Uint32Array(tenant.userCount);
    this.#isAwaited = new Uint8Array(tenant.groupCount);
  }

  add(entry: number, look: Look, only: Uint8Array | undefined): void {
    this.#entries[look.user] = entry + 1;
    for (let local = 0; local < look.groupCount; local++) {
      const group = look.group[local] as number;
      if (look.accepted[local] === 0 && only?.[group] !== 0) this.#isAwaited[group] = 1;
    }
  }

  remove(user: UserIndex): void {
    this.#entries[user] = 0;
  }

  round(turn: Turn): void {
    for (const group of this.#licensed) {
      if (this.#isAwaited[group] === 0) continue;
      const { codes, length } = this.#tenant.memberships.list(group);
      for (let place = 0; place < length; place++) {
        const code = codes[place] as number;
        const entry = code < 0 ? 0 : (this.#entries[code] as number);
        if (entry !== 0) turn(entry - 1, group);
      }
    }
  }
}

interface Place {
  readonly entry: number;
  readonly group: GroupIndex;
  readonly rank: number;
  readonly place: number;
}

/** For few people in a large tenant: costs nothing for anybody else. */
export class FewTurns implements Turns {
  readonly #tenant: MemoryTenant;
  readonly #places: Place[] = [];
  #isSorted = true;

  constructor(tenant: MemoryTenant) {
    this.#tenant = tenant;
  }

  add(entry: number, look: Look, only: Uint8Array | undefined): void {
    const { groups, memberships } = this.#tenant;
    for (let local = 0; local < look.groupCount; local++) {
      const group = look.group[local] as number;
      if (look.accepted[local] === 1 || only?.[group] === 0) continue;
      const place = memberships.placeIn(group, look.user) ?? 0;
      this.#places.push({ entry, group, rank: groups.rank[group] as number, place });
    }
    this.#isSorted = false;
  }

  /** To find their turns would cost more than to have them. */
  remove(): void {}

  round(turn: Turn): void {
    let last: Place | undefined;
    for (let index = 0; ; index++) {
      if (!this.#isSorted) {
        this.#places.sort(compare);
        this.#isSorted = true;
        index = last === undefined ? 0 : this.#firstAfter(last);
      }
      const next = this.#places[index];
      if (next === undefined) return;
      last = next;
      turn(next.entry, next.group);
    }
  }

  #firstAfter(last: Place): number {
    const index = this.#places.findIndex((place) => compare(place, last) > 0);
    return index === -1 ? this.#places.length : index;
  }
}

function compare(a: Place, b: Place): number {
  return a.rank - b.rank || a.place - b.place;
}

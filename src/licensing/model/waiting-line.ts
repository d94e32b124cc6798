import type { GroupIndex } from './tenant.ts';
import { UserSet } from './user-set.ts';

/** A turn in a round: a group by its rank, and a place in its list. */
export interface TurnPlace {
  readonly group: GroupIndex;
  readonly rank: number;
  readonly place: number;
}

/** The order of turns in a round. */
export function comparePlaces(a: TurnPlace, b: TurnPlace): number {
  return a.rank - b.rank || a.place - b.place;
}

const SMALLEST = 1 << 10;

/** The turns of those who wait for a seat of one product: by group order, then by the order of joining. */
export class WaitingLine {
  /** How many turns there are. */
  size = 0;
  readonly #rank: (group: GroupIndex) => number;
  /** Places, by group. */
  readonly #groups: (UserSet | undefined)[] = [];
  /** Groups in which somebody waits, in group order; undefined: to be found anew. */
  #inOrder: readonly GroupIndex[] | undefined;

  constructor(rank: (group: GroupIndex) => number) {
    this.#rank = rank;
  }

  copy(): WaitingLine {
    const copy = new WaitingLine(this.#rank);
    copy.size = this.size;
    this.#groups.forEach((places, group) => {
      copy.#groups[group] = places?.copy();
    });
    return copy;
  }

  add(group: GroupIndex, place: number): void {
    const places = this.#placesFor(group, place);
    if (places.has(place)) return;
    if (places.size === 0) this.#inOrder = undefined;
    places.add(place);
    this.size++;
  }

  delete(group: GroupIndex, place: number): void {
    const places = this.#groups[group];
    if (places === undefined || !places.has(place)) return;
    places.delete(place);
    if (places.size === 0) this.#inOrder = undefined;
    this.size--;
  }

  /** The first turn after this one; undefined: the first of all. */
  after(last: TurnPlace | undefined): TurnPlace | undefined {
    const groups = this.#awaited();
    for (let index = last === undefined ? 0 : this.#firstFrom(last.rank); index < groups.length; index++) {
      const group = groups[index] as GroupIndex;
      const rank = this.#rank(group);
      const from = last !== undefined && rank === last.rank ? last.place + 1 : 0;
      const place = this.#groups[group]?.next(from) ?? -1;
      if (place >= 0) return { group, rank, place };
    }
    return undefined;
  }

  /** Group order has changed. */
  reorder(): void {
    this.#inOrder = undefined;
  }

  /** The place of the first group of this rank or a later one. */
  #firstFrom(rank: number): number {
    const groups = this.#awaited();
    let [low, high] = [0, groups.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rank(groups[middle] as GroupIndex) < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Those in which somebody waits, in group order. */
  #awaited(): readonly GroupIndex[] {
    this.#inOrder ??= [...this.#groups.keys()]
      .filter((group) => (this.#groups[group]?.size ?? 0) > 0)
      .sort((a, b) => this.#rank(a) - this.#rank(b));
    return this.#inOrder;
  }

  /** With room for this one. */
  #placesFor(group: GroupIndex, place: number): UserSet {
    const known = this.#groups[group];
    if (known !== undefined && place < known.capacity) return known;
    const places = new UserSet(Math.max(SMALLEST, (known?.capacity ?? 0) * 2, place + 1));
    for (const before of known?.members() ?? []) places.add(before);
    this.#groups[group] = places;
    return places;
  }
}

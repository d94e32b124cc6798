import type { UserIndex } from './tenant.ts';

/**
 * A set of people as bits, and above every 32 words of bits one more word that says which of them are not empty, up to a
 * single word: a few people are found among a million without a look at the others, at little more than a bit a person.
 */
export class UserSet {
  size = 0;
  /** Indexes from 0 up to this one may be in it. */
  readonly capacity: number;
  /** The people's own bits first, the single word last. */
  readonly #levels: Uint32Array[] = [];

  constructor(userCount: number) {
    this.capacity = userCount;
    let words = userCount;
    do {
      words = Math.max(1, (words + 31) >>> 5);
      this.#levels.push(new Uint32Array(words));
    } while (words > 1);
  }

  copy(): UserSet {
    const copy = new UserSet(this.capacity);
    copy.size = this.size;
    this.#levels.forEach((bits, level) => void copy.#levels[level]?.set(bits));
    return copy;
  }

  has(user: UserIndex): boolean {
    const [bits] = this.#levels;
    return bits !== undefined && ((bits[user >>> 5] as number) & (1 << (user & 31))) !== 0;
  }

  add(user: UserIndex): void {
    if (this.has(user)) return;
    this.size++;
    let at = user;
    for (const bits of this.#levels) {
      const before = bits[at >>> 5] as number;
      bits[at >>> 5] = before | (1 << (at & 31));
      if (before !== 0) return;
      at >>>= 5;
    }
  }

  delete(user: UserIndex): void {
    if (!this.has(user)) return;
    this.size--;
    let at = user;
    for (const bits of this.#levels) {
      const after = (bits[at >>> 5] as number) & ~(1 << (at & 31));
      bits[at >>> 5] = after;
      if (after !== 0) return;
      at >>>= 5;
    }
  }

  /** The first of them from this one on; -1 when there is none. */
  next(from: UserIndex): UserIndex {
    let at = from;
    for (let level = 0; level < this.#levels.length; level++) {
      const bits = this.#levels[level] as Uint32Array;
      const place = at >>> 5;
      if (place >= bits.length) return -1;
      const left = (bits[place] as number) & (-1 << (at & 31));
      if (left !== 0) return this.#lowest(level, place * 32 + 31 - Math.clz32(left & -left));
      at = place + 1;
    }
    return -1;
  }

  /** The first of those below this bit of a level. */
  #lowest(level: number, bit: number): UserIndex {
    let at = bit;
    for (let below = level - 1; below >= 0; below--) {
      const left = this.#levels[below]?.[at] as number;
      at = at * 32 + 31 - Math.clz32(left & -left);
    }
    return at;
  }

  [Symbol.iterator](): Iterator<UserIndex> {
    return this.members().values();
  }

  /** In file order. */
  members(): UserIndex[] {
    let places = this.size === 0 ? [] : [0];
    for (let level = this.#levels.length - 1; level >= 0; level--) {
      const bits = this.#levels[level] as Uint32Array;
      const below: number[] = [];
      for (const place of places) {
        for (let left = bits[place] as number; left !== 0; left &= left - 1) {
          below.push(place * 32 + 31 - Math.clz32(left & -left));
        }
      }
      places = below;
    }
    return places;
  }
}

import { addressHash } from '../../graph/snapshot-text.ts';
import type { UserIndex } from './tenant.ts';

const DELETED = 0xffffffff;

/**
 * Who has which proxy address, ignoring case: a hash table of people, which compares with the addresses themselves, so
 * that a million people cost 4 bytes a place and no second copy of a string.
 */
export class AddressIndex {
  /**
   * Pairs of a user index + 1, where 0 is empty, and the whole hash of the address: most strangers are told apart without
   * looking at a string. At most three quarters full.
   */
  #table = new Uint32Array(2048);
  #used = 0;
  readonly #addressesOf: (user: UserIndex) => readonly string[];

  constructor(addressesOf: (user: UserIndex) => readonly string[]) {
    this.#addressesOf = addressesOf;
  }

  /** Everybody with this address, in no order. */
  find(address: string): UserIndex[] {
    const wanted = address.toLowerCase();
    return this.withHash(addressHash(address)).filter((user) =>
      this.#addressesOf(user).some((one) => one.toLowerCase() === wanted),
    );
  }

  /** Everybody with an address of this hash: mostly, but not always, the same one. */
  withHash(hash: number): UserIndex[] {
    const table = this.#table;
    const last = table.length - 1;
    const found = new Set<UserIndex>();
    for (let place = (hash * 2) & last; table[place] !== 0; place = (place + 2) & last) {
      const entry = table[place] as number;
      if (entry !== DELETED && table[place + 1] === hash) found.add(entry - 1);
    }
    return [...found];
  }

  /** Tells whether nobody has an address of this hash yet. */
  add(user: UserIndex, hash: number): boolean {
    if ((this.#used + 1) * 8 > this.#table.length * 3) this.#grow();
    return this.#put(user + 1, hash);
  }

  remove(user: UserIndex, address: string): void {
    const table = this.#table;
    const last = table.length - 1;
    const wanted = addressHash(address);
    for (let place = (wanted * 2) & last; table[place] !== 0; place = (place + 2) & last) {
      if (table[place] === user + 1 && table[place + 1] === wanted) {
        table[place] = DELETED;
        return;
      }
    }
  }

  #put(entry: number, hash: number): boolean {
    const table = this.#table;
    const last = table.length - 1;
    let place = (hash * 2) & last;
    let isFirst = true;
    while (table[place] !== 0) {
      if (table[place + 1] === hash && table[place] !== DELETED) isFirst = false;
      place = (place + 2) & last;
    }
    table[place] = entry;
    table[place + 1] = hash;
    this.#used++;
    return isFirst;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    this.#used = 0;
    for (let place = 0; place < before.length; place += 2) {
      const entry = before[place] as number;
      if (entry !== 0 && entry !== DELETED) this.#put(entry, before[place + 1] as number);
    }
  }
}

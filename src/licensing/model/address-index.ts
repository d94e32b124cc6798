import { addressHash } from '../../graph/snapshot-text.ts';
import type { UserIndex } from './tenant.ts';

const DELETED = 0xffffffff;

/**
 * Who has which proxy address, ignoring case: a hash table of people, which compares with the addresses themselves, so
 * that a million people cost 4 bytes a place and no second copy of a string.
 */
export class AddressIndex {
  /** User index + 1; 0 is empty. */
  #table = new Uint32Array(1024);
  /** The whole hash of the address of that place: most strangers are told apart without looking at a string. */
  #hashes = new Uint32Array(1024);
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
    const found = new Set<UserIndex>();
    for (let place = hash & (table.length - 1); table[place] !== 0; place = (place + 1) & (table.length - 1)) {
      const entry = table[place] as number;
      if (entry !== DELETED && this.#hashes[place] === hash) found.add(entry - 1);
    }
    return [...found];
  }

  /** Tells whether nobody has an address of this hash yet. */
  add(user: UserIndex, hash: number): boolean {
    if ((this.#used + 1) * 2 > this.#table.length) this.#grow();
    return this.#put(user + 1, hash);
  }

  remove(user: UserIndex, address: string): void {
    const table = this.#table;
    const wanted = addressHash(address);
    for (let place = wanted & (table.length - 1); table[place] !== 0; place = (place + 1) & (table.length - 1)) {
      if (table[place] === user + 1 && this.#hashes[place] === wanted) {
        table[place] = DELETED;
        return;
      }
    }
  }

  #put(entry: number, hash: number): boolean {
    const table = this.#table;
    let place = hash & (table.length - 1);
    let isFirst = true;
    while (table[place] !== 0) {
      if (this.#hashes[place] === hash && table[place] !== DELETED) isFirst = false;
      place = (place + 1) & (table.length - 1);
    }
    table[place] = entry;
    this.#hashes[place] = hash;
    this.#used++;
    return isFirst;
  }

  #grow(): void {
    const [entries, hashes] = [this.#table, this.#hashes];
    this.#table = new Uint32Array(entries.length * 2);
    this.#hashes = new Uint32Array(entries.length * 2);
    this.#used = 0;
    for (let place = 0; place < entries.length; place++) {
      const entry = entries[place] as number;
      if (entry !== 0 && entry !== DELETED) this.#put(entry, hashes[place] as number);
    }
  }
}

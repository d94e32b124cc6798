import type { UserIndex } from '../tenant.ts';
import { textHash } from './text-hash.ts';

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
    const table = this.#table;
    const wanted = address.toLowerCase();
    const wantedHash = textHash(wanted);
    const found: UserIndex[] = [];
    for (let place = wantedHash & (table.length - 1); table[place] !== 0; place = (place + 1) & (table.length - 1)) {
      const entry = table[place] as number;
      if (entry === DELETED || this.#hashes[place] !== wantedHash || found.includes(entry - 1)) continue;
      if (this.#addressesOf(entry - 1).some((one) => one.toLowerCase() === wanted)) found.push(entry - 1);
    }
    return found;
  }

  add(user: UserIndex, address: string): void {
    if ((this.#used + 1) * 2 > this.#table.length) this.#grow();
    this.#put(user + 1, textHash(address.toLowerCase()));
  }

  remove(user: UserIndex, address: string): void {
    const table = this.#table;
    const wanted = textHash(address.toLowerCase());
    for (let place = wanted & (table.length - 1); table[place] !== 0; place = (place + 1) & (table.length - 1)) {
      if (table[place] === user + 1 && this.#hashes[place] === wanted) {
        table[place] = DELETED;
        return;
      }
    }
  }

  #put(entry: number, hash: number): void {
    const table = this.#table;
    let place = hash & (table.length - 1);
    while (table[place] !== 0) place = (place + 1) & (table.length - 1);
    table[place] = entry;
    this.#hashes[place] = hash;
    this.#used++;
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

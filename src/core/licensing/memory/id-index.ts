import { textHash } from './text-hash.ts';

/**
 * Ids and the order in which they were added, as a hash table of numbers: a million take 16 bytes each beside the ids, and
 * of the five million that are looked up for memberships only the right one is compared as a string.
 */
export class IdIndex {
  readonly #ids: string[] = [];
  /** Index + 1; 0 is empty. At most half full. */
  #table = new Uint32Array(1024);
  /** The whole hash of the id of that place. */
  #hashes = new Uint32Array(1024);

  /** An id that is there already is found at its latest index from now on. */
  add(id: string): void {
    const hash = textHash(id);
    if (this.#ids.length * 2 >= this.#table.length) this.#grow();
    const place = this.#placeOf(id, hash);
    this.#table[place] = this.#ids.push(id);
    this.#hashes[place] = hash;
  }

  find(id: string): number | undefined {
    const entry = this.#table[this.#placeOf(id, textHash(id))] as number;
    return entry === 0 ? undefined : entry - 1;
  }

  /** Where the id is, or where it would be put. */
  #placeOf(id: string, hash: number): number {
    const table = this.#table;
    const last = table.length - 1;
    let place = hash & last;
    while (table[place] !== 0) {
      if (this.#hashes[place] === hash && this.#ids[(table[place] as number) - 1] === id) return place;
      place = (place + 1) & last;
    }
    return place;
  }

  #grow(): void {
    const [entries, hashes] = [this.#table, this.#hashes];
    this.#table = new Uint32Array(entries.length * 2);
    this.#hashes = new Uint32Array(entries.length * 2);
    const last = this.#table.length - 1;
    for (let from = 0; from < entries.length; from++) {
      const entry = entries[from] as number;
      if (entry === 0) continue;
      let place = (hashes[from] as number) & last;
      while (this.#table[place] !== 0) place = (place + 1) & last;
      this.#table[place] = entry;
      this.#hashes[place] = hashes[from] as number;
    }
  }
}

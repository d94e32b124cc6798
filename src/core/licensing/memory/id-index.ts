import type { IdLookup } from '../../snapshot-text.ts';
import { at } from './growable.ts';
import { textHash } from './text-hash.ts';

/**
 * Ids and the order in which they were added, as a hash table of numbers: a million take 16 bytes each beside the ids, and
 * of the five million that are looked up for memberships only the right one is compared as a string.
 */
export class IdIndex implements IdLookup {
  readonly #ids: string[] = [];
  /** Index + 1; 0 is empty. At most half full. */
  #table = new Uint32Array(1024);
  /** The whole hash of the id of that place. */
  #hashes = new Uint32Array(1024);

  get size(): number {
    return this.#ids.length;
  }

  id(index: number): string {
    return at(this.#ids, index);
  }

  /** An id that is there already is found at its latest index from now on; tells whether it was not. */
  add(id: string): boolean {
    const hash = textHash(id);
    if (this.#ids.length * 2 >= this.#table.length) this.#grow();
    const place = this.#placeOf(id, hash);
    const isNew = this.#table[place] === 0;
    this.#table[place] = this.#ids.push(id);
    this.#hashes[place] = hash;
    return isNew;
  }

  find(id: string): number | undefined {
    const entry = this.#table[this.#placeOf(id, textHash(id))] as number;
    return entry === 0 ? undefined : entry - 1;
  }

  findAscii(hash: number, bytes: Uint8Array, start: number, end: number): number | undefined {
    const table = this.#table;
    const last = table.length - 1;
    for (let place = hash & last; table[place] !== 0; place = (place + 1) & last) {
      if (this.#hashes[place] !== hash) continue;
      const index = (table[place] as number) - 1;
      if (isAscii(this.#ids[index] as string, bytes, start, end)) return index;
    }
    return undefined;
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

function isAscii(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = text;
  if (end - start !== length) return false;
  for (let at = 0; at < length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}

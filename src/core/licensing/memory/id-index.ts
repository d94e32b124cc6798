import { idKey } from '../../ids.ts';
import type { AsciiTexts, IdLookup } from '../../snapshot-text.ts';
import { at, Words } from './growable.ts';
import { smallAscii, textHash } from './text-hash.ts';

/** So many lookups are under way together. */
const BATCH = 256;
const NON_ASCII = 0x80;
/** Stands in JSON as it is. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * Ids and the order in which they were added, as a hash table of numbers: a million take 16 bytes each beside the ids, and
 * of the five million that are looked up for memberships only the right one is compared as a string. Letter case makes no
 * difference to what is found; `id` is as it was added.
 */
export class IdIndex implements IdLookup {
  /** No id needs escaping in JSON. */
  arePlain = true;
  readonly #ids: string[] = [];
  /** The ids' `idKey`s, one behind the other: strings are scattered. What is not ASCII is no character here. */
  #bytes = new Uint8Array(1024);
  /** Of each id, and where the next one will start; entry 0 has a byte before it that ends no id. */
  readonly #starts = new Words();
  /**
   * Pairs of an id's whole hash and its index + 1, where 0 is empty; at most half full. Of the places of a large tenant
   * none is in a cache, so both stand together.
   */
  #table = new Uint32Array(2048);

  constructor() {
    this.#starts.push(1);
  }

  get size(): number {
    return this.#ids.length;
  }

  id(index: number): string {
    return at(this.#ids, index);
  }

  /** An id that is there already is found at its latest index from now on; tells whether it was not. */
  add(id: string): boolean {
    const key = idKey(id);
    const hash = textHash(key);
    if (this.#ids.length * 4 >= this.#table.length) this.#grow();
    const place = this.#placeOf(key, hash);
    const isNew = this.#table[place + 1] === 0;
    this.#keepBytes(key);
    if (this.arePlain && !PLAIN.test(id)) this.arePlain = false;
    this.#table[place] = hash;
    this.#table[place + 1] = this.#ids.push(id);
    return isNew;
  }

  find(id: string): number | undefined {
    const key = idKey(id);
    const entry = this.#table[this.#placeOf(key, textHash(key)) + 1] as number;
    return entry === 0 ? undefined : entry - 1;
  }

  /**
   * Nearly all that a lookup does is to wait for memory, and lookups that do not need one another's outcome wait together:
   * so of a batch of them first is found where each may be, then whether it ends like what stands there, and then compared.
   */
  findAll({ length, bytes, starts, ends, hashes }: AsciiTexts, found: Int32Array): void {
    const table = this.#table;
    const last = table.length - 1;
    const [own, ownStarts] = [this.#bytes, this.#starts.data];
    for (let from = 0; from < length; from += BATCH) {
      const to = Math.min(from + BATCH, length);
      for (let at = from; at < to; at++) found[at] = table[((hashes[at] as number) * 2 + 1) & last] as number;
      for (let at = from; at < to; at++) {
        const entry = found[at] as number;
        const lastCharacter = own[(ownStarts[entry] as number) - 1];
        found[at] = lastCharacter === bytes[(ends[at] as number) - 1] ? entry : 0;
      }
      for (let at = from; at < to; at++) {
        const [entry, start, end] = [found[at] as number, starts[at] as number, ends[at] as number];
        const isIt = entry !== 0 && this.#isId(entry - 1, bytes, start, end);
        found[at] = isIt ? entry - 1 : this.#findAscii(hashes[at] as number, bytes, start, end);
      }
    }
  }

  #findAscii(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const table = this.#table;
    const last = table.length - 1;
    for (let place = (hash * 2) & last; table[place + 1] !== 0; place = (place + 2) & last) {
      const index = (table[place + 1] as number) - 1;
      if (table[place] === hash && this.#isId(index, bytes, start, end)) return index;
    }
    return -1;
  }

  /** Where the id is, or where it would be put. */
  #placeOf(key: string, hash: number): number {
    const table = this.#table;
    const last = table.length - 1;
    let place = (hash * 2) & last;
    while (table[place + 1] !== 0) {
      if (table[place] === hash && this.#isKey((table[place + 1] as number) - 1, key)) return place;
      place = (place + 2) & last;
    }
    return place;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    const last = this.#table.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      if (before[from + 1] === 0) continue;
      let place = ((before[from] as number) * 2) & last;
      while (this.#table[place + 1] !== 0) place = (place + 2) & last;
      this.#table[place] = before[from] as number;
      this.#table[place + 1] = before[from + 1] as number;
    }
  }

  #isKey(index: number, key: string): boolean {
    const id = at(this.#ids, index);
    return id === key || idKey(id) === key;
  }

  /** From the end: ids that programs made one after the other differ there. */
  #isId(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const [own, from] = [this.#bytes, this.#starts.data[index] as number];
    const length = end - start;
    if ((this.#starts.data[index + 1] as number) - from !== length) return false;
    for (let at = length - 1; at >= 0; at--) {
      const byte = bytes[start + at] as number;
      if (own[from + at] !== byte && own[from + at] !== smallAscii(byte)) return false;
    }
    return true;
  }

  #keepBytes(key: string): void {
    const { length } = key;
    const from = this.#starts.data[this.#ids.length] as number;
    if (from + length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(from + length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let at = 0; at < length; at++) {
      this.#bytes[from + at] = Math.min(key.charCodeAt(at), NON_ASCII);
    }
    this.#starts.push(from + length);
  }
}

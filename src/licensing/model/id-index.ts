import { idKey } from '../../graph/ids.ts';
import { Viewed, viewOf } from '../../plain/viewed.ts';
import type { Fingerprint } from '../outcome/fingerprint.ts';
import { Words } from './growable.ts';
import { asciiHash, isSameAscii, isSameText, smallAscii, textHash } from './text-hash.ts';

export interface IdLookup {
  find(id: string): number | undefined;
  findAll(ids: AsciiTexts, found: Int32Array): void;
}

/** Texts that are parts of some bytes, with the `asciiHash` of each. */
interface AsciiTexts {
  readonly length: number;
  readonly view: DataView;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly hashes: Uint32Array;
}

/** An id that may be ASCII at a place of some bytes; two equal ends say that it is not. */
interface IdInBytes {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly idStart: number;
  readonly idEnd: number;
}

/** So many lookups are under way together. */
const BATCH = 256;
const NON_ASCII = 0x80;
/** Where reading ahead ends: what nobody keeps might not be read at all. */
const READ_AHEAD = new Uint8Array(1);
/** Ids are read eight bytes at a time, beyond their end. */
const SPARE = 7;
const [QUOTE, BACKSLASH, SPACE, DELETE] = [0x22, 0x5c, 0x20, 0x7f];
const [OPEN, CLOSE, COMMA] = [0x5b, 0x5d, 0x2c];

/**
 * Ids and the order in which they were added, as a hash table of numbers: a million take 20 bytes each beside their
 * letters, and none is a string before it is asked for. Letter case makes no difference to what is found; `id` is as it was
 * added.
 */
export class IdIndex implements IdLookup {
  size = 0;
  /** No id needs escaping in JSON. */
  arePlain = true;
  /** Ids one behind the other; of one that is not ASCII its `idKey`, in which what is not ASCII is no character. */
  #bytes = Buffer.alloc(1024);
  #view = viewOf(this.#bytes);
  /** What ids that come as bytes are among. */
  readonly #among = new Viewed();
  /** Of each id, and where the next one will start; entry 0 has a byte before it that ends no id. */
  readonly #starts = new Words();
  /** Those that are not ASCII, as they were added. */
  readonly #others = new Map<number, string>();
  /** The list that was written last. */
  #json = new DataView(new ArrayBuffer(0));
  /**
   * Pairs of an id's whole hash and its index + 1, where 0 is empty; at most three quarters full. Of the places of a large tenant
   * none is in a cache, so both stand together.
   */
  #table = new Uint32Array(2048);

  constructor() {
    this.#starts.push(1);
  }

  /** Takes no more memory than its ids need. */
  fit(): void {
    this.#starts.fit();
    const end = (this.#starts.data[this.size] as number) + SPARE;
    if (this.#bytes.length <= end) return;
    this.#bytes = Buffer.from(this.#bytes.subarray(0, end));
    this.#view = viewOf(this.#bytes);
  }

  id(index: number): string {
    if (!(index >= 0 && index < this.size)) throw new RangeError(`no id ${index} of ${this.size}`);
    const other = this.#others.size > 0 ? this.#others.get(index) : undefined;
    return other ?? this.#bytes.toString('latin1', this.#starts.data[index], this.#starts.data[index + 1]);
  }

  /**
   * The ids of these as a JSON list, where they are plain; what is less than 0 is left out. The bytes are used again for
   * the next list.
   */
  json(indexes: Int32Array): Uint8Array {
    const [view, starts] = [this.#view, this.#starts.data];
    let most = 2;
    for (const index of indexes) if (index >= 0) most += (starts[index + 1] as number) - (starts[index] as number) + 3;
    if (most + SPARE > this.#json.byteLength) this.#json = new DataView(new ArrayBuffer(most * 2 + SPARE));
    const json = this.#json;
    let at = 0;
    json.setUint8(at++, OPEN);
    for (let place = 0; place < indexes.length; place++) {
      if (place % BATCH === 0) this.#fetch(indexes, place, Math.min(place + BATCH, indexes.length));
      const index = indexes[place] as number;
      if (index < 0) continue;
      if (at > 1) json.setUint8(at++, COMMA);
      json.setUint8(at++, QUOTE);
      const [start, end] = [starts[index] as number, starts[index + 1] as number];
      copyAscii(view, start, end, json, at);
      at += end - start;
      json.setUint8(at++, QUOTE);
    }
    json.setUint8(at++, CLOSE);
    return new Uint8Array(json.buffer, 0, at);
  }

  /** Reads where each of these ids begins and ends, so that all of them are there as soon as one would be. */
  #fetch(indexes: Int32Array, from: number, to: number): void {
    const [own, starts] = [this.#bytes, this.#starts.data];
    let read = 0;
    for (let place = from; place < to; place++) {
      const index = indexes[place] as number;
      if (index < 0) continue;
      read ^= (own[starts[index] as number] as number) ^ (own[(starts[index + 1] as number) - 1] as number);
    }
    READ_AHEAD[0] = read;
  }

  /** Has the id, as it was added, taken by a fingerprint: it is made no string where it is ASCII. */
  addTo(print: Fingerprint, index: number): void {
    const other = this.#others.size > 0 ? this.#others.get(index) : undefined;
    if (other !== undefined) print.add(other);
    else print.addAscii(this.#bytes, this.#starts.data[index] as number, this.#starts.data[index + 1] as number);
  }

  /** An id that is there already is found at its latest index from now on; tells whether it was not. */
  add(id: string): boolean {
    const key = idKey(id);
    const hash = textHash(key);
    this.#makeRoom(Math.max(id.length, key.length));
    const isNew = this.#put(this.#placeOf(key, hash), hash);
    const isAscii = ASCII.test(id);
    if (!isAscii) this.#others.set(this.size, id);
    const text = isAscii ? id : key;
    let at = this.#starts.data[this.size] as number;
    for (let character = 0; character < text.length; character++) this.#keep(at++, text.charCodeAt(character));
    this.#end(at);
    return isNew;
  }

  /** The same of a person's id, which is made no string where it is ASCII. */
  addOf(user: IdInBytes): boolean {
    const { bytes, idStart, idEnd } = user;
    if (idStart === idEnd) return this.add(user.id);
    const view = this.#among.of(bytes);
    const hash = asciiHash(view, idStart, idEnd);
    this.#makeRoom(idEnd - idStart);
    const isNew = this.#put(this.#placeOfAscii(hash, view, idStart, idEnd), hash);
    const at = this.#starts.data[this.size] as number;
    copyWords(view, idStart, idEnd, this.#view, at);
    this.#end(at + idEnd - idStart);
    return isNew;
  }

  find(id: string): number | undefined {
    const key = idKey(id);
    const entry = this.#table[this.#placeOf(key, textHash(key)) + 1] as number;
    return entry === 0 ? undefined : entry - 1;
  }

  /**
   * Nearly all that a lookup does is to wait for memory, and lookups that do not need one another's outcome wait together:
   * so of a batch of them first is found where each may be, then what stands there is fetched, and then compared.
   */
  findAll({ length, view, starts, ends, hashes }: AsciiTexts, found: Int32Array): void {
    const table = this.#table;
    const last = table.length - 1;
    const ownStarts = this.#starts.data;
    for (let from = 0; from < length; from += BATCH) {
      const to = Math.min(from + BATCH, length);
      for (let at = from; at < to; at++) {
        const hash = hashes[at] as number;
        let place = (hash * 2) & last;
        while (table[place] !== hash && table[place + 1] !== 0) place = (place + 2) & last;
        found[at] = (table[place + 1] as number) - 1;
      }
      this.#fetch(found, from, to);
      for (let at = from; at < to; at++) {
        const [index, start, end] = [found[at] as number, starts[at] as number, ends[at] as number];
        if (index < 0) continue;
        const own = ownStarts[index] as number;
        const isIt =
          (ownStarts[index + 1] as number) - own === end - start &&
          isSameText(this.#view, own, view, start, end - start);
        if (!isIt) found[at] = this.#findAscii(hashes[at] as number, view, start, end);
      }
    }
  }

  #findAscii(hash: number, view: DataView, start: number, end: number): number {
    return (this.#table[this.#placeOfAscii(hash, view, start, end) + 1] as number) - 1;
  }

  #placeOfAscii(hash: number, view: DataView, start: number, end: number): number {
    const table = this.#table;
    const last = table.length - 1;
    let place = (hash * 2) & last;
    while (table[place + 1] !== 0) {
      if (table[place] === hash && this.#isId((table[place + 1] as number) - 1, view, start, end)) return place;
      place = (place + 2) & last;
    }
    return place;
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

  /** The id that is added next stands in this place of the table. */
  #put(place: number, hash: number): boolean {
    const isNew = this.#table[place + 1] === 0;
    this.#table[place] = hash;
    this.#table[place + 1] = this.size + 1;
    return isNew;
  }

  #isKey(index: number, key: string): boolean {
    const other = this.#others.size > 0 ? this.#others.get(index) : undefined;
    if (other !== undefined) return idKey(other) === key;
    const from = this.#starts.data[index] as number;
    if ((this.#starts.data[index + 1] as number) - from !== key.length) return false;
    for (let at = key.length - 1; at >= 0; at--) {
      if (smallAscii(this.#bytes[from + at] as number) !== key.charCodeAt(at)) return false;
    }
    return true;
  }

  #isId(index: number, view: DataView, start: number, end: number): boolean {
    const from = this.#starts.data[index] as number;
    const length = end - start;
    if ((this.#starts.data[index + 1] as number) - from !== length) return false;
    return isSameAscii(this.#view, from, view, start, length);
  }

  #keep(at: number, character: number): void {
    if (character < SPACE || character === QUOTE || character === BACKSLASH || character >= DELETE)
      this.arePlain = false;
    this.#bytes[at] = Math.min(character, NON_ASCII);
  }

  #end(at: number): void {
    this.#starts.push(at);
    this.size++;
  }

  #makeRoom(length: number): void {
    if (this.size * 8 >= this.#table.length * 3) this.#grow();
    const end = (this.#starts.data[this.size] as number) + length + SPARE;
    if (end <= this.#bytes.length) return;
    const grown = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = viewOf(grown);
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
}

/** Eight bytes at a time, and up to seven too many. Eight of ASCII are a number, never NaN, and come out as they went in. */
function copyAscii(from: DataView, start: number, end: number, to: DataView, at: number): void {
  const shift = at - start;
  for (let place = start; place < end; place += 8) to.setFloat64(shift + place, from.getFloat64(place, true), true);
}

/** Four bytes at a time, and up to three too many, where the bytes do not end before. */
function copyWords(from: DataView, start: number, end: number, to: DataView, at: number): void {
  const last = Math.min(end, from.byteLength - 3);
  let place = start;
  for (; place < last; place += 4) to.setInt32(at + place - start, from.getInt32(place, true), true);
  for (; place < end; place++) to.setUint8(at + place - start, from.getUint8(place));
}

const ASCII = /^[\0-\x7f]*$/;

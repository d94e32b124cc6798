import { idKey } from '../../graph/ids.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import { Strings, Words } from '../../licensing/model/growable.ts';
import { isSameText } from '../../licensing/model/text-hash.ts';
import type { ByteLine } from './byte-lines.ts';

/** A license row that was read, and the number of its product and its source together: equal numbers are equal ids. */
export interface KnownRow {
  readonly row: LicenseAssignmentState;
  readonly what: number;
  /** `idKey` of the source; null: direct. */
  readonly sourceKey: string | null;
  /** Of its text, and where that is kept; -1: nowhere. */
  readonly length: number;
  readonly from: number;
  /** The row that came after it last: what one group gives stands together. */
  next: KnownRow | undefined;
}

/** Where every row has a time of its own, remembering more of them would cost more than it saves. */
const MAX_KNOWN = 1 << 16;

/**
 * License rows by their text. A million people have ten million rows and a few thousand different ones, and their texts
 * are most of the file: one that was read before is found by its bytes, and nothing is made of them.
 */
export class KnownRows {
  readonly #rows: KnownRow[] = [];
  readonly #hashes = new Words();
  /** The row that a line began with last. */
  #first: KnownRow | undefined;
  #texts = Buffer.alloc(1 << 14);
  #view = new DataView(this.#texts.buffer, this.#texts.byteOffset, this.#texts.length);
  #used = 0;
  /** Number of the row + 1; 0 is empty. At most half full. */
  #table = new Int32Array(1 << 10);
  readonly #whats = new Strings();

  /** The row whose text begins at `start`, if it is the one that came after this one last. */
  expected({ view, end }: ByteLine, start: number, before: KnownRow | undefined): KnownRow | undefined {
    const likely = before === undefined ? this.#first : before.next;
    if (likely === undefined || start + likely.length > end) return undefined;
    return this.#isText(likely, view, start) ? likely : undefined;
  }

  /** Says what came after it. */
  follow(before: KnownRow | undefined, row: KnownRow): void {
    if (row.from < 0) return;
    if (before === undefined) this.#first = row;
    else before.next = row;
  }

  /** The row whose text stands from `start` to `end`, if it was learnt. */
  find({ view }: ByteLine, start: number, end: number): KnownRow | undefined {
    const hash = hashOf(view, start, end);
    const last = this.#table.length - 1;
    for (let place = hash & last; this.#table[place] !== 0; place = (place + 1) & last) {
      const number = (this.#table[place] as number) - 1;
      const known = this.#rows[number] as KnownRow;
      if (this.#hashes.data[number] !== hash || known.length !== end - start) continue;
      if (this.#isText(known, view, start)) return known;
    }
    return undefined;
  }

  /** Remembers what that text was found to be. */
  learn({ bytes, view }: ByteLine, start: number, end: number, row: LicenseAssignmentState): KnownRow {
    const sourceKey = row.assignedByGroup === null ? null : idKey(row.assignedByGroup);
    const what = this.#whats.intern(`${idKey(row.skuId)} ${sourceKey}`);
    const isFull = this.#rows.length === MAX_KNOWN;
    const from = isFull ? -1 : this.#used;
    const known = { row, what, sourceKey, length: end - start, from, next: undefined };
    if (isFull) return known;
    const hash = hashOf(view, start, end);
    this.#hashes.push(hash);
    this.#makeRoom(end - start);
    this.#used += bytes.copy(this.#texts, from, start, end);
    this.#rows.push(known);
    if (this.#rows.length * 2 > this.#table.length) this.#rehash();
    else this.#put(this.#rows.length, hash);
    return known;
  }

  /** In UTF-8 no eight bytes are a NaN, so that what was learnt is always known again. */
  #isText({ from, length }: KnownRow, view: DataView, start: number): boolean {
    return isSameText(this.#view, from, view, start, length);
  }

  #makeRoom(length: number): void {
    if (this.#used + length <= this.#texts.length) return;
    const grown = Buffer.alloc(Math.max(this.#used + length, this.#texts.length * 2));
    this.#texts.copy(grown);
    this.#texts = grown;
    this.#view = new DataView(grown.buffer, grown.byteOffset, grown.length);
  }

  #rehash(): void {
    this.#table = new Int32Array(this.#table.length * 2);
    this.#rows.forEach((_, number) => void this.#put(number + 1, this.#hashes.data[number] as number));
  }

  #put(entry: number, hash: number): void {
    const last = this.#table.length - 1;
    let place = hash & last;
    while (this.#table[place] !== 0) place = (place + 1) & last;
    this.#table[place] = entry;
  }
}

/** Two words at a time, each in a chain of its own, because one chain would wait for itself; the last words twice. */
function hashOf(view: DataView, start: number, end: number): number {
  if (end - start < 8) return end - start;
  let [even, odd] = [end - start, 0];
  for (let at = start; at + 8 <= end; at += 8) {
    even = Math.imul(((even << 13) | (even >>> 19)) ^ view.getInt32(at, true), 0x9e3779b1);
    odd = Math.imul(((odd << 13) | (odd >>> 19)) ^ view.getInt32(at + 4, true), 0x85ebca6b);
  }
  even ^= view.getInt32(end - 8, true);
  odd ^= view.getInt32(end - 4, true);
  const hash = Math.imul(even ^ (even >>> 15), 0x2c1b3c6d) ^ Math.imul(odd ^ (odd >>> 13), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

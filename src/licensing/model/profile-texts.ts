import type { SnapshotUser } from '../../graph/types.ts';
import { plainString } from '../../plain/plain-string.ts';
import type { Steps } from '../steps.ts';
import { widened } from './growable.ts';
import { type PackedTexts, type Packing, packTexts, type TextSpan, type TextsByIndex } from './packed-texts.ts';

/** Slabs grow with what is there already: a small tenant takes little, a large one few pieces. */
const SMALLEST_SLAB = 1 << 12;
const LARGEST_SLAB = 1 << 24;

/** Of any bytes, without a view of the part that is copied. */
const { copy } = Buffer.prototype;

/**
 * Profiles as the JSON that they were read as, without the brace that closes them, in a few large pieces of memory: a
 * tenth of what objects take, and nothing for the collector to walk through.
 */
export class ProfileTexts implements TextsByIndex {
  #slabs: Buffer[] = [];
  /** Of the last slab, in bytes; and how many there are in all. */
  #used = 0;
  #total = 0;
  #slabOf = new Uint16Array(1024);
  #starts = new Uint32Array(1024);
  /** Of each slab but the last. */
  readonly #ends: number[] = [];
  #count = 0;
  /** In place of all of it. */
  #packed: PackedTexts | undefined;

  get count(): number {
    return this.#count;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#used + length > (this.#slabs.at(-1)?.length ?? 0)) {
      const fitting = Math.min(Math.max(this.#total, SMALLEST_SLAB), LARGEST_SLAB);
      if (this.#slabs.length > 0) this.#ends.push(this.#used);
      this.#slabs.push(Buffer.alloc(Math.max(length, fitting)));
      this.#used = 0;
    }
    if (this.#count === this.#starts.length) this.#grow();
    const slab = this.#slabs.length - 1;
    copy.call(bytes, this.#slabs[slab] as Buffer, this.#used, start, end);
    this.#slabOf[this.#count] = slab;
    this.#starts[this.#count] = this.#used;
    this.#used += length;
    this.#total += length;
    this.#count++;
  }

  /** Those that were added are kept packed from then on, and no more are. */
  *packing(idOf: (index: number) => string, packing: Packing): Steps<void> {
    this.#packed = yield* packTexts(this, idOf, packing);
    this.#slabs = [];
    this.#slabOf = new Uint16Array(0);
    this.#starts = new Uint32Array(0);
  }

  span(index: number): TextSpan {
    if (!(index >= 0 && index < this.#count)) throw new RangeError(`no profile ${index} of ${this.#count}`);
    if (this.#packed !== undefined) return this.#packed.span(index);
    const slab = this.#slabOf[index] as number;
    const isLastOfSlab = index + 1 === this.#count || this.#slabOf[index + 1] !== slab;
    const end = isLastOfSlab ? (this.#ends[slab] ?? this.#used) : (this.#starts[index + 1] as number);
    return { bytes: this.#slabs[slab] as Buffer, start: this.#starts[index] as number, end };
  }

  parse(index: number): SnapshotUser {
    const { bytes, start, end } = this.span(index);
    return JSON.parse(`${bytes.toString('utf8', start, end)}}`) as SnapshotUser;
  }

  /** The string of a property, if it can be read without the others; undefined says nothing. */
  string(index: number, name: Uint8Array): string | undefined {
    const { bytes, start, end } = this.span(index);
    return plainString(bytes, start, end, name);
  }

  #grow(): void {
    const capacity = this.#count * 2;
    this.#slabOf = widened(this.#slabOf, new Uint16Array(capacity));
    this.#starts = widened(this.#starts, new Uint32Array(capacity));
  }
}

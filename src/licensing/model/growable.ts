/** Where reading ahead ends: what nobody keeps might not be read at all. */
const READ_AHEAD = new Uint32Array(1);

const GROWTH_WHERE_IT_FITS = 1.125;

/**
 * A `Uint32Array` that grows at its end, by doubling, or by little once it was made to fit. `data` is replaced when it grows:
 * read it anew after a push. Its memory is of the kind that threads can share.
 */
export class Words {
  data: Uint32Array;
  length = 0;
  #growth = 2;

  constructor(capacity = 64) {
    this.data = sharedWords(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = value;
  }

  /** Fetches two places that will be read: together they are there as soon as one would be. */
  readAhead(at: number, other: number): void {
    READ_AHEAD[0] = (this.data[at] as number) ^ (this.data[Math.min(other, this.data.length - 1)] as number);
  }

  /** Room for this many more without growing. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.data.length) return;
    const grown = sharedWords(Math.max(needed, Math.ceil(this.data.length * this.#growth)));
    grown.set(this.data);
    this.data = grown;
  }

  /** Takes no more memory than what was pushed, and from then on little more. */
  fit(): void {
    this.#growth = GROWTH_WHERE_IT_FITS;
    if (this.data.length === this.length) return;
    const fitting = sharedWords(this.length);
    fitting.set(this.all);
    this.data = fitting;
  }

  /** What was pushed so far. */
  get all(): Uint32Array {
    return this.data.subarray(0, this.length);
  }

  append(words: Uint32Array): void {
    this.reserve(words.length);
    this.data.set(words, this.length);
    this.length += words.length;
  }
}

/** The column where threads can share it: as it is, or else a copy. */
export function shared<T extends Uint8Array | Uint16Array | Uint32Array>(column: T): T {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const Column = column.constructor as new (memory: SharedArrayBuffer) => T;
  const copy = new Column(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}

function sharedWords(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}

/** Strings as small numbers, in the order in which they were first seen. Those of one key are one, as it was first seen. */
export class Strings {
  readonly #ids = new Map<string, number>();
  readonly #values: string[] = [];

  intern(value: string, key = value): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#values.length);
    return this.#values.push(value) - 1;
  }

  get values(): readonly string[] {
    return this.#values;
  }

  value(id: number): string {
    const value = this.#values[id];
    if (value === undefined) throw new RangeError(`no string ${id} of ${this.#values.length}`);
    return value;
  }
}

/** The larger array, with all that the smaller one holds. */
export function widened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The element, or a thrown error: for indexes that are handed in from outside. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`nothing at ${index} of ${list.length}`);
  return value;
}

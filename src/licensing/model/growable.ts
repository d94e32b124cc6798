/** Where reading ahead ends: what nobody keeps might not be read at all. */
const READ_AHEAD = new Uint32Array(1);

const GROWTH_WHERE_IT_FITS = 1.125;
/** The largest number that a narrow column holds. */
export const NARROW = 0xffff;

/** Numbers that threads can share. */
export type Column = Uint32Array | Uint16Array;

/**
 * Numbers of 32 bits that grow at their end, by doubling, or by little once they were made to fit. `data` is replaced when they
 * grow: read it anew after a push. Its memory is of the kind that threads can share.
 */
export class Words<Kind extends Column = Uint32Array> {
  data: Kind;
  length = 0;
  #growth = 2;

  constructor(capacity = 64) {
    this.data = sharedWords(capacity) as Kind;
  }

  /** Of 16 bits, until they `widen`. */
  static narrow(capacity: number): Words<Column> {
    const words = new Words<Column>(0);
    words.data = narrowWords(capacity);
    return words;
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
    this.#move(Math.max(needed, Math.ceil(this.data.length * this.#growth)), this.isNarrow);
  }

  /** Takes no more memory than what was pushed, and from then on little more. */
  fit(): void {
    this.#growth = GROWTH_WHERE_IT_FITS;
    this.#move(this.length, this.isNarrow);
  }

  /** The same, with 16 bits a number where none needs more: whoever writes a larger one has them `widen` before. */
  fitNarrow(this: Words<Column>): void {
    this.#growth = GROWTH_WHERE_IT_FITS;
    this.#move(this.length, this.#isSmall());
  }

  get isNarrow(): boolean {
    return this.data instanceof Uint16Array;
  }

  widen(): void {
    if (this.isNarrow) this.#move(this.data.length, false);
  }

  #isSmall(): boolean {
    for (let at = 0; at < this.length; at++) if ((this.data[at] as number) > NARROW) return false;
    return true;
  }

  #move(length: number, isNarrow: boolean): void {
    const moved = isNarrow ? narrowWords(length) : sharedWords(length);
    moved.set(this.data.subarray(0, length));
    this.data = moved as Kind;
  }

  /** What was pushed so far. */
  get all(): Kind {
    return this.data.subarray(0, this.length) as Kind;
  }

  append(words: Column): void {
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

function narrowWords(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(length * 2));
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

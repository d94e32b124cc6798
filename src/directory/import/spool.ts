import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

/** A small export fits into the first buffer. */
const FIRST_BYTES = 1 << 14;
const BUFFER_BYTES = 1 << 22;
/** UTF-8 needs no more for a unit of a JavaScript string. */
const BYTES_OF_A_UNIT = 3;

/** Where a text lies in a spool. */
export interface SpoolPlace {
  readonly at: number;
  readonly length: number;
}

/** Texts on the disk, which are more than memory holds: put down one after the other, and read again at their places. */
export class Spool {
  readonly #file: number;
  #buffer = Buffer.allocUnsafe(FIRST_BYTES);
  /** Bytes of the buffer that are not on the disk yet, and of those that are. */
  #used = 0;
  #written = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'wx+');
  }

  add(text: string): SpoolPlace {
    const atMost = text.length * BYTES_OF_A_UNIT;
    if (this.#used + atMost > this.#buffer.length) {
      this.#flush();
      if (this.#buffer.length < Math.max(atMost, BUFFER_BYTES)) {
        this.#buffer = Buffer.allocUnsafe(Math.max(atMost, BUFFER_BYTES));
      }
    }
    const length = this.#buffer.write(text, this.#used);
    const place = { at: this.#written + this.#used, length };
    this.#used += length;
    return place;
  }

  read({ at, length }: SpoolPlace): string {
    if (at >= this.#written) return this.#buffer.toString('utf8', at - this.#written, at - this.#written + length);
    const bytes = Buffer.allocUnsafe(length);
    for (let read = 0; read < length; ) {
      const count = readSync(this.#file, bytes, read, length - read, at + read);
      if (count === 0) throw new RangeError('a place that is not in the spool');
      read += count;
    }
    return bytes.toString('utf8');
  }

  /** Puts everything on the disk: what was added is a file then. */
  finish(): void {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    for (let written = 0; written < this.#used; ) {
      written += writeSync(this.#file, this.#buffer, written, this.#used - written, this.#written + written);
    }
    this.#written += this.#used;
    this.#used = 0;
  }
}

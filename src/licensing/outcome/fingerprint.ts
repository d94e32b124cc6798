/** 128 bits as four 32-bit numbers. */
export type Lanes = readonly [number, number, number, number];

/** Takes text piece by piece, in an order that matters, and gives 128 bits of it. */
export interface Fingerprint {
  add(text: string): void;
  /** Takes a text of ASCII by its bytes. */
  addAscii(bytes: Uint8Array, start: number, end: number): void;
  /** Takes so many texts by the sum of their lanes, which were made before: the same ones in any order come to the same. */
  addSum(sum: ArrayLike<number>, count: number): void;
  lanes(): Lanes;
  /** The lanes in hexadecimal. */
  digest(): string;
}

/** Of the text that is being taken: nobody keeps them. */
let words = new Int32Array(128);

function makeRoom(count: number): void {
  if (count > words.length) words = new Int32Array(count * 2);
}

/**
 * A fast, well-mixed hash (four lanes of multiply and rotate, as in MurmurHash3) that tells whether two outcomes are the
 * same. It guards against drift, not against somebody who looks for a collision.
 */
export function fingerprint(): Fingerprint {
  let [a, b, c, d] = [0x3c6ef372, 0x510e527f, 0x9b05688c, 0x1f83d9ab];
  /** Takes words from one place to another, of a text of this length. */
  const take = (from: Int32Array | Uint8Array, start: number, end: number, length = end - start) => {
    // In variables of its own: those that functions share are read and written anew for each word. One by one, as a list of
    // them is made a list before the code is hot.
    let e = a;
    let f = b;
    let g = c;
    let h = d;
    for (let at = start; at < end; at++) {
      const word = from[at] as number;
      e = f ^ Math.imul(e ^ word, 0x239b961b);
      f = g ^ Math.imul(f ^ word, 0xab0e9789);
      g = h ^ Math.imul(g ^ word, 0x38b34ae5);
      h = e ^ Math.imul(h ^ word, 0xa1e38b93);
    }
    a = e;
    b = f;
    c = g;
    d = Math.imul(h ^ length ^ 0x5bd1e995, 0x85ebca6b);
  };
  const lanes = (): Lanes => [finish(a ^ b ^ c ^ d), finish(b ^ a ^ 1), finish(c ^ a ^ 2), finish(d ^ a ^ 3)];
  return {
    add(text) {
      makeRoom(text.length);
      for (let i = 0; i < text.length; i++) words[i] = text.charCodeAt(i);
      take(words, 0, text.length);
    },
    addAscii: (bytes, start, end) => take(bytes, start, end),
    addSum(sum, count) {
      for (let lane = 0; lane < 4; lane++) words[lane] = sum[lane] as number;
      take(words, 0, 4, count);
    },
    lanes,
    digest: () => lanes().map(hex).join(''),
  };
}

/** The fingerprint of one text. */
export function fingerprintOf(text: string): string {
  return lanesOf(text).map(hex).join('');
}

export function lanesOf(text: string): Lanes {
  const whole = fingerprint();
  whole.add(text);
  return whole.lanes();
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}

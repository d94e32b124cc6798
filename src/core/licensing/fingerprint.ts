/** 128 bits as four 32-bit numbers. */
export type Lanes = readonly [number, number, number, number];

/** Takes text piece by piece, in an order that matters, and gives 128 bits of it. */
export interface Fingerprint {
  add(text: string): void;
  /** Takes texts by their lanes, which were made before: the same ones in any order come to the same. */
  addAll(texts: readonly { readonly lanes: Lanes }[]): void;
  lanes(): Lanes;
  /** The lanes in hexadecimal. */
  digest(): string;
}

/**
 * A fast, well-mixed hash (four lanes of multiply and rotate, as in MurmurHash3) that tells whether two outcomes are the
 * same. It guards against drift, not against somebody who looks for a collision.
 */
export function fingerprint(): Fingerprint {
  let [a, b, c, d] = [0x3c6ef372, 0x510e527f, 0x9b05688c, 0x1f83d9ab];
  const take = (word: number) => {
    a = b ^ Math.imul(a ^ word, 0x239b961b);
    b = c ^ Math.imul(b ^ word, 0xab0e9789);
    c = d ^ Math.imul(c ^ word, 0x38b34ae5);
    d = a ^ Math.imul(d ^ word, 0xa1e38b93);
  };
  const end = (length: number) => {
    d = Math.imul(d ^ length ^ 0x5bd1e995, 0x85ebca6b);
  };
  const lanes = (): Lanes => [finish(a ^ b ^ c ^ d), finish(b ^ a ^ 1), finish(c ^ a ^ 2), finish(d ^ a ^ 3)];
  return {
    add(text) {
      for (let i = 0; i < text.length; i++) take(text.charCodeAt(i));
      end(text.length);
    },
    addAll(texts) {
      let [e, f, g, h] = [0, 0, 0, 0];
      for (const { lanes } of texts) {
        e += lanes[0];
        f += lanes[1];
        g += lanes[2];
        h += lanes[3];
      }
      take(e | 0);
      take(f | 0);
      take(g | 0);
      take(h | 0);
      end(texts.length);
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

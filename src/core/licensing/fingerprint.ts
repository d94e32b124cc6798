/** Takes text piece by piece, in an order that matters, and gives 128 bits of it in hexadecimal. */
export interface Fingerprint {
  add(text: string): void;
  digest(): string;
}

/**
 * A fast, well-mixed hash (four lanes of multiply and rotate, as in MurmurHash3) that tells whether two outcomes are the
 * same. It guards against drift, not against somebody who looks for a collision.
 */
export function fingerprint(): Fingerprint {
  let [a, b, c, d] = [0x3c6ef372, 0x510e527f, 0x9b05688c, 0x1f83d9ab];
  const add = (text: string) => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = b ^ Math.imul(a ^ code, 0x239b961b);
      b = c ^ Math.imul(b ^ code, 0xab0e9789);
      c = d ^ Math.imul(c ^ code, 0x38b34ae5);
      d = a ^ Math.imul(d ^ code, 0xa1e38b93);
    }
    d = Math.imul(d ^ text.length ^ 0x5bd1e995, 0x85ebca6b);
  };
  const digest = () => {
    const lanes = [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
    return lanes.map((lane, index) => hex(finish(lane ^ index))).join('');
  };
  return { add, digest };
}

/** The fingerprint of one text. */
export function fingerprintOf(text: string): string {
  const whole = fingerprint();
  whole.add(text);
  return whole.digest();
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}

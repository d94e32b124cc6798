/** The bit in which a small letter of ASCII differs from its capital; digits and most signs have it anyway. */
const SMALL = 0x20202020;

/** 32 bits for a text, whatever its ASCII letters' case: MurmurHash3 over its characters, four at a time. */
export function textHash(text: string): number {
  const { length } = text;
  const whole = length & ~3;
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    const low = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8);
    hash = mixed(hash, SMALL | low | (text.charCodeAt(at + 2) << 16) | (text.charCodeAt(at + 3) << 24));
  }
  let rest = 0;
  for (let at = whole; at < length; at++) rest |= text.charCodeAt(at) << ((at - whole) * 8);
  return finished(mixed(hash, SMALL | rest), length);
}

/** The `textHash` of the ASCII text that these bytes are, without making a string of them. */
export function asciiHash(view: DataView, start: number, end: number): number {
  const whole = start + ((end - start) & ~3);
  let hash = 0;
  for (let at = start; at < whole; at += 4) hash = mixed(hash, SMALL | view.getInt32(at, true));
  let rest = 0;
  for (let at = whole; at < end; at++) rest |= view.getUint8(at) << ((at - whole) * 8);
  return finished(mixed(hash, SMALL | rest), end - start);
}

function mixed(hash: number, word: number): number {
  let stirred = Math.imul(word, 0xcc9e2d51);
  stirred = Math.imul((stirred << 15) | (stirred >>> 17), 0x1b873593);
  const next = hash ^ stirred;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Is it the same text of this length in both places, letter case included? Eight bytes at a time, as numbers: those of ASCII
 * are equal when all of their bits are. Other bytes may be a NaN, which equals nothing.
 */
export function isSameText(one: DataView, at: number, other: DataView, otherAt: number, length: number): boolean {
  const last = length - 8;
  for (let place = 0; last < 0 && place < length; place++) {
    if (one.getUint8(at + place) !== other.getUint8(otherAt + place)) return false;
  }
  for (let place = 0; place < last; place += 8) {
    if (one.getFloat64(at + place, true) !== other.getFloat64(otherAt + place, true)) return false;
  }
  return last < 0 || one.getFloat64(at + last, true) === other.getFloat64(otherAt + last, true);
}

/**
 * Is it the same ASCII text of this length in both places, whatever its letters' case? From the end, as ids that programs
 * made one after the other differ there.
 */
export function isSameAscii(one: DataView, at: number, other: DataView, otherAt: number, length: number): boolean {
  let place = length - 4;
  for (; place >= 0; place -= 4) {
    const differing = one.getInt32(at + place, true) ^ other.getInt32(otherAt + place, true);
    if (differing === 0) continue;
    if ((differing & ~SMALL) !== 0 || !areSameLetters(one, at + place, other, otherAt + place, 4)) return false;
  }
  return areSameLetters(one, at, other, otherAt, place + 4);
}

function areSameLetters(one: DataView, at: number, other: DataView, otherAt: number, length: number): boolean {
  for (let place = 0; place < length; place++) {
    if (smallAscii(one.getUint8(at + place)) !== smallAscii(other.getUint8(otherAt + place))) return false;
  }
  return true;
}

const [UPPER_A, UPPER_Z, SMALL_BIT] = [0x41, 0x5a, 0x20];

/** The small letter of a capital; any other byte as it is. */
export function smallAscii(byte: number): number {
  return byte >= UPPER_A && byte <= UPPER_Z ? byte | SMALL_BIT : byte;
}

/** Of a byte: what it makes of a sum; and the same of one that 1 to 3 others follow. */
const [AFTER, AFTER_1, AFTER_2, AFTER_3] = tables();

/**
 * CRC-32, as `crc32` of `node:zlib` has it, of a text of some dozens of bytes: that is done before a call into zlib begins.
 */
export function shortCrc(bytes: Uint8Array, start: number, end: number, before: number): number {
  let sum = ~before;
  let at = start;
  for (const last = end - 4; at <= last; at += 4) {
    const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
    sum ^= low | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
    sum =
      (AFTER_3[sum & 0xff] as number) ^
      (AFTER_2[(sum >>> 8) & 0xff] as number) ^
      (AFTER_1[(sum >>> 16) & 0xff] as number) ^
      (AFTER[sum >>> 24] as number);
  }
  for (; at < end; at += 1) sum = (AFTER[(sum ^ (bytes[at] as number)) & 0xff] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}

function tables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum;
  });
  const next = (table: Int32Array) => table.map((sum) => (sum >>> 8) ^ (first[sum & 0xff] as number));
  const second = next(first);
  const third = next(second);
  return [first, second, third, next(third)];
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOT_PLAIN, PlainTexts } from '../../src/plain/plain-json.ts';

/** Byte by byte. */
function literal(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x22) return at;
    if (byte < 0x20 || byte === 0x5c) return NOT_PLAIN;
  }
  return NOT_PLAIN;
}

it('a text ends at its first quote, wherever it begins, unless something before it is not plain', () => {
  const telling = fc.constantFrom(0x00, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff);
  const letter = fc.integer({ min: 0x61, max: 0x7a });
  const byte = fc.oneof({ weight: 4, arbitrary: letter }, { weight: 1, arbitrary: telling });
  const texts = new PlainTexts();
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 24 }),
      fc.array(byte, { maxLength: 24 }),
      fc.nat(24),
      (before, text, cut) => {
        const bytes = Uint8Array.from([...before, ...text, ...before]);
        const [from, end] = [before.length, Math.max(before.length, bytes.length - cut)];
        texts.begin();
        const found = texts.end(bytes, from, end);
        expect(found).toBe(literal(bytes, from, end));
        if (found !== NOT_PLAIN) expect(texts.areAscii).toBe(bytes.subarray(from, found).every((one) => one < 0x80));
      },
    ),
    { numRuns: 2_000 },
  );
});

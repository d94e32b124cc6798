import { describe, expect, it } from 'vitest';
import { fingerprint, fingerprintOf } from '../../../src/core/licensing/fingerprint.ts';

describe('a fingerprint', () => {
  it('is the same for the same text, and 128 bits long', () => {
    expect(fingerprintOf('Kiosk users')).toBe(fingerprintOf('Kiosk users'));
    expect(fingerprintOf('')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells the pieces apart, and their order', () => {
    const of = (...pieces: string[]) => {
      const print = fingerprint();
      for (const piece of pieces) print.add(piece);
      return print.digest();
    };
    expect(new Set([of('ab', 'c'), of('a', 'bc'), of('abc'), of('c', 'ab')]).size).toBe(4);
  });

  it('does not meet itself among two hundred thousand similar texts, in either half', () => {
    const prints = Array.from({ length: 200_000 }, (_, index) => fingerprintOf(`u${index} E3 Active`));
    expect(new Set(prints.map((print) => print.slice(0, 16))).size).toBe(prints.length);
    expect(new Set(prints.map((print) => print.slice(16))).size).toBe(prints.length);
  });
});

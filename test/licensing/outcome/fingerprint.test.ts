import { describe, expect, it } from 'vitest';
import { fingerprint, fingerprintOf, type Lanes, lanesOf } from '../../../src/licensing/outcome/fingerprint.ts';

const sumOf = (texts: readonly Lanes[]): Lanes =>
  texts.reduce(([a, b, c, d], [e, f, g, h]) => [(a + e) | 0, (b + f) | 0, (c + g) | 0, (d + h) | 0], [0, 0, 0, 0]);

describe('a fingerprint', () => {
  it('is the same for the same text, and 128 bits long', () => {
    expect(fingerprintOf('Kiosk users')).toBe(fingerprintOf('Kiosk users'));
    expect(fingerprintOf('')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is the same of a text and of its bytes', () => {
    const [text, bytes] = [fingerprint(), fingerprint()];
    text.add('Kiosk users');
    bytes.addAscii(Buffer.from('All Kiosk users'), 4, 15);
    expect(bytes.digest()).toBe(text.digest());
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

  const ofAll = (texts: readonly string[]) => {
    const print = fingerprint();
    print.addSum(sumOf(texts.map(lanesOf)), texts.length);
    return print.digest();
  };

  it('of many texts at once is the same in any order, and tells how often each is there', () => {
    expect(ofAll(['E3', 'EMS', 'E1'])).toBe(ofAll(['E1', 'E3', 'EMS']));
    const others = [[], ['E3'], ['E3', 'E3'], ['E3', 'E3', 'E3'], ['E3', 'EMS'], ['EMS'], ['E3EMS'], ['']];
    expect(new Set(others.map(ofAll)).size).toBe(others.length);
  });

  it('tells apart what was added at once and what was added after it', () => {
    const of = (...parts: readonly (readonly Lanes[])[]) => {
      const print = fingerprint();
      for (const part of parts) print.addSum(sumOf(part), part.length);
      return print.digest();
    };
    const [e1, e3, ems] = ['E1', 'E3', 'EMS'].map(lanesOf) as [Lanes, Lanes, Lanes];
    const parts = [[[e1, e3, ems]], [[e1, e3], [ems]], [[e1], [e3, ems]], [[e1], [e3], [ems]], [[e3], [e1], [ems]]];
    expect(new Set(parts.map((each) => of(...each))).size).toBe(parts.length);
  });

  it('of the pairs of six hundred similar rows does not meet itself, in either half', () => {
    const rows = Array.from({ length: 600 }, (_, index) => `s${index % 40} g${index} Active`);
    const prints = rows.flatMap((one, place) => rows.slice(place).map((other) => ofAll([one, other])));
    expect(new Set(prints.map((print) => print.slice(0, 16))).size).toBe(prints.length);
    expect(new Set(prints.map((print) => print.slice(16))).size).toBe(prints.length);
  });
});

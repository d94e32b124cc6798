import { describe, expect, test } from 'vitest';
import { formatCount, formatDuration, formatFigure, formatPercent, pluralOf } from '../../src/words/format.ts';

describe('numbers', () => {
  test.each([
    [1000, 'en', '1,000'],
    [1000, 'nl', '1.000'],
  ] as const)('%d in %s is %s', (count, language, text) => {
    expect(formatCount(count, language)).toBe(text);
  });

  test.each([
    [999_999, 'en', '999,999'],
    [1_234_567, 'en', '1.2 M'],
    [1_234_567, 'nl', '1,2 M'],
  ] as const)('the figure %d in %s is %s', (count, language, text) => {
    expect(formatFigure(count, language)).toBe(text);
  });

  test.each([
    [430, 1000, 'en', '43 %'],
    [430, 1000, 'nl', '43%'],
    [9_999, 10_000, 'en', '99 %'],
    [0, 0, 'en', '100 %'],
  ] as const)('%d of %d in %s is %s', (part, whole, language, text) => {
    expect(formatPercent(part, whole, language)).toBe(text);
  });

  test('one is one, none and many are others', () => {
    const forms = { one: 'person', other: 'people' };
    expect([0, 1, 2].map((count) => pluralOf(forms, count))).toEqual(['people', 'person', 'people']);
  });
});

describe('how long it took', () => {
  test.each([
    [400, 'en', '< 1 s'],
    [24_000, 'en', '24 s'],
    [59_600, 'en', '1 min'],
    [180_000, 'en', '3 min'],
    [3_900_000, 'en', '1 h 5 min'],
    [3_900_000, 'nl', '1 u 5 min'],
    [7_200_000, 'nl', '2 u'],
    [-5, 'en', '< 1 s'],
  ] as const)('%d ms in %s is %s', (milliseconds, language, text) => {
    expect(formatDuration(milliseconds, language)).toBe(text);
  });
});

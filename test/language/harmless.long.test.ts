import { describe, expect, test } from 'vitest';
import { harmOf, isCarriedOut, isEveryday, SETS } from './sentence-sets.ts';

describe.each(SETS)('%s', (_, lines, carriedOut) => {
  test.each(lines.filter((line, place) => !isEveryday(line, place)))(
    '$text is never read as another change',
    (line) => {
      expect(harmOf(line)).toBe('harmless');
    },
  );
  test(`at least ${carriedOut} are read as they were meant`, () => {
    expect(lines.filter(isCarriedOut).length).toBeGreaterThanOrEqual(carriedOut);
  });
});

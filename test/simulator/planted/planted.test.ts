import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import { PLANTED } from './bugs.ts';
import { withBug } from './plant.ts';

/** Bugs that the simulator is to find; whether it does is looked for by hand: npm run simulate:planted. */

describe('a planted bug', () => {
  test.each(PLANTED)('fits $file still: $name', (planted) => {
    expect(() => stripTypeScriptTypes(withBug(planted))).not.toThrow();
  });
});

import { describe, test } from 'vitest';
import { everyday, playFile } from './files.ts';

describe('conversations', () => {
  test.each(everyday)('%s', playFile, 120_000);
});

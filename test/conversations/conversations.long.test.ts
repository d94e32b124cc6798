import { describe, test } from 'vitest';
import { others, playFile } from './files.ts';

describe('conversations', () => {
  test.each(others)('%s', playFile, 120_000);
});

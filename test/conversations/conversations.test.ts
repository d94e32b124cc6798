import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { playConversation } from './play.ts';

describe('conversations', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));
  test.each(files)(
    '%s',
    async (file) => {
      await playConversation(readFileSync(join(import.meta.dirname, file), 'utf8'), file);
    },
    120_000,
  );
});

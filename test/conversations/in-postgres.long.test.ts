import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { databaseForTest, isLeftOut } from '../store/postgres/database.ts';
import '../store/postgres/standing-still.ts';
import { playConversation } from './play.ts';

describe.skipIf(isLeftOut)('what is kept in PostgreSQL', () => {
  test.each(['09-taking-back.txt', '10-a-second-person.txt', '11-later-and-for-a-time.txt'])(
    'changes nothing of a conversation: %s',
    async (file) => {
      const text = readFileSync(new URL(file, import.meta.url), 'utf8');
      await playConversation(text, file, { DATABASE_URL: await databaseForTest() });
    },
    120_000,
  );
});

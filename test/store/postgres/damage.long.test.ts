import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/engine/clock.ts';
import { openPostgresStore, type PostgresStore } from '../../../src/store/postgres/open-store.ts';
import { databaseForTest, execute, isLeftOut } from './database.ts';

const CHANGES: readonly [string, string][] = [
  ['kv', "value = replace(value, 'Megan', 'Lidia')"],
  ['kv', "key = 'b'"],
  ['kv', 'expires_at = 1e15'],
  ['outbox', "news = replace(news, 'Megan', 'Lidia')"],
  ['outbox', "recipient = 'lidia'"],
  ['outbox', 'about = 1003'],
];

async function filled(): Promise<{ readonly url: string; readonly store: PostgresStore }> {
  const url = await databaseForTest();
  const store = await openPostgresStore(url, systemClock);
  onTestFinished(() => store.close());
  await store.kv('freezes').set('a', { by: 'Megan Bowen', note: 'één\n\u{1f600}' });
  await store.kv('freezes').set('with-an-end', { by: 'Megan' }, 60_000);
  await store.outbox.put('news', 1002, { to: 'Megan Bowen' }, 'megan');
  return { url, store };
}

const everything = async ({ kv, values, outbox }: PostgresStore) =>
  Promise.all([
    kv('freezes').entries(),
    outbox.of('news'),
    ...['a', 'b', 'with-an-end'].flatMap((key) => [kv('freezes').get(key), values('freezes').get(key)]),
  ]);

describe.skipIf(isLeftOut)('what a page of PostgreSQL holds', () => {
  it('is read as it was written, whatever program wrote it', async () => {
    const { url, store } = await filled();
    await execute(url, `INSERT INTO kv VALUES ('freezes', 'b', '{"value":1}', NULL) ON CONFLICT DO NOTHING`);
    await execute(url, `UPDATE kv SET value = '{"value":2}' WHERE key = 'b'`);
    expect((await everything(store)).slice(4, 6)).toEqual([2, 2]);
  });

  it.each(CHANGES)('is damage where it is not what was written: %s, %s', async (table, change) => {
    const { url, store } = await filled();
    // As in a page: nothing is worked out anew.
    await execute(
      url,
      `ALTER TABLE ${table} ALTER checksum DROP EXPRESSION; UPDATE ${table} SET ${change}
      WHERE ${table === 'kv' ? "key = 'a'" : 'true'}`,
    );
    const refusal = { code: 'Corrupt', message: expect.stringMatching(/is not what was written\. Restore a backup/) };
    await expect(everything(store)).rejects.toMatchObject(refusal);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/engine/clock.ts';
import { openPostgresStore } from '../../../src/store/postgres/open-store.ts';
import { rowsOfFile, UNTOLD, untoldIn } from '../untold.ts';
import { databaseForTest, execute, isLeftOut } from './database.ts';

const SCHEMA_2 = readFileSync(new URL('schemas/2.sql', import.meta.url), 'utf8');
const SOUGHT =
  "ALTER TABLE changes ALTER created_at SET DEFAULT '', ALTER offers SET DEFAULT false, ALTER may_come SET DEFAULT false;";
const ROWS = {
  changes: 'number, version, state, record, checksum',
  outbox: 'kind, about, news',
  kv: '"namespace", "key", value, expires_at',
};

describe.skipIf(isLeftOut)('a database of schema 2', () => {
  it('tells on what it had to tell, a row for each message', async () => {
    const url = await databaseForTest();
    await execute(url, `${SCHEMA_2} ${SOUGHT} ${rowsOfFile(ROWS)}`);
    const store = await openPostgresStore(url, systemClock);
    onTestFinished(() => store.close());
    expect(await untoldIn(store.outbox)).toEqual(UNTOLD);
    expect(await store.outbox.put('news', 1002, {}, 'megan')).toBeGreaterThan(0);
    expect((await store.changes.get(1002))?.state).toBe('finished');
  });
});

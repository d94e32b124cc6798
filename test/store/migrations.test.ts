import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { restore } from '../../src/store/sqlite/backup.ts';
import { SCHEMA_VERSION } from '../../src/store/sqlite/migrations.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { UNTOLD, untoldIn } from './untold.ts';
import { EVERYTHING, everythingIn, NAMES, written } from './written-stores.ts';

it('there is one of the schema of today', () => {
  expect(NAMES).toContain(String(SCHEMA_VERSION));
});

describe.each(NAMES)('a store of schema %s', (name) => {
  it('is brought up to date with all that it held', async () => {
    const dataDir = written(name);
    expect(await everythingIn(dataDir)).toEqual(EVERYTHING);
    expect(await everythingIn(dataDir)).toEqual(EVERYTHING);
  });

  it('tells how far it is where there is something to take over', () => {
    const told: unknown[] = [];
    const open = (dataDir: string) =>
      openStore(dataDir, { clock: virtualClock(), onMigrating: (done) => told.push(done) }).close();
    const dataDir = written(name);
    open(dataDir);
    expect(told).toEqual(Number.parseInt(name, 10) >= 5 ? [] : [{ people: 1, of: 1 }]);
    open(dataDir);
    expect(told.length).toBeLessThan(2);
  });

  it('can be restored', async () => {
    const [from, to] = [written(name), temporaryDirectory()];
    const file = join(from, 'seatkeeper.sqlite');
    expect(await restore(file, to, '2026-11-24T09:00:00.000Z')).toMatchObject({ organization: 'Contoso', people: 2 });
    expect(await everythingIn(to)).toEqual(EVERYTHING);
  });
});

it('what is to be told, and what was being told, is a row for each message', async () => {
  expect(await untoldIn(openForTest({ dataDir: written('5-untold') }).outbox)).toEqual(UNTOLD);
});

it('the schema of today is what older ones become', () => {
  const [old, today] = ['5', '7'].map((name) => {
    const dataDir = written(name);
    openStore(dataDir, { clock: virtualClock() }).close();
    const database = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
    const tables = database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
    database.close();
    return tables.map((table) => String(table['sql']).replaceAll(/\s+/g, ' '));
  });
  expect(old).toEqual(today);
});

describe('a store of schema 3 that is damaged', () => {
  it.each([
    "UPDATE license_rows SET document = replace(document, 'Active', 'Error')",
    "DELETE FROM members WHERE id = 'adele'",
    'UPDATE run_people SET failed = 1',
  ])('is refused, and stays as it is: %s', (sql) => {
    const dataDir = written('3');
    tamper(dataDir, sql);
    for (const _ of ['once', 'again']) expect(() => openForTest({ dataDir })).toThrow('seatkeeper restore FILE');
  });
});

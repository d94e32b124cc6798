import { hash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { constants, DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { restore } from '../../src/store/sqlite/backup.ts';
import { SCHEMA_VERSION } from '../../src/store/sqlite/migrations.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { startChild } from './child-process.ts';
import { openForTest, tamper } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { UNTOLD, untoldIn } from './untold.ts';

/** A store of every schema that a Seatkeeper ever wrote: one tenant, one request, a freeze and a run that is open. */
const SCHEMAS = new URL('schemas/', import.meta.url);
/** What of a store a killed process leaves on the disk. */
const FILES = ['seatkeeper.sqlite', 'seatkeeper.sqlite-wal'];
const NAMES = readdirSync(SCHEMAS).map((file) => file.replace('.sql', ''));

function written(name: string): string {
  const dataDir = temporaryDirectory();
  const database = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
  database.exec(readFileSync(new URL(`${name}.sql`, SCHEMAS), 'utf8'));
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
  return dataDir;
}

/** What everybody has and what is still to be done, as a process reads it. */
async function everythingIn(dataDir: string) {
  const store = openForTest({ dataDir });
  const { directoryRoles, ...tenant } = embeddedStore(store).tenant.snapshot() ?? {
    directoryRoles: [],
    users: [],
    groups: [],
  };
  const picture = {
    people: [...tenant.users].map(({ id, licenseAssignmentStates = [] }) => [id, licenseAssignmentStates.length]),
    groups: [...tenant.groups].map(({ id, members, assignedLicenses }) => [id, members, assignedLicenses?.length]),
    roles: directoryRoles.map(({ members }) => [...members].sort()),
    rolesOfMegan: embeddedStore(store).tenant.rolesOf('megan').length,
    waiting: (await store.changes.inState('waiting')).map(({ number, approval }) => [number, approval?.losing]),
    freeze: await store.kv('freezes').get('tenant'),
    runs: embeddedStore(store).runs.open(),
    audit: (await store.verifyAudit()).broken,
  };
  await store.close();
  return picture;
}

const EVERYTHING = {
  people: [
    ['megan', 0],
    ['adele', 1],
  ],
  groups: [
    ['hr', ['megan'], 0],
    ['kiosk', ['adele'], 1],
  ],
  roles: [['adele', 'megan']],
  rolesOfMegan: 1,
  waiting: [[1001, 1]],
  freeze: { by: { userId: 'megan', displayName: 'Megan' }, since: '2026-11-24T08:00:00.000Z' },
  runs: ['kiosk'],
  audit: undefined,
};

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

  it('comes whole through a process that is killed at any statement of any step', async () => {
    const { images, statements } = imagesOfMigrating(written(name));
    expect(statements).toBeGreaterThan(name === String(SCHEMA_VERSION) ? 0 : 10);
    for (const image of images) expect(await everythingIn(image)).toEqual(EVERYTHING);
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

it('a kill leaves what such an image holds', async () => {
  const script = new URL('killed-migration.ts', import.meta.url);
  const [name = ''] = NAMES;
  for (let at = 1; at < 600; at = Math.ceil(at * 2.5)) {
    const dataDir = written(name);
    const child = startChild(String(at), dataDir, { script });
    const end = await child.line();
    await child.kill();
    expect(await everythingIn(dataDir)).toEqual(EVERYTHING);
    if (end === 'open') break;
  }
});

/**
 * Brings a store up to date, and answers what its files held before each thing that a statement asked to do, each different one
 * once: what a process leaves that is killed there.
 */
function imagesOfMigrating(dataDir: string) {
  const images = new Map<string, string>();
  let statements = 0;
  const { exec } = DatabaseSync.prototype;
  const watched = function (this: DatabaseSync, sql: string) {
    this.setAuthorizer(() => {
      statements += 1;
      const files = FILES.map((file) => join(dataDir, file)).filter(existsSync);
      const key = hash('sha256', Buffer.concat(files.map((file) => readFileSync(file))));
      if (!images.has(key)) {
        const image = temporaryDirectory();
        for (const file of files) copyFileSync(file, join(image, basename(file)));
        images.set(key, image);
      }
      return constants.SQLITE_OK;
    });
    return exec.call(this, sql);
  };
  DatabaseSync.prototype.exec = watched;
  try {
    void openStore(dataDir, { clock: virtualClock() }).close();
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
  return { images: [...images.values()], statements };
}

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

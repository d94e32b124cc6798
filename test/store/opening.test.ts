import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { storeFault } from '../../src/store/fault.ts';
import { checkSqliteVersion } from '../../src/store/sqlite/database.ts';
import { SCHEMA_VERSION } from '../../src/store/sqlite/migrations.ts';
import { openStore, openStoreReadOnly } from '../../src/store/sqlite/open-store.ts';
import { startChild } from './child-process.ts';
import { openForTest, tamper } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const open = (dataDir: string) => () => openStore(dataDir, { clock: systemClock });
const openReadOnly = (dataDir: string) => () => openStoreReadOnly(dataDir, { clock: systemClock });
const NOBODY = 65_534;

describe('opening a store', () => {
  it('makes its directory, with those above it', () => {
    const dataDir = join(temporaryDirectory(), 'a', 'b');
    open(dataDir)().close();
    expect(existsSync(join(dataDir, 'seatkeeper.sqlite'))).toBe(true);
  });

  it('refuses a path that is a file, or below one', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(open(file)).toThrow(`${file} is not a directory: choose another DATA_DIR.`);
    expect(open(join(file, 'below'))).toThrow('is not a directory');
  });

  it.skipIf(!existsSync('/proc/self'))('refuses a place where no directory can be made, in a line', () => {
    expect(open('/proc/x')).toThrow('/proc/x cannot be used (ENOENT): choose another DATA_DIR.');
    expect(open('/proc/x/below')).toThrow('/proc/x/below cannot be used (ENOENT)');
  });

  it('refuses a directory that it may not write to', async () => {
    const dataDir = temporaryDirectory();
    chmodSync(dataDir, 0o555);
    const child = startChild('open', dataDir, { uid: process.getuid?.() === 0 ? NOBODY : undefined });
    expect(await child.line()).toBe(
      `NotWritable ${dataDir} is not writable for this user: change its rights, or choose another DATA_DIR.`,
    );
  });

  it('refuses a file that is not a database, and one where a directory stands', () => {
    const [garbage, directory] = [temporaryDirectory(), temporaryDirectory()];
    writeFileSync(
      join(garbage, 'seatkeeper.sqlite'),
      'no database at all, but long enough to be read as one\n'.repeat(50),
    );
    mkdirSync(join(directory, 'seatkeeper.sqlite'));
    expect(open(garbage)).toThrow(expect.objectContaining({ code: 'Corrupt' }));
    expect(open(directory)).toThrow(expect.objectContaining({ code: 'NotWritable' }));
  });

  it('refuses what a newer Seatkeeper wrote, and leaves it as it is', () => {
    const { dataDir, close } = openForTest();
    close();
    tamper(dataDir, 'PRAGMA user_version = 99');
    expect(open(dataDir)).toThrow('was written by a newer Seatkeeper (schema 99');
    expect(openReadOnly(dataDir)).toThrow(expect.objectContaining({ code: 'NewerSchema' }));
  });

  it('does not hold the directory after it was refused', () => {
    const { dataDir, close } = openForTest();
    close();
    tamper(dataDir, 'PRAGMA user_version = 99');
    expect(open(dataDir)).toThrow('newer');
    tamper(dataDir, `PRAGMA user_version = ${SCHEMA_VERSION}`);
    open(dataDir)().close();
  });

  it.each(['3.51.2', '3.7.0', undefined])('refuses SQLite %s, which can damage a WAL', (version) => {
    expect(() => checkSqliteVersion(version)).toThrow('use Node 24.15 or later');
  });

  it.each(['3.51.3', '3.51.10', '3.53.4', '4.0.0'])('takes SQLite %s', (version) => {
    expect(() => checkSqliteVersion(version)).not.toThrow();
  });
});

describe('one process per directory', () => {
  it('tells the second one who holds it, and lets the first one go on', async () => {
    const store = openForTest();
    expect(open(store.dataDir)).toThrow(
      `${store.dataDir} is in use by process ${process.pid} since 2026-11-24T08:00:00.000Z. Stop it, or choose another DATA_DIR.`,
    );
    await store.check();
  });

  it('holds between processes, and ends with the process, however it ends', async () => {
    const dataDir = temporaryDirectory();
    const first = startChild('hold', dataDir);
    expect(await first.line()).toBe('open');
    expect(open(dataDir)).toThrow(`in use by process ${first.pid} since 20`);
    expect(await startChild('open', dataDir).line()).toContain(`InUse ${dataDir} is in use by process ${first.pid}`);
    await first.kill();
    open(dataDir)().close();
  });

  it('does not need to know who holds it', () => {
    const { dataDir } = openForTest();
    writeFileSync(join(dataDir, 'lock.json'), '{"pid":');
    expect(open(dataDir)).toThrow('is in use by another process');
  });
});

describe('a store opened read-only', () => {
  it('reads beside the process that writes, and writes nothing', async () => {
    const store = openForTest();
    const reader = openReadOnly(store.dataDir)();
    await store.audit.append([{ time: '2026', activity: 'a', actor: { displayName: 'x' }, target: 'hr', details: {} }]);
    expect(await reader.verifyAudit()).toMatchObject({ intact: 1 });
    expect(() => embeddedStore(reader).tenant.setRoles('megan', [])).toThrow(
      expect.objectContaining({ code: 'NotWritable' }),
    );
    await reader.close();
  });

  it('says so when there is no store, and makes none', () => {
    const dataDir = join(temporaryDirectory(), 'absent');
    expect(openReadOnly(dataDir)).toThrow(expect.objectContaining({ code: 'Absent' }));
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('a fault of SQLite', () => {
  const sqliteError = (errcode: number) => Object.assign(new Error('from SQLite'), { errcode });

  it.each([
    [13, 'Full', 'the disk is full'],
    [10, 'Io', 'could not be read or written'],
    [0x30a, 'Io', 'could not be read or written'],
    [11, 'Corrupt', 'is damaged'],
    [8, 'NotWritable', 'cannot be written'],
    [5, 'InUse', 'is locked'],
    [19, 'Unexpected', 'from SQLite'],
  ])('of result code %i is named %s', (errcode, code, words) => {
    const fault = storeFault(sqliteError(errcode), '/data/seatkeeper.sqlite');
    expect(fault).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('is not what a bug is', () => {
    const bug = new TypeError('a bug');
    expect(storeFault(bug, 'path')).toBe(bug);
  });
});

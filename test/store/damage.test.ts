import { copyFileSync, cpSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { MEGAN } from '../directory/small-tenant.ts';
import { startChild } from './child-process.ts';
import { FILE, fault, filledDirectory, open, readBack } from './filled-store.ts';
import { openForTest, tamper } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';

describe('a store that is not what was written', () => {
  it.each([
    ['a template', "UPDATE groups SET assigned_licenses = '[]' WHERE id = 'kiosk'"],
    ['a member who became nobody', `UPDATE members SET members = '["nobody"]' WHERE "group" = 1`],
    ['a membership that is gone', 'DELETE FROM members WHERE "group" = 1'],
    ['what a license row says', "UPDATE license_texts SET document = replace(document, 'Active', 'Error')"],
    ['a license row that became another', "UPDATE license_rows SET texts = '2'"],
    ['a group that is gone', "DELETE FROM members; DELETE FROM groups WHERE id = 'kiosk'"],
    ['a person who is gone', "DELETE FROM license_rows; DELETE FROM users WHERE id = 'person-1'"],
    ['the licenses of a person', 'DELETE FROM license_rows WHERE user = (SELECT max(user) FROM license_rows)'],
    [
      'a role that somebody got',
      "INSERT INTO role_members VALUES (NULL, (SELECT role_template_id FROM roles), 'person-1', 0)",
    ],
    ['a request for approval', 'DELETE FROM change_targets; DELETE FROM changes'],
    ['the state of a request', "UPDATE changes SET state = 'queued'"],
    ['the freeze', 'DELETE FROM kv'],
    ['the run that is open', 'DELETE FROM runs'],
    ['the tenant', 'DELETE FROM tenant'],
  ])('is refused: %s', async (_, sql) => {
    const dataDir = await filledDirectory();
    tamper(dataDir, sql);
    await expect(readBack(dataDir)).rejects.toThrow(fault('Corrupt'));
    await expect(readBack(dataDir)).rejects.toThrow('seatkeeper restore FILE');
  });
});

describe('a directory that held a store', () => {
  it.each([
    ['gone', (path: string) => rmSync(path)],
    ['empty', (path: string) => truncateSync(path)],
  ])('does not begin anew when it is %s', async (what, harm) => {
    const dataDir = await filledDirectory();
    harm(join(dataDir, FILE));
    expect(() => open(dataDir)).toThrow(fault('Absent'));
    expect(() => open(dataDir)).toThrow(`${dataDir} held a store, and ${FILE} is ${what}.`);
  });

  it('takes no store that was made elsewhere, and its own from a copy', async () => {
    const [own, other, copy] = [await filledDirectory(), await filledDirectory(), join(temporaryDirectory(), 'copy')];
    copyFileSync(join(own, FILE), copy);
    copyFileSync(join(other, FILE), join(own, FILE));
    expect(() => open(own)).toThrow(fault('Replaced'));
    copyFileSync(copy, join(own, FILE));
    open(own).close();
  });

  it('is a new one where the first start came to nothing', () => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, 'lock.json'), JSON.stringify({ pid: 1, since: '2026', store: null }));
    open(dataDir).close();
  });
});

describe('a store in use', () => {
  const write = (store: SqliteStore) =>
    store.audit.append([{ time: '2026', activity: 'a', actor: MEGAN, target: 'hr', details: {} }]);

  it.each([
    ['removed', (path: string) => rmSync(path)],
    ['moved away', (path: string) => renameSync(path, `${path}.away`)],
    ['cut', (path: string) => truncateSync(path, 100)],
    [
      'replaced',
      (path: string) => {
        cpSync(path, `${path}.copy`);
        renameSync(`${path}.copy`, path);
      },
    ],
  ])('takes nothing more when its file is %s, and says so', async (_, harm) => {
    const store = openForTest();
    await write(store);
    expect(statSync(join(store.dataDir, FILE)).size).toBeGreaterThan(100);
    harm(join(store.dataDir, FILE));
    await expect(write(store)).rejects.toThrow('seatkeeper restore FILE');
    await expect(store.check()).rejects.toThrow('seatkeeper restore FILE');
  });

  it('is refused to a second process also when the lock was removed', async () => {
    const dataDir = temporaryDirectory();
    const first = startChild('hold', dataDir);
    expect(await first.line()).toBe('open');
    rmSync(join(dataDir, 'lock.sqlite'));
    rmSync(join(dataDir, 'lock.json'));
    expect(() => open(dataDir)).toThrow(`is in use by process ${first.pid} since 20`);
    await first.kill();
    open(dataDir).close();
  });

  it('is written by one alone, even where both came in', async () => {
    const first = openForTest();
    rmSync(join(first.dataDir, 'lock.sqlite'));
    const second = openForTest({ dataDir: first.dataDir });
    await expect(write(first)).rejects.toThrow('was taken by another process');
    await expect(first.check()).rejects.toThrow(fault('InUse'));
    await write(second);
  });
});

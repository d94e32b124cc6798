import { copyFileSync, cpSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { Change } from '../../src/licensing/change.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { E3, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { random } from '../licensing/random.ts';
import { startChild } from './child-process.ts';
import { openForTest, tamper } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const FILE = 'seatkeeper.sqlite';
const open = (dataDir: string) => openStore(dataDir, { clock: systemClock });
const fault = (code: string) => expect.objectContaining({ name: 'StoreFault', code });

const GIVE: Change = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: E3, disabledPlans: [] }],
  removeLicenses: [],
};

/** A store with all that decides in it: a tenant, what was asked for, a freeze, a run that is open. */
async function filledDirectory(): Promise<string> {
  const store = openForTest();
  embeddedStore(store).tenant.fill(smallTenant());
  embeddedStore(store).tenant.setLicenseRows('person-1', [
    { skuId: E3, assignedByGroup: 'hr', disabledPlans: [], state: 'Active', error: null },
  ]);
  const command = { intent: 'assign_license', slots: {}, reading: 'Assign E3 to HR', language: 'en' } as const;
  const asked = await store.changes.create({
    state: 'previewed',
    requestedBy: MEGAN,
    language: 'en',
    command,
    changes: [GIVE],
    targetGroupIds: ['hr'],
    targetUserIds: [],
    fingerprint: 'f',
    simulated: {} as never,
    createdAt: '2026-11-24T08:00:00.000Z',
  });
  const approval = { askedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2026-11-25T08:00:00.000Z', losing: 30 };
  await store.changes.advance(asked, { state: 'waiting', approval });
  await store.kv('freezes').set('tenant', { by: MEGAN, since: '2026-11-24T08:00:00.000Z' });
  store.database.transaction(() => {
    embeddedStore(store).runs.noteTemplateEdit('hr', []);
    embeddedStore(store).runs.start('hr', '2026-11-24T08:00:00.000Z');
    embeddedStore(store).runs.record('hr', { assigned: [], failed: [0] });
  });
  await store.close();
  return store.dataDir;
}

/** Everything that decides, read like a start reads it. */
async function everything(store: SqliteStore): Promise<string> {
  const tenant = embeddedStore(store).tenant.snapshot();
  return JSON.stringify([
    {
      ...tenant,
      users: [...(tenant?.users ?? [])],
      groups: [...(tenant?.groups ?? [])],
      userTexts: undefined,
      groupTexts: undefined,
    },
    await store.changes.inState('waiting'),
    await store.changes.about('hr', 10),
    await store.kv('freezes').entries(),
    embeddedStore(store).runs.open(),
    embeddedStore(store).runs.groupsWithTemplateEdits(),
  ]);
}

async function readBack(dataDir: string): Promise<string> {
  const store = open(dataDir);
  try {
    return await everything(store);
  } finally {
    await store.close();
  }
}

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

  it('is never served, whichever bit flips', async () => {
    const dataDir = await filledDirectory();
    const [path, written] = [join(dataDir, FILE), await readBack(dataDir)];
    const sound = readFileSync(path);
    const draw = random(7);
    let found = 0;
    for (let flip = 0; flip < 200; flip += 1) {
      const bytes = Buffer.from(sound);
      const at = draw.int(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw.int(8));
      writeFileSync(path, bytes);
      rmSync(`${path}-wal`, { force: true });
      rmSync(`${path}-shm`, { force: true });
      try {
        expect(await readBack(dataDir)).toBe(written);
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        found += 1;
      }
    }
    expect(found).toBeGreaterThan(20);
  });

  it.each(['sqlite_autoindex_role_members_1', 'changes_by_state'])(
    'is never served, whichever byte of %s is another one',
    async (index) => {
      const dataDir = await filledDirectory();
      const path = join(dataDir, FILE);
      const page = rootPageOf(path, index);
      const read = async () => {
        const store = open(dataDir);
        try {
          return JSON.stringify([await everything(store), embeddedStore(store).tenant.rolesOf('megan')]);
        } finally {
          await store.close();
        }
      };
      const [written, sound] = [await read(), readFileSync(path)];
      let found = 0;
      for (let at = page.start; at < page.end; at += 1) {
        if (sound[at] === 0) continue;
        const bytes = Buffer.from(sound);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(path, bytes);
        for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
        try {
          expect(await read(), `byte ${at - page.start}`).toBe(written);
        } catch (error) {
          if (!(error instanceof StoreFault)) throw error;
          found += 1;
        }
      }
      expect(found).toBeGreaterThan(5);
    },
  );
});

/** The bytes of the file in which the index begins. */
function rootPageOf(path: string, index: string): { readonly start: number; readonly end: number } {
  const database = new DatabaseSync(path, { readOnly: true });
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  const page = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(index)?.['rootpage']);
  database.close();
  return { start: (page - 1) * size, end: page * size };
}

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

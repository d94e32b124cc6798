import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { backUp, restore } from '../../src/store/sqlite/backup.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { E3, smallTenant } from '../directory/small-tenant.ts';
import { startChild } from './child-process.ts';
import { openForTest, tamper } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const TIME = '2026-11-24T08:00:00.000Z';
const aside = () => join(temporaryDirectory(), 'backup');
const entry = (details: unknown) => ({
  time: TIME,
  activity: 'a',
  actor: { displayName: 'Megan' },
  target: 'hr',
  details,
});

async function filled() {
  const store = openForTest();
  embeddedStore(store).tenant.fill(smallTenant());
  await store.audit.append([entry('before the backup')]);
  return store;
}

const templateIn = (dataDir: string) => {
  const store = openStore(dataDir, { clock: systemClock });
  const group = [...(embeddedStore(store).tenant.snapshot()?.groups ?? [])].find(({ id }) => id === 'hr');
  void store.close();
  return group?.assignedLicenses;
};

describe('a backup', () => {
  it('is one file, taken while the store is open, and says what is in it', async () => {
    const [store, file] = [await filled(), aside()];
    expect(await backUp(store.dataDir, file)).toMatchObject({ organization: 'Contoso', people: 12, auditRecords: 1 });
    expect(readdirSync(join(file, '..'))).toEqual(['backup']);
    await store.audit.append([entry('after it')]);
    expect(await store.verifyAudit()).toMatchObject({ intact: 2 });
  });

  it('is of one moment, whatever another process writes meanwhile', async () => {
    const dataDir = temporaryDirectory();
    const store = openStore(dataDir, { clock: systemClock });
    embeddedStore(store).tenant.fill(smallTenant());
    await store.close();
    const child = startChild('write', dataDir);
    while (!(await child.line())?.startsWith('committed 3'));
    for (const file of [aside(), aside(), aside()]) {
      expect((await backUp(dataDir, file)).auditRecords % 2).toBe(0);
    }
    await child.kill();
  });

  it('is none where something is damaged', async () => {
    const [store, file] = [await filled(), aside()];
    tamper(store.dataDir, "UPDATE users SET document = replace(document, 'NL', 'DE')");
    tamper(store.dataDir, "UPDATE groups SET assigned_licenses = '[]' WHERE id = 'kiosk'");
    await expect(backUp(store.dataDir, file)).rejects.toMatchObject({ code: 'Corrupt' });
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  it('is none of a directory without a store', async () => {
    await expect(backUp(temporaryDirectory(), aside())).rejects.toMatchObject({ code: 'Absent' });
  });
});

describe('restoring', () => {
  it('puts the store back as it was, keeps the one that was there, and stands in the log', async () => {
    const [store, file] = [await filled(), aside()];
    await backUp(store.dataDir, file);
    embeddedStore(store).tenant.setAssignedLicenses('hr', [{ skuId: E3, disabledPlans: [] }]);
    await store.close();
    const { before } = await restore(file, store.dataDir, TIME);
    expect(existsSync(before ?? '')).toBe(true);
    expect(templateIn(store.dataDir)).toEqual([]);
    const again = openForTest({ dataDir: store.dataDir });
    expect((await Array.fromAsync(again.audit.since(0))).map(({ activity }) => activity)).toEqual([
      'a',
      'Store restored',
    ]);
    expect((await again.verifyAudit()).broken).toBeUndefined();
  });

  it('mends a directory whose store is gone, and fills an empty one', async () => {
    const [store, file, empty] = [await filled(), aside(), temporaryDirectory()];
    await backUp(store.dataDir, file);
    await store.close();
    writeFileSync(join(store.dataDir, 'seatkeeper.sqlite'), '');
    for (const dataDir of [store.dataDir, empty]) {
      await restore(file, dataDir, TIME);
      expect(templateIn(dataDir)).toEqual([]);
    }
  });

  it('is refused while the directory is in use, and changes nothing', async () => {
    const [store, file] = [await filled(), aside()];
    await backUp(store.dataDir, file);
    await expect(restore(file, store.dataDir, TIME)).rejects.toMatchObject({ code: 'InUse' });
    expect(await store.verifyAudit()).toMatchObject({ intact: 1 });
  });

  it('is refused for what is damaged or newer, and leaves the store that is there', async () => {
    const [store, file, newer] = [await filled(), aside(), await filled()];
    await backUp(store.dataDir, file);
    await store.close();
    newer.close();
    tamper(newer.dataDir, 'PRAGMA user_version = 99');
    const bytes = readFileSync(file);
    const damaged = aside();
    writeFileSync(damaged, bytes.subarray(0, bytes.length / 2));
    const newerFile = join(newer.dataDir, 'seatkeeper.sqlite');
    await expect(restore(damaged, store.dataDir, TIME)).rejects.toMatchObject({ code: 'Corrupt' });
    await expect(restore(newerFile, store.dataDir, TIME)).rejects.toMatchObject({ code: 'NewerSchema' });
    await expect(restore(aside(), store.dataDir, TIME)).rejects.toMatchObject({ code: 'Absent' });
    expect(templateIn(store.dataDir)).toEqual([]);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { openEmbeddedDirectory } from '../../../src/directory/embedded/embedded-directory.ts';
import { embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import { openStoreOf } from '../../../src/directory/embedded/open-store.ts';
import { withTenantTables } from '../../../src/directory/embedded/tables-in-postgres.ts';
import { snapshotOf } from '../../../src/directory/snapshot/tenant-snapshot.ts';
import { openPostgresStore } from '../../../src/store/postgres/open-store.ts';
import type { SqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { virtualClock } from '../../engine/virtual-clock.ts';
import { databaseForTest, execute, isLeftOut } from '../../store/postgres/database.ts';
import { E3, smallTenant } from '../small-tenant.ts';

const MEGAN = { userId: 'megan', displayName: 'Megan Bowen' };
const GIVE = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: E3, disabledPlans: [] }],
  removeLicenses: [],
} as const;

async function openHere(databaseUrl: string): Promise<SqliteStore> {
  const store = await openStoreOf({ dataDir: 'not used', databaseUrl }, { clock: virtualClock() });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

async function opened(databaseUrl: string) {
  const store = await openHere(databaseUrl);
  const directory = await openEmbeddedDirectory(store, { clock: virtualClock(), snapshot: smallTenant });
  return { store, directory };
}

const textOf = (store: SqliteStore) => {
  const { users, groups, ...tenant } = embeddedStore(store).tenant.snapshot() ?? expect.fail('there is no tenant');
  return JSON.stringify({ ...tenant, userTexts: undefined, users: [...users], groups: [...groups] });
};

const templateOf = (store: SqliteStore) =>
  [...(embeddedStore(store).tenant.snapshot()?.groups ?? [])].find(({ id }) => id === 'hr')?.assignedLicenses;

describe.skipIf(isLeftOut)('the embedded tenant in a database', () => {
  it('is after a restart what it was before, with all that was changed', async () => {
    const url = await databaseForTest();
    const { store, directory } = await opened(url);
    expect(await directory.change([GIVE], MEGAN)).toEqual([]);
    await directory.setDirectoryRoles('megan', [], MEGAN);
    const before = textOf(store);
    expect(before).toContain(E3);
    await store.close();
    const again = await openHere(url);
    expect(textOf(again)).toBe(before);
    expect((await Array.fromAsync(again.audit.since(0))).length).toBeGreaterThan(1);
    expect(await again.verifyAudit()).not.toHaveProperty('broken');
  });

  it('does not change where the database refuses, neither its tables nor its model', async () => {
    const url = await databaseForTest();
    const { store, directory } = await opened(url);
    const [before, model] = [textOf(store), JSON.stringify([...snapshotOf(directory.tenant).groups])];
    await execute(url, 'ALTER TABLE embedded_tenant ADD CHECK (seq < 2)');
    await expect(directory.change([GIVE], MEGAN)).rejects.toThrow('storing a change');
    await expect(directory.setDirectoryRoles('megan', [], MEGAN)).rejects.toThrow('storing roles');
    expect(textOf(store)).toBe(before);
    expect(JSON.stringify([...snapshotOf(directory.tenant).groups])).toBe(model);
    expect(await Array.fromAsync(store.audit.since(0))).toEqual([]);
    await execute(url, 'ALTER TABLE embedded_tenant DROP CONSTRAINT embedded_tenant_seq_check');
    expect(await directory.change([GIVE], MEGAN)).toEqual([]);
    expect(templateOf(store)).toEqual([{ skuId: E3, disabledPlans: [] }]);
  });

  it('is put together at a start after many changes, and is the same', async () => {
    const url = await databaseForTest();
    const { store } = await opened(url);
    const { tenant, exclusively } = embeddedStore(store);
    for (const seats of [1, 2, 3]) await exclusively(() => tenant.setEnabledSeats(E3, seats));
    const before = textOf(store);
    await store.close();
    for (const changes of [4, 1]) {
      expect(await single(url)).toBe(changes);
      const again = await withTenantTables(await openPostgresStore(url, virtualClock()), 3);
      expect(textOf(again)).toBe(before);
      await again.close();
    }
    expect(await single(url)).toBe(1);
  });

  it.each([12, 40, 90])(
    'is not read where a byte of it is another one, and says how to go on: from the end %i',
    async (at) => {
      const url = await databaseForTest();
      const { store } = await opened(url);
      await store.close();
      await execute(
        url,
        `UPDATE embedded_tenant SET changes =
        set_byte(changes, length(changes) - ${at}, get_byte(changes, length(changes) - ${at}) # 1)`,
      );
      const refusal = { code: 'Corrupt', message: expect.stringMatching(/is not what was written\. Restore a backup/) };
      await expect(openHere(url)).rejects.toMatchObject(refusal);
    },
  );
});

/** As how many changes the tenant is kept. */
async function single(url: string): Promise<number> {
  const store = await openPostgresStore(url, virtualClock());
  const { length } = await store.connection.selectFrom('embedded_tenant').select('seq').execute();
  await store.close();
  return length;
}

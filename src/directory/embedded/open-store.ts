import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Clock } from '../../engine/clock.ts';
import { StoreFault } from '../../store/fault.ts';
import type { PostgresStore } from '../../store/postgres/open-store.ts';
import { openStore, openStoreReadOnly, type SqliteStore, type StoreOptions } from '../../store/sqlite/open-store.ts';
import { STORE_FILE } from '../../store/sqlite/store-files.ts';

/** Where state is kept: in the database that is named, else in the directory. */
export type Kept = Pick<Config, 'dataDir' | 'databaseUrl'>;

/** Opens the store of this process, with the embedded tenant's tables. @throws StoreFault */
export async function openStoreOf(
  { dataDir, databaseUrl }: Kept,
  options: StoreOptions & {
    readonly clock: Pick<Clock, 'now' | 'elapsedMs' | 'sleep'>;
    /** The epoch of an owner of the database who is gone, as far as it knows. */
    readonly abandoned?: number | undefined;
  },
): Promise<SqliteStore> {
  if (databaseUrl === undefined) return openStore(resolve(dataDir), options);
  const { openPostgresStore } = await import('../../store/postgres/open-store.ts');
  return withTables(await openPostgresStore(databaseUrl, options.clock, options.abandoned));
}

/** For a tool that looks, also beside a running Seatkeeper. @throws StoreFault, `Absent` where there is none yet */
export async function readStoreOf(kept: Kept, clock: Pick<Clock, 'now'>): Promise<SqliteStore> {
  if (kept.databaseUrl === undefined) return openStoreReadOnly(kept.dataDir, { clock });
  const store = await readStoreIfAny(kept, clock);
  if (store !== undefined) return store;
  throw new StoreFault('Absent', 'The database of DATABASE_URL holds no store: start Seatkeeper on it once.');
}

/** The same; undefined where there is none yet. */
export async function readStoreIfAny(kept: Kept, clock: Pick<Clock, 'now'>): Promise<SqliteStore | undefined> {
  const { dataDir, databaseUrl } = kept;
  if (databaseUrl === undefined) {
    return existsSync(join(dataDir, STORE_FILE)) ? openStoreReadOnly(dataDir, { clock }) : undefined;
  }
  const { readPostgresStore } = await import('../../store/postgres/open-store.ts');
  const store = await readPostgresStore(databaseUrl, clock);
  return store && withTables(store);
}

/** Loaded where there is a database: nobody else waits for what speaks to one. */
export async function withTables(store: PostgresStore): Promise<SqliteStore> {
  try {
    const { withTenantTables } = await import('./tables-in-postgres.ts');
    return await withTenantTables(store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

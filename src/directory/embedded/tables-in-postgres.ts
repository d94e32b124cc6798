import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { AuditEntry } from '../../store/audit.ts';
import { damaged, StoreFault } from '../../store/fault.ts';
import { damageHere } from '../../store/postgres/fault.ts';
import type { PostgresStore } from '../../store/postgres/open-store.ts';
import type { Connection } from '../../store/postgres/schema.ts';
import { type Database, openAside } from '../../store/sqlite/database.ts';
import { migrate, TENANT_SCHEMA_VERSION } from '../../store/sqlite/migrations.ts';
import type { SqliteStore } from '../../store/sqlite/open-store.ts';
import { keepSeals } from '../../store/sqlite/sealed.ts';
import { wholeTenant } from './whole-tenant.ts';

/**
 * A store in PostgreSQL with the embedded tenant's tables beside it. Only the owner of the store has them, in tables of its own
 * process; PostgreSQL keeps what changed in them, each time in the transaction that changed it, and they are made of that again
 * at the next start. @param most as many single changes are read at a start before they are put together
 */
export async function withTenantTables(store: PostgresStore, most = 500): Promise<SqliteStore> {
  const database = openAside();
  migrate(database);
  const changes = await replayed(store.connection, database);
  if (changes > most) {
    await store.inTurn(() => store.write((_, connection) => keepAnew(connection, wholeTenant(database))));
  }
  keepSeals(database);

  let entries: AuditEntry[] = [];
  /** Memory follows what is kept: the tables as well, which are undone where it is not. */
  const recorded = <T>(work: (changes: () => Uint8Array) => Promise<T>, committed?: (result: T) => void): Promise<T> =>
    store.inTurn(async () => {
      entries = [];
      const recording = database.recording();
      try {
        return await database.transactionOver(() => work(recording.changes));
      } finally {
        recording.end();
      }
    }, committed);

  return {
    ...store,
    shared: store,
    database,
    log: { append: (more) => void entries.push(...more) },
    transaction: (work, { still, committed } = {}) =>
      recorded(
        (changes) =>
          store.write(async (records, connection) => {
            const result = await work(records);
            await records.audit.append(entries);
            await keep(connection, changes());
            return result;
          }, still),
        committed,
      ),
    exclusively: (work, committed) =>
      recorded(async (changes) => {
        const result = work();
        const made = changes();
        if (made.length > 0 || entries.length > 0) {
          await store.write(async ({ audit }, connection) => {
            await audit.append(entries);
            await keep(connection, made);
          });
        }
        return result;
      }, committed),
    async close() {
      await store.close();
      database.close();
    },
  };
}

/** Makes the tables of what is kept; answers in how many changes that is. @throws StoreFault where that cannot be */
export async function replayed(connection: Connection, database: Database): Promise<number> {
  const kept = await connection.selectFrom('embedded_tenant').select(['schema', 'changes']).orderBy('seq').execute();
  for (const { schema, changes } of kept) {
    if (schema !== TENANT_SCHEMA_VERSION) throw otherSchema(schema);
    try {
      database.replay(zstdDecompressSync(changes));
    } catch (error) {
      throw damageHere(error instanceof StoreFault ? error : damaged('a recorded change', { cause: error }));
    }
  }
  return kept.length;
}

function otherSchema(schema: number): StoreFault {
  return new StoreFault(
    'NewerSchema',
    `The tenant in the database was written by another Seatkeeper (schema ${schema}, this one knows ${TENANT_SCHEMA_VERSION}).` +
      ' Start that one, or name another database in DATABASE_URL.',
  );
}

/** Each row carries a checksum of what is in it. */
const SUMMED = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

async function keep(connection: Connection, changes: Uint8Array): Promise<void> {
  if (changes.length === 0) return;
  const row = { schema: TENANT_SCHEMA_VERSION, changes: zstdCompressSync(changes, SUMMED) };
  await connection.insertInto('embedded_tenant').values(row).execute();
}

/** In the place of whatever is kept. */
export async function keepAnew(connection: Connection, changes: Uint8Array): Promise<void> {
  await connection.deleteFrom('embedded_tenant').execute();
  await keep(connection, changes);
}

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../engine/clock.ts';
import { auditedChanges } from '../audit-changes.ts';
import { RESTORE, StoreFault } from '../fault.ts';
import { type AuditLog, auditLog } from './audit.ts';
import { type Changes, changes } from './changes.ts';
import { checkSqliteVersion, type Database, openForReading, openForWriting } from './database.ts';
import { type Hold, takeHold } from './hold.ts';
import { type KeyValue, keyValue } from './key-value.ts';
import { deleteExpired } from './kv-adapter.ts';
import { type Lock, takeLock } from './lock.ts';
import { migrate, type OnMigrating, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { type Outbox, outbox } from './outbox.ts';
import { checkChanges, checkTables, keepSeals, SEALED_TABLES } from './sealed.ts';
import { makeDirectory, STORE_FILE } from './store-files.ts';
import { type Values, values } from './values.ts';
import { type AuditVerdict, chainSlices, verifyChain } from './verify-audit.ts';

/** What must not be lost. Every method throws a `StoreFault` when the disk does not do its part. */
export interface Store {
  readonly changes: Changes;
  readonly audit: AuditLog;
  readonly outbox: Outbox;
  /** A namespace of what may be last-writer-wins. */
  kv<Value>(namespace: string): KeyValue<Value>;
  /** A namespace of what is written in one transaction with something else. */
  values<Value>(namespace: string): Values<Value>;
  /** All of `work`, which must not await, or nothing of it. */
  transaction<T>(work: () => T): T;
  /** Whether it still answers: throws when not. */
  check(): void;
  /** The whole audit chain, from its start; with `published`, also that the record of this hash is still in it. */
  verifyAudit(published?: string): AuditVerdict;
  /** The same a slice at a time: whoever reads on lets others go first between them. */
  verifyAuditInSlices(): Generator<undefined, AuditVerdict>;
  close(): void;
}

/** A store in one SQLite file of this machine, in which the embedded tenant keeps its tables as well. */
export interface SqliteStore extends Store {
  readonly database: Database;
}

export interface StoreOptions {
  /** For lifetimes of entries, and to say since when the store is held. */
  readonly clock: Pick<Clock, 'now'>;
  /** Hears how far it is, while a store of an earlier version is brought up to date. */
  readonly onMigrating?: OnMigrating;
}

/**
 * Opens the store of this process in `dataDir`, makes it where there was never one, and keeps every other process out.
 * @throws StoreFault when it is gone, is another one, or holds what was not written
 */
export function openStore(dataDir: string, options: StoreOptions): SqliteStore {
  const { clock } = options;
  checkSqliteVersion(process.versions['sqlite']);
  makeDirectory(dataDir);
  const since = clock.now().toISOString();
  const lock = takeLock(dataDir, since);
  try {
    const path = join(dataDir, STORE_FILE);
    refuseMissing(dataDir, lock);
    const database = openForWriting(path);
    try {
      return openStoreOn(database, {
        ...options,
        hold() {
          const hold = takeHold(database, since);
          if (![undefined, 'unknown', hold.storeId].includes(lock.storeId)) throw foreign(dataDir);
          lock.belongs(hold.storeId);
          return { lock, hold };
        },
      });
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens the store on a connection of this process, brings it up to date and checks it.
 * @param options.hold takes it for this process
 */
export function openStoreOn(
  database: Database,
  { clock, onMigrating, hold }: StoreOptions & { readonly hold?: () => Held },
): SqliteStore {
  migrate(database, onMigrating);
  const held = hold?.();
  keepSeals(database);
  checkChanges(database);
  checkTables(database, SMALL_TABLES);
  deleteExpired(database, clock.now().getTime());
  return storeOn(database, clock, held);
}

/** Those that are not read whole when the tenant is. */
const SMALL_TABLES = SEALED_TABLES.filter(
  (table) => !['users', 'license_texts', 'license_rows', 'groups', 'members'].includes(table),
);

/** A store that was here and is not is no new one. */
function refuseMissing(dataDir: string, { storeId }: Lock): void {
  if (storeId === undefined) return;
  const size = statSync(join(dataDir, STORE_FILE), { throwIfNoEntry: false })?.size;
  if (size !== undefined && size > 0) return;
  throw new StoreFault(
    'Absent',
    `${dataDir} held a store, and ${STORE_FILE} is ${size === undefined ? 'gone' : 'empty'}. ${RESTORE} Or choose another DATA_DIR.`,
  );
}

function foreign(dataDir: string): StoreFault {
  return new StoreFault(
    'Replaced',
    `${join(dataDir, STORE_FILE)} is not the store that belongs to ${dataDir}: it was made elsewhere. ${RESTORE}`,
  );
}

/** For a tool that looks, also beside a running process: takes no lock, writes nothing. */
export function openStoreReadOnly(dataDir: string, { clock }: StoreOptions): SqliteStore {
  checkSqliteVersion(process.versions['sqlite']);
  const path = join(dataDir, STORE_FILE);
  if (!existsSync(path)) {
    throw new StoreFault('Absent', `${dataDir} holds no store: start Seatkeeper on it once, or name another DATA_DIR.`);
  }
  const database = openForReading(path);
  try {
    if (schemaVersion(database) < SCHEMA_VERSION) {
      throw new StoreFault('Absent', `${path} was written by an older Seatkeeper: start this one on it once.`);
    }
    return storeOn(database, clock);
  } catch (error) {
    database.close();
    throw error;
  }
}

interface Held {
  readonly lock: Lock;
  readonly hold: Hold;
}

function storeOn(database: Database, clock: Pick<Clock, 'now'>, held?: Held): SqliteStore {
  const now = () => clock.now().getTime();
  const audit = auditLog(database);
  return {
    database,
    changes: auditedChanges(changes(database), {
      audit,
      transaction: (work) => database.transaction(work),
      now: () => clock.now().toISOString(),
    }),
    audit,
    outbox: outbox(database),
    kv: (namespace) => keyValue(database, namespace, now),
    values: (namespace) => values(database, namespace),
    transaction: (work) => database.transaction(work),
    check() {
      schemaVersion(database);
      held?.hold.check();
      // A disk that took nothing last is asked again: perhaps nobody else does.
      if (database.refusedBy !== undefined) database.run('UPDATE store SET one = 1');
    },
    verifyAudit: (published) => verifyChain(database, published),
    verifyAuditInSlices: () => chainSlices(database),
    close() {
      database.close();
      held?.lock.release();
    },
  };
}

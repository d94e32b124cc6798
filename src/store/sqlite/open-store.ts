import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../engine/clock.ts';
import { RESTORE, StoreFault } from '../fault.ts';
import { keyValue } from '../key-value.ts';
import type { Silence } from '../postgres/silence.ts';
import type { Store } from '../store.ts';
import { turns } from '../turns.ts';
import type { SqliteAudit } from './audit.ts';
import { checkSqliteVersion, type Database, openForReading, openForWriting } from './database.ts';
import { checkForStart, historySlices } from './history.ts';
import { type Hold, takeHold } from './hold.ts';
import { deleteExpired, kvAdapter } from './kv-adapter.ts';
import { type Lock, takeLock } from './lock.ts';
import { migrate, type OnMigrating, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { recordsIn, tablesOf, transactionOf } from './records.ts';
import { keepSeals } from './sealed.ts';
import { makeDirectory, STORE_FILE } from './store-files.ts';
import { chainSlices, verifyChain } from './verify-audit.ts';

/** What a store has that other processes may take: who waits for it is a replica. */
export interface Shared {
  /** Aborted when another process has taken the store. */
  readonly lost: AbortSignal;
  /** Tells replicas where the owner answers HTTP; undefined: nowhere any more. */
  servesAt(address: string | undefined): Promise<void>;
  readonly silence: Silence;
}

/** A store with tables of SQLite beside it, those of the embedded tenant, which its transactions change as well. */
export interface SqliteStore extends Store {
  /** For whoever has it to themselves: in `exclusively`, within a transaction, or where nobody else uses the store. */
  readonly database: Database;
  /** What is added to the audit log by whoever has the tables to themselves, in the same transaction. */
  readonly log: Pick<SqliteAudit, 'append'>;
  /**
   * Checks, a slice at a time, every row that was not read when it was opened; undefined: there is none. From when it throws
   * nothing more is written. @throws StoreFault `Corrupt`
   */
  readonly checkHistory?: () => Generator<undefined>;
  /** Undefined: no other process can take it. */
  readonly shared?: Shared;
  /** Work that does not await, when nobody is within a transaction. @param committed as that of a `Moment` */
  exclusively<T>(work: () => T, committed?: (result: T) => void): Promise<T>;
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
  checkForStart(database);
  deleteExpired(database, clock.now().getTime());
  return storeOn(database, clock, held);
}

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
  const tables = tablesOf(database, () => clock.now().toISOString());
  const { take, hold } = turns();
  const transaction: Store['transaction'] = (work, moment) => hold(() => transactionOf(database, tables, work, moment));
  return {
    database,
    ...recordsIn(tables, take, transaction),
    transaction,
    log: tables.audit,
    exclusively: (work, committed) =>
      take(() => {
        const result = work();
        committed?.(result);
        return result;
      }),
    kv: (namespace) => keyValue(kvAdapter({ database, take }, namespace, () => clock.now().getTime())),
    check: () =>
      take(() => {
        schemaVersion(database);
        held?.hold.check();
        database.mayWrite();
        // A disk that took nothing last is asked again: perhaps nobody else does.
        if (database.refusedBy !== undefined) database.run('UPDATE store SET one = 1');
      }),
    *checkHistory() {
      try {
        yield* historySlices(database.path);
      } catch (error) {
        if (error instanceof StoreFault && error.code === 'Corrupt') database.refuse(error);
        throw error;
      }
    },
    verifyAudit: (published) => take(() => verifyChain(database, published)),
    async *verifyAuditInSlices() {
      const slices = chainSlices(database);
      for (;;) {
        const slice = await take(() => slices.next());
        if (slice.done) return slice.value;
        yield;
      }
    },
    close: () =>
      take(() => {
        database.close();
        held?.lock.release();
      }),
  };
}

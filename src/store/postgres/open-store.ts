import type { Clock } from '../../engine/clock.ts';
import { chainWalk } from '../audit-rows.ts';
import { StoreFault } from '../fault.ts';
import { keyValue } from '../key-value.ts';
import type { AuditVerdict, Moment, Records, Store } from '../store.ts';
import { turns } from '../turns.ts';
import { auditHead, rowsBehind } from './audit.ts';
import { type Claim, noClaim, takeClaim } from './claim.ts';
import { commits } from './commits.ts';
import { connect, type Database, transactionOn } from './database.ts';
import { kvAdapter } from './key-values.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { recordsAlone, recordsWithin, tablesOf } from './records.ts';
import type { Connection } from './schema.ts';
import type { Silence } from './silence.ts';

/** A store in a PostgreSQL database. */
export interface PostgresStore extends Store {
  /** Aborted when another process has taken the store. */
  readonly lost: AbortSignal;
  /** Tells replicas where the owner answers HTTP; undefined: nowhere any more. */
  servesAt(address: string | undefined): Promise<void>;
  readonly silence: Silence;
  /** For reading tables that are not of the store. */
  readonly connection: Connection;
  /** `work` when nobody is within a transaction, and nobody begins one before its end and what `committed` does. */
  inTurn<T>(work: () => Promise<T>, committed?: (result: T) => void): Promise<T>;
  /** A transaction of whoever has the turn, with the connection for tables that are not of the store. */
  write<T>(work: (records: Records, connection: Connection) => Promise<T>, still?: Moment['still']): Promise<T>;
}

/** Audit records looked at before others have their turn. */
const SLICE = 2_000;

type StoreClock = Pick<Clock, 'now' | 'elapsedMs' | 'sleep'>;

/**
 * Opens the store in the database at `url` for this process, and makes or brings up to date its tables.
 * @param abandoned the epoch of an owner who is gone, as far as the database knows
 * @throws StoreFault when it cannot be reached, is another process's, or was written by a newer program
 */
export async function openPostgresStore(url: string, clock: StoreClock, abandoned?: number): Promise<PostgresStore> {
  const database = connect(url);
  try {
    await database.one((connection) => migrate(connection, database.where));
    return await openPostgresStoreIn(database, clock, abandoned);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The same of a database whose tables are up to date, which the store closes with itself. */
export async function openPostgresStoreIn(
  database: Database,
  clock: StoreClock,
  abandoned?: number,
): Promise<PostgresStore> {
  return storeOn(database, await takeClaim(database, clock, abandoned), clock);
}

/** For a tool that looks, also beside the store's owner: writes nothing. Undefined where there is no store yet. */
export async function readPostgresStore(url: string, clock: Pick<Clock, 'now'>): Promise<PostgresStore | undefined> {
  const database = connect(url);
  const { any, where } = database;
  try {
    const version = await schemaVersion(any, where);
    if (version === SCHEMA_VERSION)
      return storeOn(database, noClaim(where), { ...clock, elapsedMs: () => 0, sleep: async () => undefined });
    await database.close();
    if (version === 0) return undefined;
    throw new StoreFault(
      'Absent',
      `The database at ${where} was written by an older Seatkeeper: start this one on it once.`,
    );
  } catch (error) {
    await database.close();
    throw error;
  }
}

function storeOn(database: Database, claim: Claim, clock: StoreClock): PostgresStore {
  const { any } = database;
  const { hold, beside: besideWriters } = turns();
  const closing = new AbortController();
  const kept = claim.keep(closing.signal);
  const now = () => clock.now().toISOString();

  const { patiently, committed, atOnce } = commits({ database, claim, clock, closing: closing.signal });
  const beside = <T>(read: () => Promise<T>) => besideWriters(() => patiently(read));

  async function written<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
    const done: { result?: T } = {};
    const commit = (write: string) =>
      transactionOn(connection, async () => {
        await claim.mark(connection, write);
        done.result = await work();
      });
    await committed(commit);
    return done.result as T;
  }

  const write: PostgresStore['write'] = (work, still) => {
    let hasBegun = false;
    const attempt = async (connection: Connection) => {
      const { records, end } = recordsWithin(connection, now);
      try {
        return await written(connection, async () => {
          hasBegun = true;
          const result = await work(records, connection);
          still?.();
          return result;
        });
      } finally {
        end();
      }
    };
    return patiently(
      () => database.one(attempt),
      () => hasBegun,
    );
  };

  const transaction: Store['transaction'] = (work, { still, committed } = {}) =>
    hold(() => write(work, still), committed);

  const alone = <T>(work: (connection: Connection) => Promise<T>) =>
    hold(() => write((_, connection) => work(connection)));
  return {
    ...recordsAlone(tablesOf(any, now), { beside, transaction }),
    transaction,
    inTurn: hold,
    write,
    connection: any,
    lost: claim.lost,
    servesAt: claim.servesAt,
    silence: claim.silence,
    kv: (namespace) =>
      keyValue(
        kvAdapter(any, namespace, {
          now: () => clock.now().getTime(),
          beside,
          alone,
          atOnce: (statement) => hold(() => atOnce(statement)),
        }),
      ),
    check: () => claim.check(any),
    async verifyAudit(published) {
      const slices = verified(any, published);
      let step = await slices.next();
      while (!step.done) step = await slices.next();
      return step.value;
    },
    verifyAuditInSlices: () => verified(any),
    async close() {
      closing.abort();
      await kept;
      await hold(() => claim.release()).catch(() => undefined);
      await database.close();
    },
  };
}

/** What is written meanwhile is seen with the slice it falls into. */
async function* verified(connection: Connection, published?: string): AsyncGenerator<undefined, AuditVerdict> {
  const walk = chainWalk(published);
  for (;;) {
    const written = await auditHead(connection);
    const rows = await rowsBehind(connection, walk.head.seq, SLICE);
    const isEnd = () => rows.length < SLICE && walk.head.seq <= written.seq;
    const verdict = walk.take(rows) ?? (isEnd() ? walk.end(written) : undefined);
    if (verdict !== undefined) return verdict;
    yield;
  }
}

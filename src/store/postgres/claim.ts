import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Clock } from '../../engine/clock.ts';
import { StoreFault } from '../fault.ts';
import type { Database } from './database.ts';
import type { Connection } from './schema.ts';

/** Whoever does not renew it in this time has lost it. */
const HELD_MS = 8_000;
const RENEWED_EVERY_MS = 1_500;

/**
 * A process's claim on the store. One at a time has it; each that takes it gets a higher epoch, and what an earlier one would
 * still write is refused. Time is the database's, so that no process's clock matters.
 */
export interface Claim {
  /** Every transaction that writes begins with it: nobody else writes beside it. @param write names the transaction */
  mark(connection: Connection, write: string): Promise<void>;
  /** Whether the transaction of that name was committed, once nobody is in the middle of it. */
  wasCommitted(connection: Connection, write: string): Promise<boolean>;
  /** @throws StoreFault when the store does not answer, or is not this process's any more */
  check(connection: Connection): Promise<void>;
  /** Keeps it until the signal, or until somebody else has taken it, which `onLost` hears. */
  keep(signal: AbortSignal, onLost: () => void): Promise<void>;
  /** Tells replicas where this process answers HTTP. */
  servesAt(address: string): Promise<void>;
  /** From now on anybody may take it. */
  release(): Promise<void>;
}

/** @throws StoreFault `InUse` when somebody else has it */
export async function takeClaim(database: Database, clock: Pick<Clock, 'sleep'>): Promise<Claim> {
  const { any, where } = database;
  const owner = `process ${process.pid} on ${hostname()}`;
  const until = sql<Date>`clock_timestamp() + ${HELD_MS} * interval '1 millisecond'`;
  const taken = await any
    .updateTable('store')
    .set((is) => ({ epoch: is('epoch', '+', 1), owner, address: '', held_until: until }))
    .where('held_until', '<', sql<Date>`clock_timestamp()`)
    .returning('epoch')
    .executeTakeFirst();
  if (taken === undefined) {
    const { owner: other } = await any.selectFrom('store').select('owner').executeTakeFirstOrThrow();
    throw new StoreFault(
      'InUse',
      `The database at ${where} is in use by ${other}. Stop it, or name another database in DATABASE_URL.`,
    );
  }
  const { epoch } = taken;

  const renew = (connection: Connection) =>
    connection.updateTable('store').set({ held_until: until }).where('epoch', '=', epoch);
  const lost = () =>
    new StoreFault('InUse', `The database at ${where} was taken by another process, so that nothing is changed here.`);

  return {
    async mark(connection, write) {
      const { numUpdatedRows } = await renew(connection).set({ last_write: write }).executeTakeFirst();
      if (numUpdatedRows === 0n) throw lost();
    },
    async wasCommitted(connection, write) {
      // Who is still in the middle of it holds the row.
      const query = connection.selectFrom('store').select(['epoch', 'last_write']).forUpdate();
      const found = await query.executeTakeFirstOrThrow();
      if (found.epoch !== epoch) throw lost();
      return found.last_write === write;
    },
    async check(connection) {
      const { numUpdatedRows } = await renew(connection).executeTakeFirst();
      if (numUpdatedRows === 0n) throw lost();
    },
    async keep(signal, onLost) {
      for (;;) {
        await clock.sleep(RENEWED_EVERY_MS, signal);
        if (signal.aborted) return;
        // Where it cannot be renewed now it is tried again, or a transaction says so.
        const renewed = await renew(any)
          .executeTakeFirst()
          .catch(() => undefined);
        if (renewed?.numUpdatedRows === 0n) return onLost();
      }
    },
    async servesAt(address) {
      await renew(any).set({ address }).execute();
    },
    async release() {
      await any.updateTable('store').set({ held_until: sql<Date>`'-infinity'` }).where('epoch', '=', epoch).execute();
    },
  };
}

/** Who has the store, for a replica beside them. */
export interface Owner {
  readonly name: string;
  /** Undefined while they do not serve. */
  readonly address: string | undefined;
}

/** Undefined while nobody has it. */
export async function ownerIn(connection: Connection): Promise<Owner | undefined> {
  const row = await connection
    .selectFrom('store')
    .select(['owner', 'address'])
    .where('held_until', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return row && { name: row.owner, address: row.address || undefined };
}

/** Of whoever only looks: nothing is written. */
export function noClaim(where: string): Claim {
  const refused = async () => {
    throw new StoreFault('NotWritable', `The database at ${where} was opened to be read.`);
  };
  return {
    mark: refused,
    wasCommitted: refused,
    check: async (connection) => void (await connection.selectFrom('store').select('epoch').executeTakeFirstOrThrow()),
    keep: async () => undefined,
    servesAt: refused,
    release: async () => undefined,
  };
}

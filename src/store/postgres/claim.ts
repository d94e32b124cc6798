import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type QueryCreator, type SqlBool, sql } from 'kysely';
import type { Clock } from '../../engine/clock.ts';
import { StoreFault } from '../fault.ts';
import type { Database } from './database.ts';
import type { Connection, Schema } from './schema.ts';
import { type Ear, type Silence, silence } from './silence.ts';

/** Whoever does not renew it in this time has lost it. */
const HELD_MS = 8_000;
const RENEWED_EVERY_MS = 1_500;
/** Whoever renews it and lost the connection has another one in this time, where the database gives any. */
const RENEWED_AGAIN_MS = 250;

/**
 * A process's claim on the store. One at a time has it; each that takes it gets a higher epoch, and what an earlier one would
 * still write is refused. Time is the database's, so that no process's clock matters. The row names the last transaction as well: a database that
 * has lost what was committed, one that took another's place say, is not the one that the owner's memory follows, and the claim is lost.
 */
export interface Claim {
  /** Aborted when it was seen that somebody else has taken it, or that the database was set back. */
  readonly lost: AbortSignal;
  readonly silence: Silence;
  /** The name of the next transaction that writes. One comes after the other. */
  next(): string;
  /** Every transaction that writes begins with it: nobody else writes beside it. */
  mark(connection: Connection, write: string): Promise<void>;
  /** The same as a part of a statement, which writes only where it comes to a row. */
  marking(write: string): (db: QueryCreator<Schema>) => ReturnType<typeof markOf>;
  /** A statement so marked wrote nothing. @throws StoreFault why */
  unmarked(connection: Connection): Promise<never>;
  /** It is known that this transaction was committed. */
  committed(write: string): void;
  /** Whether the transaction of that name was committed, once nobody is in the middle of it. */
  wasCommitted(connection: Connection, write: string): Promise<boolean>;
  /** @throws StoreFault when the store does not answer, or is not this process's any more */
  check(connection: Connection): Promise<void>;
  /**
   * Keeps it until the signal, or until it is lost, on a connection that does nothing else: the database closes that when the process dies,
   * and so others see it sooner than the claim runs out.
   */
  keep(signal: AbortSignal): Promise<void>;
  /** Tells replicas where this process answers HTTP; nowhere: undefined. */
  servesAt(address: string | undefined): Promise<void>;
  /** From now on anybody may take it. */
  release(): Promise<void>;
}

/**
 * @param abandoned the epoch of an owner whose connection the database has not had for a while: it need not run out
 * @throws StoreFault `InUse` when somebody else has it
 */
export async function takeClaim(
  database: Database,
  clock: Pick<Clock, 'elapsedMs' | 'sleep'>,
  abandoned = -1,
): Promise<Claim> {
  const { any, where } = database;
  const id = randomUUID();
  const nameOf = (write: number) => `${id} ${write}`;
  const owner = `process ${process.pid} on ${hostname()}`;
  const until = sql<Date>`clock_timestamp() + ${HELD_MS} * interval '1 millisecond'`;
  const taken = await any
    .updateTable('store')
    .set((is) => ({
      epoch: is('epoch', '+', 1),
      owner,
      address: '',
      session: 0,
      held_until: until,
      last_write: nameOf(0),
    }))
    .where((is) => is.or([hasRunOut, is.and([is('epoch', '=', abandoned), sql<SqlBool>`NOT (${isConnected})`])]))
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
  const gone = new AbortController();
  let writes = 0;
  const ear = silence(clock, HELD_MS);

  const unmarked = async (connection: Connection): Promise<never> => {
    await renewed(renew(connection));
    throw setBack();
  };
  const renew = (connection: Connection) =>
    connection.updateTable('store').set({ held_until: until }).where('epoch', '=', epoch);
  const ends = (fault: StoreFault) => {
    gone.abort(fault);
    return fault;
  };
  const lost = () => ends(takenFrom(where));
  const setBack = () => ends(lostByDatabase(where));
  const renewed = async (query: ReturnType<typeof renew>) => {
    const known = writes;
    const row = await query.returning('last_write').executeTakeFirst();
    ear.heard();
    if (row === undefined) throw lost();
    const [by, write] = row.last_write.split(' ');
    if (by !== id || Number(write) < known) throw setBack();
  };

  return {
    lost: gone.signal,
    silence: ear,
    next: () => nameOf(writes + 1),
    async mark(connection, write) {
      const marked = await markOf(connection, { epoch, until, after: nameOf(writes), write }).executeTakeFirst();
      ear.heard();
      // Why not, the same row says.
      if (marked === undefined) await unmarked(connection);
    },
    marking: (write) => (db) => markOf(db, { epoch, until, after: nameOf(writes), write }),
    unmarked,
    committed(write) {
      writes = Number(write.split(' ')[1]);
    },
    async wasCommitted(connection, write) {
      // Who is still in the middle of it holds the row.
      const query = connection.selectFrom('store').select(['epoch', 'last_write']).forUpdate();
      const found = await query.executeTakeFirstOrThrow();
      if (found.epoch !== epoch) throw lost();
      if (found.last_write !== write && found.last_write !== nameOf(writes)) throw setBack();
      return found.last_write === write;
    },
    check: (connection) => renewed(renew(connection)),
    async keep(signal) {
      const renewal = (connection: Connection) =>
        renewed(renew(connection).set({ session: sql<number>`pg_backend_pid()` }));
      await kept(database, renewal, { clock, ear, signal, lost: gone.signal });
    },
    servesAt: async (address = '') => void (await renew(any).set({ address }).execute()),
    async release() {
      await any.updateTable('store').set({ held_until: sql<Date>`'-infinity'` }).where('epoch', '=', epoch).execute();
    },
  };
}

interface Keeping {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly ear: Ear;
  readonly signal: AbortSignal;
  readonly lost: AbortSignal;
}

/** Renews it on one connection for as long as there is that one. Where it cannot be renewed now it is tried again, or a transaction says so. */
async function kept(
  database: Database,
  renewal: (connection: Connection) => Promise<void>,
  { clock, ear, signal, lost }: Keeping,
): Promise<void> {
  const onOne = async (connection: Connection) => {
    for (; !signal.aborted; await clock.sleep(RENEWED_EVERY_MS, signal)) await renewal(connection);
  };
  const renewing = async () => {
    while (!signal.aborted && !lost.aborted) {
      await database.lasting(onOne).catch((error) => {
        ear.failed(error);
        return clock.sleep(RENEWED_AGAIN_MS, signal);
      });
    }
  };
  await Promise.all([ear.listen(AbortSignal.any([signal, lost])), renewing()]);
}

interface Mark {
  readonly epoch: number;
  readonly until: ReturnType<typeof sql<Date>>;
  /** The write before it. */
  readonly after: string;
  readonly write: string;
}

function markOf(db: QueryCreator<Schema>, { epoch, until, after, write }: Mark) {
  return db
    .updateTable('store')
    .set({ held_until: until, last_write: write })
    .where('epoch', '=', epoch)
    .where('last_write', '=', after)
    .returning('epoch');
}

function takenFrom(where: string): StoreFault {
  return new StoreFault(
    'InUse',
    `The database at ${where} was taken by another process, so that nothing is changed here.`,
  );
}

function lostByDatabase(where: string): StoreFault {
  const what = `The database at ${where} has lost what was written last: it was set back, or another took its place.`;
  return new StoreFault('Replaced', `${what} Stopping; started again, this one reads what there is.`);
}

export const hasRunOut = sql<SqlBool>`held_until < clock_timestamp()`;
/** Whether the connection that keeps the claim is there; of an owner who does not say which, nobody knows. */
export const isConnected = sql<SqlBool>`session = 0 OR EXISTS (SELECT FROM pg_stat_activity WHERE pid = session)`;

/** Who has the store, for a replica beside them. */
export interface Owner {
  readonly name: string;
  readonly epoch: number;
  /** Undefined while they do not serve. */
  readonly address: string | undefined;
  /** False: the database has lost the connection that keeps the claim, by a network that failed or because they died. */
  readonly isConnected: boolean;
}

/** Undefined while nobody has it. */
export async function ownerIn(connection: Connection): Promise<Owner | undefined> {
  const row = await connection
    .selectFrom('store')
    .select(['owner', 'epoch', 'address', isConnected.as('connected')])
    .where(({ not }) => not(hasRunOut))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { name: row.owner, epoch: row.epoch, address: row.address || undefined, isConnected: Boolean(row.connected) };
}

/** Of whoever only looks: nothing is written. */
export function noClaim(where: string): Claim {
  const refused = async () => {
    throw new StoreFault('NotWritable', `The database at ${where} was opened to be read.`);
  };
  return {
    lost: new AbortController().signal,
    silence: { lasts: () => false, onLasting: () => undefined },
    next: () => '',
    mark: refused,
    marking: () => {
      throw new Error('Nothing is written without a claim.');
    },
    unmarked: refused,
    committed: () => undefined,
    wasCommitted: refused,
    check: async (connection) => void (await connection.selectFrom('store').select('epoch').executeTakeFirstOrThrow()),
    keep: async () => undefined,
    servesAt: refused,
    release: async () => undefined,
  };
}

import { CompiledQuery, Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { StoreFault } from '../fault.ts';
import { isAnswer, postgresFault } from './fault.ts';
import type { Connection, Schema } from './schema.ts';

/** Whoever does not get a connection in this time hears that there is none. */
const CONNECT_TIMEOUT_MS = 5_000;
/** A statement that is not answered in this time is not waited for: the network may be cut without anybody saying so. */
const ANSWER_TIMEOUT_MS = 30_000;
/**
 * A transaction that nobody goes on with, as its process sleeps or is cut off, is undone by the database: it holds the row by which the
 * store is taken, and would hold it for hours.
 */
const ABANDONED_AFTER_MS = 8_000;
/** One keeps the claim, one writes, the others read beside it. */
const CONNECTIONS = 7;

/** A database on the network. Errors of its connections are `StoreFault`s. */
export interface Database {
  /** `host:port/name`, for messages. */
  readonly where: string;
  /** Each statement by itself. */
  readonly any: Connection;
  /** One connection for all of `work`. */
  one<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** A connection that lasts, and that the database loses with this process. Others may ask by the same one. */
  lasting<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Nothing is asked of it yet. @param url `postgres://…` @param connections at most so many */
export function connect(url: string, connections = CONNECTIONS): Database {
  const where = placeOf(url);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    idle_in_transaction_session_timeout: ABANDONED_AFTER_MS,
    keepAlive: true,
    application_name: 'seatkeeper',
    types: { getTypeParser: (type, format) => PARSERS.get(type) ?? types.getTypeParser(type, format) },
  });
  // A connection that ends while nobody asks anything is none that anybody misses.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const connected = async () => {
    try {
      return named(await pool.connect(), where);
    } catch (error) {
      throw postgresFault(error, where);
    }
  };
  const dialect = new PostgresDialect({ pool: { connect: connected, end: () => pool.end(), options: pool.options } });
  const any = new Kysely<Schema>({ dialect });
  const one: Database['one'] = (work) => any.connection().execute(work);
  return { where, any, one, lasting: one, close: () => any.destroy() };
}

/** The same database for one tenant of many: every table of a statement is one of that schema. Closing it closes nothing of the others. */
export function databaseWithin({ where, any, one, lasting }: Database, schema: string): Database {
  const within =
    (run: Database['one']): Database['one'] =>
    (work) =>
      run((connection) => work(connection.withSchema(schema)));
  return {
    where,
    any: any.withSchema(schema),
    one: within(one),
    lasting: within(lasting),
    close: async () => undefined,
  };
}

/** Numbers of 64 bits: what counts rows stays far below what a number holds exactly. */
const PARSERS = new Map<number, (text: string) => unknown>([[types.builtins.INT8, Number]]);

/** A connection whose errors are named, and that nobody gets again once it did not answer. */
function named(client: PoolClient, where: string): PostgresPoolClient {
  let isLost = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      isLost ||= !isAnswer(error);
      throw postgresFault(error, where);
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || isLost),
  };
}

/**
 * All of `work` durably, or nothing of it. Resolves with whether the commit was answered: where its answer was lost nobody
 * knows, and this rejects with an `UnknownOutcome`.
 */
export async function transactionOn<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const run = (statement: string) => connection.executeQuery<{ command?: string }>(CompiledQuery.raw(statement));
  await run('BEGIN');
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  const [answer] = (await run('COMMIT').catch(unknownUnlessAnswered)).rows;
  // A statement that failed, and whose error was caught, has undone the whole of it.
  if (answer?.command !== 'COMMIT') throw new Error('A statement of the transaction failed, so that it was undone.');
  return result;
}

/** Within a transaction: a part that is undone alone when it rejects. */
export async function partOn<T>(connection: Connection, name: string, work: () => Promise<T>): Promise<T> {
  const run = async (statement: string) => void (await connection.executeQuery(CompiledQuery.raw(statement)));
  await run(`SAVEPOINT ${name}`);
  try {
    const result = await work();
    await run(`RELEASE SAVEPOINT ${name}`);
    return result;
  } catch (error) {
    await run(`ROLLBACK TO SAVEPOINT ${name}`);
    throw error;
  }
}

/** A transaction was to be committed, and its answer was lost. */
export class UnknownOutcome extends Error {}

/** What a statement that commits failed with, where the database did not say so itself. */
export function unknownUnlessAnswered(error: unknown): never {
  if (isAnswer(error instanceof StoreFault ? error.cause : error)) throw error;
  throw new UnknownOutcome('the answer to a commit was lost', { cause: error });
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

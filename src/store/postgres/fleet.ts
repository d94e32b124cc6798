import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../../engine/clock.ts';
import { StoreFault } from '../fault.ts';
import { hasRunOut, isConnected, type Owner } from './claim.ts';
import { connect, type Database, databaseWithin, transactionOn } from './database.ts';
import { type History, LOCK, migrate } from './migrations.ts';
import { openPostgresStoreIn, type PostgresStore } from './open-store.ts';
import type { Connection } from './schema.ts';
import { sharedLine } from './shared-line.ts';

/**
 * Many tenants in one database. Each has a schema with tables of its own, and its claim is a row beside all others: in its schema `store` is
 * a view of that row. So one statement cannot reach two tenants, and one look finds whose tenant nobody has.
 */
export interface Fleet {
  readonly database: Database;
  /** Tenants that were not let rest, with who has each; undefined: nobody. */
  awake(): Promise<ReadonlyMap<string, Owner | undefined>>;
  /** Who has it, resting or not. */
  ownerOf(tenant: string): Promise<Owner | undefined>;
  /**
   * Makes or brings up to date its tables, and takes its claim.
   * @param abandoned the epoch of an owner who is gone, as far as the database knows
   * @throws StoreFault `InUse` when somebody else has it
   */
  open(tenant: string, abandoned?: number): Promise<PostgresStore>;
  /** Nothing is to be done for it before somebody speaks to it. */
  rest(tenant: string): Promise<void>;
  close(): Promise<void>;
}

/** One keeps the claims, the others write and read, whichever tenant asks. */
const CONNECTIONS = 16;

/** Beside the tenants' own tables, which have their own history. One that changes `store` there changes `tenants` here. */
const HISTORY: History = {
  versionIn: 'fleet_version',
  steps: [
    [
      'CREATE TABLE fleet_version (version integer NOT NULL)',
      `CREATE TABLE tenants (
        tenant text PRIMARY KEY, schema text UNIQUE NOT NULL, is_awake boolean NOT NULL DEFAULT false,
        one integer NOT NULL DEFAULT 1 CHECK (one = 1), id text NOT NULL DEFAULT gen_random_uuid(), epoch integer NOT NULL DEFAULT 0,
        owner text NOT NULL DEFAULT '', held_until timestamptz NOT NULL DEFAULT '-infinity', last_write text NOT NULL DEFAULT '',
        address text NOT NULL DEFAULT '', session integer NOT NULL DEFAULT 0
      )`,
      'CREATE INDEX tenants_awake ON tenants (tenant) WHERE is_awake',
    ],
    [
      `CREATE TABLE buckets (
        name text PRIMARY KEY, level double precision NOT NULL, filled_at timestamptz NOT NULL DEFAULT now(), granted double precision NOT NULL
      )`,
    ],
  ],
};

/** @throws StoreFault when it cannot be reached, is of a newer program, or holds the store of a single tenant */
export async function openFleet(url: string, clock: Pick<Clock, 'now' | 'elapsedMs' | 'sleep'>): Promise<Fleet> {
  const base = connect(url, CONNECTIONS);
  const database: Database = { ...base, lasting: sharedLine(base) };
  const { any, where } = database;
  try {
    await database.one(async (connection) => {
      await refuseSingleTenant(connection, where);
      await migrate(connection, where, HISTORY);
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  const owners = any
    .selectFrom('tenants')
    .select(['tenant', 'owner', 'epoch', 'address', isConnected.as('connected'), hasRunOut.as('ranOut')]);
  type Row = Awaited<ReturnType<(typeof owners)['executeTakeFirstOrThrow']>>;
  const ownerIn = ({ owner: name, epoch, address, connected, ranOut }: Row): Owner | undefined =>
    ranOut ? undefined : { name, epoch, address: address || undefined, isConnected: Boolean(connected) };

  return {
    database,
    async awake() {
      const rows = await owners.where('is_awake', '=', true).execute();
      return new Map(rows.map((row) => [row.tenant, ownerIn(row)]));
    },
    async ownerOf(tenant) {
      const row = await owners.where('tenant', '=', tenant).executeTakeFirst();
      return row && ownerIn(row);
    },
    async open(tenant, abandoned) {
      const schema = await database.one((connection) => ready(connection, tenant, where));
      const store = await openPostgresStoreIn(databaseWithin(database, schema), clock, abandoned);
      await any.updateTable('tenants').set({ is_awake: true }).where('tenant', '=', tenant).execute();
      return store;
    },
    async rest(tenant) {
      await any.updateTable('tenants').set({ is_awake: false }).where('tenant', '=', tenant).execute();
    },
    close: database.close,
  };
}

/** Its schema, with its tables as this program knows them. */
async function ready(connection: Connection, tenant: string, where: string): Promise<string> {
  const known = connection.selectFrom('tenants').select('schema').where('tenant', '=', tenant);
  const schema = (await known.executeTakeFirst())?.schema ?? (await registered(connection, tenant));
  const home = await nameOfSchema(connection);
  const run = (statement: string) => sql.raw(statement).execute(connection);
  await run(`SET search_path TO ${schema}`);
  try {
    await migrate(connection, where);
    await alone(connection, async () => {
      const { rows } = await sql`SELECT FROM pg_tables WHERE schemaname = ${schema} AND tablename = 'store'`.execute(
        connection,
      );
      if (rows.length === 0) return;
      const columns = 'one, id, epoch, owner, held_until, last_write, address, session';
      await run('DROP TABLE store');
      await run(`CREATE VIEW store AS SELECT ${columns} FROM "${home}".tenants WHERE tenant = '${tenant}'`);
    });
  } finally {
    await sql`SELECT set_config('search_path', ${`"${home}"`}, false)`.execute(connection);
  }
  return schema;
}

/** Ids of tenants are GUIDs. The schema's name is told nowhere: another deployment in the same database may have the same tenant. */
async function registered(connection: Connection, tenant: string): Promise<string> {
  return alone(connection, async () => {
    const schema = `seatkeeper_${tenant.replaceAll('-', '')}_${randomUUID().slice(0, 8)}`;
    const row = { tenant, schema };
    await connection
      .insertInto('tenants')
      .values(row)
      .onConflict((on) => on.doNothing())
      .execute();
    const known = connection.selectFrom('tenants').select('schema').where('tenant', '=', tenant);
    const { schema: name } = await known.executeTakeFirstOrThrow();
    await sql.raw(`CREATE SCHEMA IF NOT EXISTS ${name}`).execute(connection);
    return name;
  });
}

function alone<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  return transactionOn(connection, async () => {
    await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(connection);
    return work();
  });
}

async function nameOfSchema(connection: Connection): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT current_schema() AS name`.execute(connection);
  return rows[0]?.name ?? 'public';
}

async function refuseSingleTenant(connection: Connection, where: string): Promise<void> {
  const { rows } =
    await sql`SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'changes'`.execute(connection);
  if (rows.length === 0) return;
  throw new StoreFault(
    'InUse',
    `The database at ${where} holds the store of one tenant. For several, name another database or schema in DATABASE_URL.`,
  );
}

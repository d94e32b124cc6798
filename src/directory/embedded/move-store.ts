import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ChangeRow } from '../../store/change-rows.ts';
import { recordOf } from '../../store/change-rows.ts';
import { StoreFault } from '../../store/fault.ts';
import { soughtIn } from '../../store/postgres/changes.ts';
import type { PostgresStore } from '../../store/postgres/open-store.ts';
import type { Connection } from '../../store/postgres/schema.ts';
import { type Database, openAside, type SqlValue } from '../../store/sqlite/database.ts';
import { migrate } from '../../store/sqlite/migrations.ts';
import type { SqliteStore } from '../../store/sqlite/open-store.ts';
import { insertRow, sealAfter } from '../../store/sqlite/sealed.ts';
import { keepAnew, replayed } from './tables-in-postgres.ts';
import { TENANT_TABLES, wholeTenant } from './whole-tenant.ts';

/** What both databases have, in the order in which it is written, by their keys. */
const TABLES = {
  changes: { columns: ['number', 'version', 'state', 'record', 'checksum'], key: 'number' },
  change_targets: { columns: ['target_id', 'number'], key: 'target_id, number' },
  audit: {
    columns: ['seq', 'time', 'activity', 'actor', 'target', 'details', 'prev_hash', 'hash'],
    key: 'seq',
  },
  audit_head: { columns: ['one', 'seq', 'hash'], key: 'one' },
  outbox: { columns: ['id', 'kind', 'about', 'recipient', 'state', 'news'], key: 'id' },
  kv: { columns: ['namespace', 'key', 'value', 'expires_at'], key: 'namespace, key' },
} as const;

type Table = keyof typeof TABLES;
type Row = Readonly<Record<string, SqlValue>>;

/** How many rows were moved, and what each table comes to: the same in both places. */
export type MovedRows = Readonly<Record<Table | 'tenant', Sum>>;

interface Sum {
  readonly rows: number;
  /** SHA-256 over the rows, in order. */
  readonly sha256: string;
}

const ROWS_AT_ONCE = 1_000;

/** @throws StoreFault when the database is not empty, or does not hold at the end what the directory holds: then it stays as it was */
export function moveToPostgres(from: SqliteStore, to: PostgresStore): Promise<MovedRows> {
  const source = from.database;
  return to.inTurn(() =>
    to.write(async (_, connection) => {
      await expectEmpty((table) => postgresRows(connection, table), 'the database of DATABASE_URL');
      for (const table of tables()) {
        for (const rows of sqliteRows(source, table)) await insertInto(connection, table, rows);
      }
      await sql`SELECT setval(pg_get_serial_sequence('outbox', 'id'), (SELECT max(id) FROM outbox))`.execute(
        connection,
      );
      await keepAnew(connection, wholeTenant(source));
      const copy = openAside();
      try {
        migrate(copy);
        await replayed(connection, copy);
        return await expectSame(
          { rows: (table) => sqliteRows(source, table), tenant: source },
          { rows: (table) => postgresRows(connection, table), tenant: copy },
        );
      } finally {
        copy.close();
      }
    }),
  );
}

/** The same the other way. @param tenant the tenant's tables that belong to `from` */
export function moveToDirectory(from: PostgresStore, tenant: Database, to: SqliteStore): Promise<MovedRows> {
  const target = to.database;
  return from.inTurn(() =>
    from.write((_, connection) =>
      target.transactionOver(async () => {
        await expectEmpty((table) => sqliteRows(target, table), 'the store of DATA_DIR');
        for (const table of tables()) {
          for await (const rows of postgresRows(connection, table)) {
            for (const row of rows) insertRowInto(target, table, row);
          }
        }
        const whole = wholeTenant(tenant);
        if (whole.length > 0) sealAfter(target, () => target.replay(whole));
        return expectSame(
          { rows: (table) => postgresRows(connection, table), tenant },
          { rows: (table) => sqliteRows(target, table), tenant: target },
        );
      }),
    ),
  );
}

type Rows = (table: Table) => AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;

interface Place {
  readonly rows: Rows;
  readonly tenant: Database;
}

async function expectEmpty(rows: Rows, where: string): Promise<void> {
  for (const table of tables()) {
    for await (const _ of rows(table)) {
      throw new StoreFault('InUse', `Nothing is moved: ${where} is not empty. Name one that nothing was kept in yet.`);
    }
  }
}

async function expectSame(one: Place, other: Place): Promise<MovedRows> {
  const [there, here] = [await sumsOf(one), await sumsOf(other)];
  const differing = Object.keys(there).filter((table) => there[table]?.sha256 !== here[table]?.sha256);
  if (differing.length === 0) return here as MovedRows;
  throw new StoreFault('Corrupt', `Nothing is moved: ${differing.join(', ')} would not be the same in both places.`);
}

async function sumsOf({ rows, tenant }: Place): Promise<Readonly<Record<string, Sum>>> {
  const sums: Record<string, Sum> = {};
  for (const table of tables()) sums[table] = await sumOf(rows(table));
  sums['tenant'] = await sumOf(tenantRows(tenant));
  return sums;
}

async function sumOf(pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>): Promise<Sum> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    for (const row of rows) hash.update(`${JSON.stringify(Object.values(row))}\n`);
  }
  return { rows: count, sha256: hash.digest('hex') };
}

function tables(): readonly Table[] {
  return Object.keys(TABLES) as Table[];
}

function select(table: Table): string {
  const { columns, key } = TABLES[table];
  return `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${key}`;
}

function* sqliteRows(database: Database, table: Table): Generator<readonly Row[]> {
  yield* pagesOf(database.each<Row>(select(table)));
}

function* tenantRows(database: Database): Generator<readonly Row[]> {
  for (const table of TENANT_TABLES) yield* pagesOf(database.each<Row>(`SELECT * FROM ${table} ORDER BY 1, 2`));
}

function* pagesOf(rows: Iterable<Row>): Generator<readonly Row[]> {
  let page: Row[] = [];
  for (const row of rows) {
    page.push(row);
    if (page.length < ROWS_AT_ONCE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Within a transaction, and one table after the other. */
async function* postgresRows(connection: Connection, table: Table): AsyncGenerator<readonly Row[]> {
  await sql.raw(`DECLARE moved NO SCROLL CURSOR FOR ${select(table)}`).execute(connection);
  try {
    for (;;) {
      const { rows } = await sql.raw<Row>(`FETCH ${ROWS_AT_ONCE} FROM moved`).execute(connection);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await sql`CLOSE moved`.execute(connection);
  }
}

async function insertInto(connection: Connection, table: Table, rows: readonly Row[]): Promise<void> {
  const found =
    table === 'changes' ? rows.map((row) => ({ ...row, ...soughtIn(recordOf(row as never as ChangeRow)) })) : rows;
  await connection
    .insertInto(table)
    .values(found as never)
    .execute();
}

function insertRowInto(database: Database, table: Table, row: Row): void {
  const values = TABLES[table].columns.map((column) => row[column] ?? null);
  if (table === 'change_targets' || table === 'outbox' || table === 'kv') insertRow(database, table, values);
  else database.run(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`, ...values);
}

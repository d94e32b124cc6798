import { crc32 } from 'node:zlib';
import type { Database, SqlValue } from './database.ts';
import { damaged } from './fault.ts';

/**
 * Tables whose every row carries a checksum over these columns. SQLite sees no bit that flips in a page, so whatever
 * decides what people hold, or what is still to be done, is checked when it is read. `seals` holds for each table how many
 * rows it has and what their checksums come to: a row that is gone is found as well.
 */
const COLUMNS = {
  tenant: ['one', 'organization', 'rules', 'rules_file'],
  skus: ['sku_id', 'position', 'document'],
  roles: ['role_template_id', 'position', 'display_name'],
  role_members: ['role_template_id', 'user_id'],
  users: ['row', 'id', 'document'],
  license_rows: ['user', 'document'],
  groups: ['row', 'id', 'position', 'document', 'assigned_licenses'],
  members: ['group', 'position', 'id'],
  template_edits: ['group_id', 'before'],
  runs: ['group_id', 'started_at'],
  run_people: ['group_id', 'user_id', 'failed'],
  change_targets: ['target_id', 'number'],
  outbox: ['id', 'kind', 'about', 'news'],
  kv: ['namespace', 'key', 'value', 'expires_at'],
} as const satisfies Record<string, readonly string[]>;

export type SealedTable = keyof typeof COLUMNS;

export const SEALED_TABLES = Object.keys(COLUMNS) as readonly SealedTable[];

/** A row of a sealed table, as `rowsOf` reads it. */
export type SealedRow<Table extends SealedTable> = Readonly<
  Record<(typeof COLUMNS)[Table][number], SqlValue> & { checksum: number }
>;

/** What the rows of a table come to. A change carries a checksum of its own, so that its number and version are summed. */
const SUMMED: Readonly<Record<string, (row: string) => string>> = {
  ...Object.fromEntries(SEALED_TABLES.map((table) => [table, (row: string) => `${row}checksum`])),
  changes: (row) => `${row}number * 4099 + ${row}version`,
};

/** Sums are kept to 32 bits. */
const MASK = 4_294_967_295;

export function checksumOf(values: readonly SqlValue[]): number {
  let sum = 0;
  for (const value of values) sum = taken(sum, value);
  return sum;
}

/** Texts by CRC-32; small whole numbers, which are most, without the detour of a text. */
function taken(sum: number, value: SqlValue): number {
  if (typeof value === 'number' && (value | 0) === value) return Math.imul(value ^ sum, 0x9e3779b1) >>> 0;
  const text = value === null ? 'null' : String(value);
  return crc32(text, (sum ^ text.length) >>> 0);
}

/** Writes a new row. */
export function insertRow(database: Database, table: SealedTable, values: readonly SqlValue[]): number {
  return database.run(INSERTS[table], ...values, checksumOf(values));
}

/** Writes a row in the place of the one with the same key, if there is one. */
export function putRow(database: Database, table: SealedTable, key: string, values: readonly SqlValue[]): number {
  return database.run(PUTS[table](key), ...values, checksumOf(values));
}

/** Rows as they were written. `rest`: which ones, in which order. @throws StoreFault `Corrupt` */
export function rowsOf<Table extends SealedTable>(
  database: Database,
  table: Table,
  rest = '',
  ...values: SqlValue[]
): readonly SealedRow<Table>[] {
  return database.all<SealedRow<Table>>(`${SELECTS[table]} ${rest}`, ...values).map((row) => sound(table, row));
}

/** The row, if it is as it was written. */
export function sound<Table extends SealedTable>(table: Table, row: SealedRow<Table>): SealedRow<Table> {
  const values: Readonly<Record<string, SqlValue>> = row;
  let sum = 0;
  for (const column of COLUMNS[table]) sum = taken(sum, values[column] ?? null);
  if (sum !== row.checksum) throw damaged(`a row of ${table} (${String(values[COLUMNS[table][0]])})`);
  return row;
}

/** Adds up the checksums of a table that is read row by row, and says at its end whether it is whole. */
export interface Summing {
  add(checksum: number): void;
  /** @throws StoreFault `Corrupt` when rows are missing or not the ones that were written */
  end(): void;
}

export function summing(database: Database, table: SealedTable): Summing {
  let rows = 0;
  let sum = 0;
  return {
    add(checksum) {
      rows += 1;
      sum = (sum + checksum) % (MASK + 1);
    },
    end: () => expectSeal(database, table, { rows, sum }),
  };
}

/** Checks every row of these tables, and that none is missing. */
export function checkTables(database: Database, tables: readonly SealedTable[]): void {
  for (const table of tables) {
    const summed = summing(database, table);
    for (const row of database.each<SealedRow<typeof table>>(SELECTS[table])) summed.add(sound(table, row).checksum);
    summed.end();
  }
}

/** That no change is missing and none is an older version: each carries a checksum of its own. */
export function checkChanges(database: Database): void {
  const found = database.get<Seal>(`SELECT ${sealOf('changes')} FROM changes`);
  expectSeal(database, 'changes', found ?? { rows: 0, sum: 0 });
}

interface Seal {
  readonly rows: number;
  readonly sum: number;
}

function expectSeal(database: Database, table: string, { rows, sum }: Seal): void {
  const seal = database.get<Seal>('SELECT rows, sum FROM seals WHERE name = ?', table);
  if (seal?.rows !== rows) throw damaged(`${table}: it has ${rows} rows, where ${seal?.rows ?? 'none'} were written`);
  if (seal.sum !== sum) throw damaged(`${table}: its rows are not the ones that were written`);
}

/** Gives the rows that are there their checksums, and the tables their seals. */
export function sealAll(database: Database): void {
  database.defineFunction('checksum_of', (...values) => checksumOf(values));
  for (const table of SEALED_TABLES) {
    const columns = COLUMNS[table].map((column) => `"${column}"`).join(', ');
    database.exec(`UPDATE ${table} SET checksum = checksum_of(${columns})`);
  }
  for (const table of Object.keys(SUMMED)) {
    database.exec(`INSERT INTO seals SELECT '${table}', ${sealOf(table)} FROM ${table}`);
  }
}

/**
 * Keeps the seals true from now on. The triggers are of this connection alone: what another program does to a table
 * breaks its seal.
 */
export function keepSeals(database: Database): void {
  for (const [table, summed] of Object.entries(SUMMED)) {
    const update = (event: string, rows: string, sum: string) =>
      `CREATE TEMP TRIGGER seal_${event}_${table} AFTER ${event} ON main.${table} BEGIN UPDATE seals
        SET rows = rows ${rows}, sum = (sum ${sum}) & ${MASK} WHERE name = '${table}'; END;`;
    database.exec(
      update('INSERT', '+ 1', `+ ${summed('NEW.')}`) +
        update('UPDATE', '+ 0', `+ ${summed('NEW.')} - (${summed('OLD.')})`) +
        update('DELETE', '- 1', `- (${summed('OLD.')})`),
    );
  }
}

/** Much is written at once: the seals are made when it is, and kept true afterwards. To be called within a transaction. */
export function sealAfter(database: Database, work: () => void): void {
  for (const table of Object.keys(SUMMED)) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) database.exec(`DROP TRIGGER temp.seal_${event}_${table}`);
  }
  work();
  for (const table of Object.keys(SUMMED)) {
    database.exec(
      `UPDATE seals SET (rows, sum) = (SELECT rows, sum FROM (SELECT ${sealOf(table)} FROM ${table})) WHERE name = '${table}'`,
    );
  }
  keepSeals(database);
}

function sealOf(table: string): string {
  return `count(*) AS rows, coalesce(sum(${SUMMED[table]?.('')}), 0) & ${MASK} AS sum`;
}

function perTable(
  sql: (table: SealedTable, columns: readonly string[]) => string,
): Readonly<Record<SealedTable, string>> {
  const quoted = (table: SealedTable) => [...COLUMNS[table], 'checksum'].map((column) => `"${column}"`);
  return Object.fromEntries(SEALED_TABLES.map((table) => [table, sql(table, quoted(table))])) as never;
}

const INSERTS = perTable(
  (table, columns) => `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
);
const PUTS = Object.fromEntries(
  SEALED_TABLES.map((table) => {
    const set = [...COLUMNS[table], 'checksum'].map((column) => `"${column}" = excluded."${column}"`).join(', ');
    return [table, (key: string) => `${INSERTS[table]} ON CONFLICT (${key}) DO UPDATE SET ${set}`];
  }),
) as Readonly<Record<SealedTable, (key: string) => string>>;
const SELECTS = perTable((table, columns) => `SELECT ${columns.join(', ')} FROM ${table}`);

import { crc32 } from 'node:zlib';
import { counted } from '../../words/counted.ts';
import { damaged } from '../fault.ts';
import type { Database, SqlValue } from './database.ts';
import { KV, KV_OF_HISTORY, type SealedPart, sealNameOf } from './parts.ts';
import { shortCrc } from './short-crc.ts';

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
  license_texts: ['id', 'document'],
  license_rows: ['user', 'texts'],
  groups: ['row', 'id', 'position', 'document', 'assigned_licenses'],
  members: ['group', 'part', 'members'],
  template_edits: ['group_id', 'before'],
  runs: ['group_id', 'started_at'],
  run_parts: ['row', 'group_id', 'people'],
  change_targets: ['target_id', 'number'],
  outbox: ['id', 'kind', 'about', 'recipient', 'state', 'news'],
  kv: ['namespace', 'key', 'value', 'expires_at'],
} as const satisfies Record<string, readonly string[]>;

type SealedTable = keyof typeof COLUMNS;

export const SEALED_TABLES = Object.keys(COLUMNS) as readonly SealedTable[];

/** A row of a sealed table, as `rowsOf` reads it. */
export type SealedRow<Table extends SealedTable> = Readonly<
  Record<(typeof COLUMNS)[Table][number], SqlValue> & { checksum: number }
>;

/** What a row comes to. A change carries a checksum of its own, so that its number and version are summed. */
function summed(table: string, row = ''): string {
  return table === 'changes' ? `${row}number * 4099 + ${row}version` : `${row}checksum`;
}

const SUMMED = [...SEALED_TABLES, 'changes'];

/** Tables, and what their rows' checksums are over; those of an older schema have others. */
export type SealedColumns = Readonly<Record<string, readonly string[]>>;

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

/** Goes on with a checksum by a text that is UTF-8 already. `isAscii`: that is known, which saves counting its characters. */
export function checksumOfText(sum: number, bytes: Uint8Array, start: number, end: number, isAscii = false): number {
  const length = isAscii ? end - start : charactersIn(bytes, start, end);
  const before = (sum ^ length) >>> 0;
  return end - start <= SHORT ? shortCrc(bytes, start, end, before) : crc32(bytes.subarray(start, end), before);
}

/** In bytes; of longer ones zlib is faster. */
const SHORT = 100;

/** How long the text is as a string. */
function charactersIn(bytes: Uint8Array, start: number, end: number): number {
  let characters = end - start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    // A byte that continues a character is none of its own; the longest are two.
    if (byte >= 0x80 && byte < 0xc0) characters -= 1;
    else if (byte >= 0xf0) characters += 1;
  }
  return characters;
}

/** Writes a new row. */
export function insertRow(database: Database, table: SealedTable, values: readonly SqlValue[]): void {
  database.run(INSERTS[table], ...values, checksumOf(values));
}

/** Writes a row in the place of the one with the same key, if there is one; returns its checksum. */
export function putRow(database: Database, table: SealedTable, key: string, values: readonly SqlValue[]): number {
  const checksum = checksumOf(values);
  database.run(PUTS[table](key), ...values, checksum);
  return checksum;
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
  checked(table, row, COLUMNS[table]);
  return row;
}

function checked(table: string, row: Readonly<Record<string, SqlValue>>, columns: readonly string[]): number {
  let sum = 0;
  for (const column of columns) sum = taken(sum, row[column] ?? null);
  if (sum !== row['checksum']) throw damaged(`a row of ${table} (${String(row[columns[0] ?? ''])})`);
  return sum;
}

/** Adds up the checksums of a table that is read row by row, and says at its end whether it is whole. */
interface Summing {
  add(checksum: number): void;
  /** @throws StoreFault `Corrupt` when rows are missing or not the ones that were written */
  end(): void;
}

export function summing(database: Database, table: string): Summing {
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

/** Checks every row of these tables, each under one seal, and that none is missing. */
export function checkTables(database: Database, tables: readonly string[], columns: SealedColumns = COLUMNS): void {
  for (const table of tables) checkPart(database, { table, ...whole(table) }, columns);
}

export function checkPart(database: Database, part: SealedPart, columns: SealedColumns = COLUMNS): void {
  for (const _ of checkingPart(database, part, columns));
}

/** The same a row at a time. */
export function* checkingPart(
  database: Database,
  { table, seal, where }: SealedPart,
  columns: SealedColumns = COLUMNS,
): Generator<undefined> {
  const summed = summing(database, seal);
  for (const which of where) {
    for (const row of database.each<Record<string, SqlValue>>(`SELECT * FROM ${table} WHERE ${which}`)) {
      summed.add(checked(table, row, columns[table] ?? []));
      yield;
    }
  }
  summed.end();
}

/** Checks the seal of a table by what SQLite alone makes of its rows. */
export function checkSeal(database: Database, table: string, rows: string): void {
  const found = database.get<Seal>(`SELECT ${sealOf(table)} FROM ${rows}`);
  expectSeal(database, table, found ?? { rows: 0, sum: 0 });
}

export interface Seal {
  readonly rows: number;
  readonly sum: number;
}

function expectSeal(database: Database, table: string, { rows, sum }: Seal): void {
  const seal = database.get<Seal>('SELECT rows, sum FROM seals WHERE name = ?', table);
  if (seal?.rows !== rows)
    throw damaged(`${table}: it has ${counted(rows, 'rows')}, where ${seal?.rows ?? 'none'} were written`);
  if (seal.sum !== sum) throw damaged(`${table}: its rows are not the ones that were written`);
}

/** Gives the rows that are there their checksums, and the tables their seals. */
export function sealAll(database: Database, tables: SealedColumns): void {
  database.defineFunction('checksum_of', (...values) => checksumOf(values));
  for (const [table, columns] of Object.entries(tables)) {
    const quoted = columns.map((column) => `"${column}"`).join(', ');
    database.exec(`UPDATE ${table} SET checksum = checksum_of(${quoted})`);
  }
  for (const table of [...Object.keys(tables), 'changes']) makeSeal(database, table);
}

/** The seal of a table as it is. */
export function makeSeal(
  database: Database,
  table: string,
  { seal, where }: Omit<SealedPart, 'table'> = whole(table),
): void {
  database.exec(
    `INSERT OR REPLACE INTO seals SELECT '${seal}', ${sealOf(table)} FROM ${table} WHERE ${where.join(' OR ')}`,
  );
}

function whole(table: string): Omit<SealedPart, 'table'> {
  return { seal: table, where: ['true'] };
}

/**
 * Keeps the seals true from now on. The triggers are of this connection alone: what another program does to a table
 * breaks its seal. Licenses of people are written by the thousand, and whoever writes them moves the seal (`moveSeal`).
 */
export function keepSeals(database: Database): void {
  for (const table of TRIGGERED) {
    const update = (event: string, rows: string, sum: string) =>
      `CREATE TEMP TRIGGER IF NOT EXISTS seal_${event}_${table} AFTER ${event} ON main.${table} BEGIN UPDATE seals
        SET rows = rows ${rows}, sum = (sum ${sum}) & ${MASK}
        WHERE name = ${sealNameOf(table, event === 'DELETE' ? 'OLD.' : 'NEW.')}; END;`;
    database.exec(
      update('INSERT', '+ 1', `+ ${summed(table, 'NEW.')}`) +
        update('UPDATE', '+ 0', `+ ${summed(table, 'NEW.')} - (${summed(table, 'OLD.')})`) +
        update('DELETE', '- 1', `- (${summed(table, 'OLD.')})`),
    );
  }
}

const TRIGGERED = SUMMED.filter((table) => table !== 'license_rows');

export function makeSealsOfKv(database: Database): void {
  for (const part of [KV, KV_OF_HISTORY]) makeSeal(database, 'kv', part);
}

/** By how many rows, and by what sum of checksums, the rows of a table that has no triggers were changed. */
export function moveSeal(database: Database, table: 'license_rows', { rows, sum }: Seal): void {
  database.run(`UPDATE seals SET rows = rows + ?, sum = (sum + ?) & ${MASK} WHERE name = ?`, rows, sum, table);
}

/** Much is written at once: the seals are made when it is, and kept true afterwards. To be called within a transaction. */
export function sealAfter(database: Database, work: () => void): void {
  for (const table of TRIGGERED) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) database.exec(`DROP TRIGGER temp.seal_${event}_${table}`);
  }
  work();
  for (const table of SUMMED) if (table !== 'kv') makeSeal(database, table);
  makeSealsOfKv(database);
  keepSeals(database);
}

function sealOf(table: string): string {
  return `count(*) AS rows, coalesce(sum(${summed(table, `${table}.`)}), 0) & ${MASK} AS sum`;
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
    const columns = [...COLUMNS[table], 'checksum'];
    const put = (key: string) => {
      // A key that is set to itself costs as much as a row that is moved.
      const others = columns.filter((column) => !key.replaceAll('"', '').split(', ').includes(column));
      const set = others.map((column) => `"${column}" = excluded."${column}"`).join(', ');
      return `${INSERTS[table]} ON CONFLICT (${key}) DO UPDATE SET ${set}`;
    };
    return [table, remembered(put)];
  }),
) as Readonly<Record<SealedTable, (key: string) => string>>;
function remembered(make: (key: string) => string): (key: string) => string {
  const made = new Map<string, string>();
  return (key) => {
    const sql = made.get(key) ?? make(key);
    made.set(key, sql);
    return sql;
  };
}

const SELECTS = perTable((table, columns) => `SELECT ${columns.join(', ')} FROM ${table}`);

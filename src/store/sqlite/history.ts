import { type ChangeRow, isSoundRow } from '../change-rows.ts';
import { damaged } from '../fault.ts';
import { type Database, openForReading } from './database.ts';
import { KV, KV_OF_HISTORY } from './parts.ts';
import { checkingPart, checkPart, checkSeal, checkTables, SEALED_TABLES, summing } from './sealed.ts';

/*
 * What a start checks does not grow with what was ever asked for. What decides is read row by row; of the changes, and of whom
 * they are about, SQLite counts and adds up what stands in indexes. All rows of the past are checked when the bot serves
 * (`historySlices`), and whenever one of them is read.
 */

/** Those that are read whole when the tenant is. */
const OF_TENANT = ['users', 'license_texts', 'license_rows', 'groups', 'members'];

const DECIDING = SEALED_TABLES.filter((table) => ![...OF_TENANT, 'change_targets', 'kv'].includes(table));

const CHANGES_BY_INDEX = 'changes INDEXED BY changes_by_version';

/** Whom a change is about stands in the table and in its index: a row that is other in one than in the other is not found. */
const TARGETS_BY_INDEX = 'change_targets INDEXED BY change_targets_by_number';

/** @throws StoreFault `Corrupt` */
export function checkForStart(database: Database): void {
  checkTables(database, DECIDING);
  checkPart(database, KV);
  checkSeal(database, 'changes', CHANGES_BY_INDEX);
  checkSeal(database, 'change_targets', TARGETS_BY_INDEX);
}

/** Every row of every table. @throws StoreFault `Corrupt` */
export function checkEverything(database: Database): void {
  checkTables(
    database,
    SEALED_TABLES.filter((table) => table !== 'kv'),
  );
  checkPart(database, KV);
  for (const _ of checkingHistory(database));
}

/** Rows looked at before others have their turn. */
const SLICE = 500;

/**
 * Every row of what a start does not read, as they stand now, whatever is written meanwhile.
 * @throws StoreFault `Corrupt`
 */
export function* historySlices(path: string): Generator<undefined> {
  const database = openForReading(path);
  try {
    database.readOneMoment();
    let rows = 0;
    for (const _ of checkingHistory(database)) {
      rows += 1;
      if (rows % SLICE === 0) yield;
    }
  } finally {
    database.close();
  }
}

function* checkingHistory(database: Database): Generator<undefined> {
  yield* checkingPart(database, KV_OF_HISTORY);
  yield* checkingPart(database, { table: 'change_targets', seal: 'change_targets', where: ['true'] });
  const summed = summing(database, 'changes');
  for (const row of database.each<ChangeRow>('SELECT * FROM changes NOT INDEXED')) {
    if (!isSoundRow(row)) throw damaged(`change ${row.number}`);
    summed.add(row.number * 4099 + row.version);
    yield;
  }
  summed.end();
}

import type { ChangeState } from '../../changes/change-record.ts';
import { type ChangeRow, isSoundRow } from '../change-rows.ts';
import { damaged } from '../fault.ts';
import { type Database, openForReading } from './database.ts';
import { KV, KV_OF_HISTORY } from './parts.ts';
import { checkingPart, checkPart, checkSeal, checkTables, SEALED_TABLES, type Seal, summing } from './sealed.ts';

/*
 * What a start checks does not grow with what was ever asked for. What decides is read row by row; of the changes, and of whom
 * they are about, SQLite counts and adds up what stands in indexes. All rows of the past are checked when the bot serves
 * (`historySlices`), and whenever one of them is read.
 */

/** Those that are read whole when the tenant is. */
const OF_TENANT = ['users', 'license_texts', 'license_rows', 'groups', 'members'];

const DECIDING = SEALED_TABLES.filter((table) => ![...OF_TENANT, 'change_targets', 'kv'].includes(table));

const CHANGES_BY_INDEX = 'changes INDEXED BY changes_by_version';

/** By their state a start finds what it goes on with: each change stands there once, under a state that there is. */
const STATES = Object.keys({
  previewed: true,
  waiting: true,
  scheduled: true,
  queued: true,
  running: true,
  cancelling: true,
  finished: true,
  cancelled: true,
  dismissed: true,
  superseded: true,
  refused: true,
  rejected: true,
  expired: true,
} satisfies Record<ChangeState, true>);
const NUMBERS = 'SELECT count(*) AS rows, coalesce(sum(number), 0) AS sum FROM';
const BY_STATE = 'changes INDEXED BY changes_by_state WHERE state IN (SELECT value FROM json_each(?))';

/** Whom a change is about stands in the table and in its index: a row that is other in one than in the other is not found. */
const TARGETS_BY_INDEX = 'change_targets INDEXED BY change_targets_by_number';

/** @throws StoreFault `Corrupt` */
export function checkForStart(database: Database): void {
  checkTables(database, DECIDING);
  for (const table of DECIDING) checkIndexes(database, table);
  checkPart(database, KV);
  checkSeal(database, 'changes', CHANGES_BY_INDEX);
  const there = database.get<Seal>(`${NUMBERS} ${CHANGES_BY_INDEX}`);
  const found = database.get<Seal>(`${NUMBERS} ${BY_STATE}`, JSON.stringify(STATES));
  if (found?.rows !== there?.rows || found?.sum !== there?.sum) throw damaged('changes by their state');
  checkSeal(database, 'change_targets', TARGETS_BY_INDEX);
}

/** Whoever looks for a row by an index does not find what the index has lost. @throws StoreFault `Corrupt` */
function checkIndexes(database: Database, table: string): void {
  const [finding] = database.all<{ integrity_check: string }>(`PRAGMA integrity_check(${table})`);
  if (finding?.integrity_check !== 'ok') throw damaged(`${table}: ${finding?.integrity_check}`);
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

import { licenseRows } from '../../directory/embedded/license-rows.ts';
import { type Member, memberTable } from '../../directory/embedded/members.ts';
import { runs } from '../../directory/embedded/runs.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import { parseStored } from '../fault.ts';
import type { Database } from './database.ts';
import { checkTables, makeSeal, type SealedColumns } from './sealed.ts';

const BEFORE: SealedColumns = {
  users: ['row', 'id', 'document'],
  license_rows: ['user', 'document'],
  members: ['group', 'position', 'id'],
  run_people: ['group_id', 'user_id', 'failed'],
};

/** Hears of how many people, of those with licenses, a store of an earlier version was taken over. */
export type OnMigrating = (done: { readonly people: number; readonly of: number }) => void;

const TOLD_EVERY = 20_000;

/**
 * Each different license row once, people by their numbers, members in lists: from schema 4 to 5. What was damaged before
 * is found, not taken along.
 */
export function compact(database: Database, onMigrating: OnMigrating): void {
  checkTables(database, Object.keys(BEFORE), BEFORE);
  database.exec(`
    ALTER TABLE license_rows RENAME TO license_documents;
    ALTER TABLE members RENAME TO single_members;
    CREATE TABLE license_texts (
      id INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE license_rows (
      user INTEGER PRIMARY KEY REFERENCES users, texts TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE members (
      "group" INTEGER NOT NULL REFERENCES groups, part INTEGER NOT NULL, members TEXT NOT NULL,
      checksum INTEGER NOT NULL, PRIMARY KEY ("group", part)
    ) STRICT;
    CREATE TABLE run_parts (
      row INTEGER PRIMARY KEY, group_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, people TEXT NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX run_parts_of_group ON run_parts (group_id);`);
  moveRows(database, onMigrating);
  moveMembers(database);
  moveRuns(database);
  database.exec('DROP TABLE license_documents; DROP TABLE single_members; DROP TABLE run_people');
  database.exec("DELETE FROM seals WHERE name = 'run_people'");
  for (const table of ['license_texts', 'license_rows', 'members', 'run_parts']) makeSeal(database, table);
}

function moveRows(database: Database, onMigrating: OnMigrating): void {
  const { insert } = licenseRows(database);
  const of = database.get<{ of: number }>('SELECT count(*) AS of FROM license_documents')?.of ?? 0;
  let people = 0;
  for (const { user, document } of database.each<{ user: number; document: string }>(
    'SELECT * FROM license_documents',
  )) {
    insert([user, parseStored<LicenseAssignmentState[]>(document, `the licenses of person ${user}`)]);
    people += 1;
    if (people % TOLD_EVERY === 0 || people === of) onMigrating({ people, of });
  }
}

function moveMembers(database: Database): void {
  const { insert } = memberTable(database);
  for (const { row } of database.all<{ row: number }>('SELECT row FROM groups')) {
    const sql = `SELECT single_members.id, users.row FROM single_members LEFT JOIN users ON users.id = single_members.id
      WHERE "group" = ? ORDER BY position`;
    const list = database.all<{ id: string; row: number | null }>(sql, row);
    insert(
      row,
      list.map((member): Member => member.row ?? member.id),
    );
  }
}

function moveRuns(database: Database): void {
  const { record } = runs(database);
  for (const groupId of new Set(database.all<{ group_id: string }>('SELECT group_id FROM run_people').map(groupOf))) {
    const sql = 'SELECT users.row, failed FROM run_people JOIN users ON users.id = user_id WHERE group_id = ?';
    const people = database.all<{ row: number; failed: number }>(sql, groupId);
    const placesWhere = (fails: number) => people.flatMap(({ row, failed }) => (failed === fails ? [row - 1] : []));
    record(groupId, { assigned: placesWhere(0), failed: placesWhere(1) });
  }
}

function groupOf({ group_id }: { readonly group_id: string }): string {
  return group_id;
}

import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { insertRow, moveSeal, putRow, type Seal } from '../../store/sqlite/sealed.ts';
import { licenseTexts } from './license-texts.ts';

/** A person's number in the store, and the rows to have from now on. */
type PersonsRows = readonly [row: number, rows: readonly LicenseAssignmentState[]];

export interface LicenseRowTable {
  /** Of people who have none stored, where the caller makes the seal. */
  insert(people: PersonsRows): void;
  /** Of people who are there. */
  put(people: Iterable<PersonsRows>): void;
}

export function licenseRows(database: Database): LicenseRowTable {
  const texts = licenseTexts(database);
  return {
    insert([row, rows]) {
      insertRow(database, 'license_rows', [row, texts.refer(rows)]);
    },
    put(people) {
      const rowsOf = new Map(people);
      const of = JSON.stringify([...rowsOf.keys()]);
      database.transaction(() => {
        const before = database.get<Seal>(BEFORE, of) ?? { rows: 0, sum: 0 };
        let sum = 0;
        for (const [row, rows] of rowsOf) sum += putRow(database, 'license_rows', 'user', [row, texts.refer(rows)]);
        moveSeal(database, 'license_rows', { rows: rowsOf.size - before.rows, sum: sum - before.sum });
      });
    },
  };
}

const BEFORE = `SELECT count(*) AS rows, coalesce(sum(checksum), 0) AS sum FROM license_rows
  WHERE user IN (SELECT value FROM json_each(?))`;

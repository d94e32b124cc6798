import type { LicenseAssignmentState } from '../core/graph.ts';
import type { Database } from './database.ts';
import { licenseTexts } from './license-texts.ts';
import { insertRow, moveSeal, putRow } from './sealed.ts';

/** A person's number in the store, and the rows to have from now on. */
export type PersonsRows = readonly [row: number, rows: readonly LicenseAssignmentState[]];

export interface LicenseRows {
  /** Of people who have none stored, where the caller makes the seal. */
  insert(people: PersonsRows): void;
  /** Of people who are there. */
  put(people: Iterable<PersonsRows>): void;
}

export function licenseRows(database: Database): LicenseRows {
  const texts = licenseTexts(database);
  return {
    insert([row, rows]) {
      insertRow(database, 'license_rows', [row, texts.refer(rows)]);
    },
    put(people) {
      database.transaction(() => {
        const moved = { rows: 0, sum: 0 };
        for (const [row, rows] of people) {
          const before = database.get<{ checksum: number }>('SELECT checksum FROM license_rows WHERE user = ?', row);
          if (before === undefined) moved.rows += 1;
          moved.sum += putRow(database, 'license_rows', 'user', [row, texts.refer(rows)]) - (before?.checksum ?? 0);
        }
        moveSeal(database, 'license_rows', moved);
      });
    },
  };
}

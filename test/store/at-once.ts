import type { SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { type Tables, tablesOf } from '../../src/store/sqlite/records.ts';

/** What a store holds at this moment, without waiting for anybody: for looking at it from outside. */
export function atOnce({ database }: SqliteStore): Tables {
  return tablesOf(database, () => '');
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A store of its own, closed at the end of the test unless the test closes it. */
export function openForTest(
  options: { dataDir?: string; clock?: { now(): Date } } = {},
): SqliteStore & { dataDir: string } {
  const { dataDir = temporaryDirectory(), clock = virtualClock() } = options;
  const store = openStore(dataDir, { clock });
  let isOpen = true;
  const close = async () => {
    if (isOpen) {
      isOpen = false;
      await store.close();
    }
  };
  onTestFinished(close);
  return { ...store, close, dataDir };
}

/** Changes the database behind the store's back: damage, or a trigger that makes a statement fail. */
export function tamper(dataDir: string, sql: string): void {
  const database = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

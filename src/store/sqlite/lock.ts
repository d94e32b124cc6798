import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFault, storeFault } from '../fault.ts';

const SQLITE_BUSY = 5;

export interface Lock {
  /**
   * The id of the store that belongs in this directory; undefined: there was never one. `unknown`: one that was made before
   * they had ids.
   */
  readonly storeId: string | 'unknown' | undefined;
  /** From now on this store belongs here; undefined: one that has no id yet. */
  belongs(storeId: string | undefined): void;
  release(): void;
}

/** What stands beside the lock. `store` is null until one was made. */
interface Note {
  readonly pid: number;
  readonly since: string;
  readonly store?: string | null;
}

/**
 * Makes this the one process of `dataDir`. The lock is a transaction left open on a database of its own: the operating
 * system frees it with the process, however that ends. Beside it stands who holds it, for the message alone, and which store
 * belongs here.
 */
export function takeLock(dataDir: string, since: string): Lock {
  const path = join(dataDir, 'lock.sqlite');
  const connection = openLock(path);
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    throw isBusy(error)
      ? new StoreFault(
          'InUse',
          `${dataDir} is in use by ${describeHolder(dataDir)}. Stop it, or choose another DATA_DIR.`,
        )
      : storeFault(error, path);
  }
  const before = noteIn(dataDir);
  const storeId = before?.store === undefined && before !== undefined ? 'unknown' : (before?.store ?? undefined);
  const holder = { pid: process.pid, since };
  if (storeId !== 'unknown') writeNote(dataDir, { ...holder, store: storeId ?? null });
  return {
    storeId,
    belongs: (id) => writeNote(dataDir, { ...holder, store: id ?? null }),
    release() {
      connection.close();
    },
  };
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw storeFault(error, path);
  }
}

function holderPath(dataDir: string): string {
  return join(dataDir, 'lock.json');
}

function describeHolder(dataDir: string): string {
  const note = noteIn(dataDir);
  return note === undefined ? 'another process' : `process ${note.pid} since ${note.since}`;
}

function noteIn(dataDir: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(holderPath(dataDir), 'utf8')) as Note;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: what belongs here must not be forgotten. A full disk keeps the note that is there. */
function writeNote(dataDir: string, note: Note): void {
  const path = holderPath(dataDir);
  try {
    writeFileSync(`${path}.new`, JSON.stringify(note));
    renameSync(`${path}.new`, path);
  } catch {
    rmSync(`${path}.new`, { force: true });
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}

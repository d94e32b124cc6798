import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFault, storeFault } from './fault.ts';

const SQLITE_BUSY = 5;

export interface Lock {
  release(): void;
}

/**
 * Makes this the one process of `dataDir`. The lock is a transaction left open on a database of its own: the operating
 * system frees it with the process, however that ends. Who holds it stands beside it, for the message alone.
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
  writeFileSync(holderPath(dataDir), JSON.stringify({ pid: process.pid, since }));
  return {
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

/** The note may be missing or half written while its process starts: the lock is the truth, the note a courtesy. */
function describeHolder(dataDir: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(holderPath(dataDir), 'utf8')) as { pid: number; since: string };
    return `process ${pid} since ${since}`;
  } catch {
    return 'another process';
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}

import { randomUUID } from 'node:crypto';
import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { RESTORE, StoreFault } from '../fault.ts';
import type { Database } from './database.ts';

/** A process's hold on the store that it opened. */
export interface Hold {
  /** Of the store, for ever. */
  readonly storeId: string;
  /** @throws StoreFault when what is written now would not be in the store that `DATA_DIR` holds, or is not ours to write */
  check(): void;
}

interface Owner {
  readonly pid: number;
  readonly since: string;
  /** Of one hold: a process that lost it writes nothing more. */
  readonly token: string;
}

/**
 * Takes the store for this process. The lock of the directory keeps others out; this keeps them out where somebody
 * removed the lock, and finds out when the store's file is removed, replaced or cut under us.
 */
export function takeHold(database: Database, since: string): Hold {
  const opened = statSync(database.path);
  const owner: Owner = { pid: process.pid, since, token: randomUUID() };
  let largest = 0;
  let isTaken = false;

  function checkFile(): void {
    const stats = statSync(database.path, { throwIfNoEntry: false });
    if (stats === undefined) throw lost('Absent', 'was removed');
    if (!isSameFile(stats, opened)) throw lost('Replaced', 'was replaced by another file');
    if (stats.size < largest) throw lost('Corrupt', 'was cut');
    largest = stats.size;
  }

  const lost = (code: 'Absent' | 'Replaced' | 'Corrupt', what: string) =>
    new StoreFault(
      code,
      `${database.path} ${what} while it was in use, so that nothing is changed. Stop, then: ${RESTORE}`,
    );

  /** Whether the store says that it is ours. It does not where the disk was full when we came. */
  function isOurs(): boolean {
    const found = database.get<{ owner: string }>('SELECT owner FROM store')?.owner;
    isTaken ||= found === JSON.stringify(owner);
    if (!isTaken || found === JSON.stringify(owner)) return isTaken;
    throw new StoreFault('InUse', `${database.path} was taken by another process, so that nothing is changed here.`);
  }

  function mayWrite(): void {
    checkFile();
    if (!isOurs()) take(database, opened, owner);
  }

  database.writeOnlyIf(mayWrite);
  const storeId = takeFirst(database);
  return {
    storeId,
    check() {
      checkFile();
      isOurs();
    },
  };
}

/** Takes it by any write; a full disk that held the store before is no reason not to serve. */
function takeFirst(database: Database): string {
  const known = database.get<{ id: string }>('SELECT id FROM store');
  try {
    database.transaction(() => undefined);
  } catch (error) {
    if (known === undefined || !(error instanceof StoreFault && error.code === 'Full')) throw error;
  }
  return database.get<{ id: string }>('SELECT id FROM store')?.id ?? '';
}

/** Makes the store ours, and gives it an id when it has none. */
function take(database: Database, opened: Stats, owner: Owner): void {
  const known = database.get<{ id: string; owner: string }>('SELECT id, owner FROM store');
  const before = known && ownerIn(known.owner);
  if (before !== undefined && hasOpen(before.pid, opened)) {
    throw new StoreFault(
      'InUse',
      `${database.path} is in use by process ${before.pid} since ${before.since}. Stop it, or choose another DATA_DIR.`,
    );
  }
  database.run('DELETE FROM store');
  database.run('INSERT INTO store VALUES (1, ?, ?)', known?.id ?? randomUUID(), JSON.stringify(owner));
}

function ownerIn(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

/** Whether another process has this file open. Only Linux shows it; elsewhere whoever took the store last writes it. */
function hasOpen(pid: number, file: Stats): boolean {
  if (pid === process.pid) return false;
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((name) => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      return stats !== undefined && isSameFile(stats, file);
    });
  } catch {
    return false;
  }
}

function isSameFile(one: Stats, other: Stats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

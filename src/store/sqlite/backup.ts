import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Organization } from '../../graph/types.ts';
import { SEATKEEPER } from '../audit.ts';
import { damaged, parseStored, StoreFault, storeFault } from '../fault.ts';
import { auditLog } from './audit.ts';
import { type Database, openForReading, openForWriting } from './database.ts';
import { checkEverything } from './history.ts';
import { takeLock } from './lock.ts';
import { SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { tablesOf } from './records.ts';
import { makeDirectory, STORE_FILE } from './store-files.ts';
import { verifyChain } from './verify-audit.ts';

/** What a store holds, every part of which was found to be as it was written. */
export interface Verified {
  readonly organization: string;
  readonly people: number;
  readonly changes: number;
  readonly auditRecords: number;
  /** Hash of the last audit record: `audit verify --head` finds it in every later state of this store. */
  readonly head: string;
}

/** All pages in one step: a copy of one moment, whatever is written meanwhile. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the store of `dataDir` into a file that does not exist yet, beside a running process, and reads the copy back
 * whole. The file is there when the copy is good, and not before.
 * @throws StoreFault when there is no store, or the copy is not what was written
 */
export async function backUp(dataDir: string, file: string): Promise<Verified> {
  const path = join(dataDir, STORE_FILE);
  if (!existsSync(path)) throw new StoreFault('Absent', `${dataDir} holds no store.`);
  return copyVerified(path, file);
}

/**
 * Puts a backup in the place of the store of `dataDir`, which no process may use meanwhile. The store that is there is
 * kept beside it. A process killed in the middle leaves the old store, the new one, or none and a start that says so.
 * @param time ISO 8601
 * @throws StoreFault when the backup is damaged or a newer Seatkeeper's, and when `dataDir` is in use
 */
export async function restore(
  file: string,
  dataDir: string,
  time: string,
): Promise<Verified & { readonly before: string | undefined }> {
  if (!existsSync(file))
    throw new StoreFault('Absent', `${file} is not there: name a file that seatkeeper backup wrote.`);
  makeDirectory(dataDir);
  const lock = takeLock(dataDir, time);
  try {
    const path = join(dataDir, STORE_FILE);
    const restored = `${path}.restored`;
    rmSync(restored, { force: true });
    const verified = await copyVerified(file, restored);
    const storeId = recordRestore(restored, time);
    const before = setAside(path, time);
    renameSync(restored, path);
    syncDirectory(dataDir);
    lock.belongs(storeId);
    return { ...verified, before };
  } finally {
    lock.release();
  }
}

async function copyVerified(from: string, to: string): Promise<Verified> {
  const partial = `${to}.partial`;
  rmSync(partial, { force: true });
  try {
    await copy(from, partial);
    const verified = verify(partial);
    renameSync(partial, to);
    syncDirectory(dirname(to));
    return verified;
  } catch (error) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${partial}${end}`, { force: true });
    throw error;
  }
}

async function copy(from: string, to: string): Promise<void> {
  try {
    const source = new DatabaseSync(from, { readOnly: true });
    try {
      await backup(source, to, { rate: ALL_PAGES });
    } finally {
      source.close();
    }
    const target = new DatabaseSync(to);
    // One file, without another beside it.
    target.exec('PRAGMA journal_mode = DELETE');
    target.close();
    sync(to);
  } catch (error) {
    throw storeFault(error, from);
  }
}

/** Reads everything: an older schema has no checksums yet, and gets them when a process opens it. */
function verify(path: string): Verified {
  const database = openForReading(path);
  try {
    const isCurrent = schemaVersion(database) === SCHEMA_VERSION;
    const [finding] = database.all<{ integrity_check: string }>('PRAGMA integrity_check(1)');
    if (finding?.integrity_check !== 'ok') throw damaged(`${path}: ${finding?.integrity_check}:`);
    if (isCurrent) checkEverything(database);
    const records = tablesOf(database, () => '').changes.latest(Number.MAX_SAFE_INTEGER).length;
    const { intact, head, broken } = verifyChain(database);
    if (broken !== undefined) throw damaged(`${path}: audit record ${broken.seq}: ${broken.reason}. It`);
    const people = database.get<{ count: number }>('SELECT count(*) AS count FROM users')?.count ?? 0;
    const { displayName } = organizationIn(database);
    return { organization: displayName, people, changes: records, auditRecords: intact, head };
  } finally {
    database.close();
  }
}

function organizationIn(database: Database): Pick<Organization, 'id' | 'displayName'> {
  const row = database.get<{ organization: string }>('SELECT organization FROM tenant');
  if (row !== undefined) return parseStored<Organization>(row.organization, 'the organization');
  // A tenant of Graph has its people there, and only its name here.
  const owner = database.get<{ value: string }>("SELECT value FROM kv WHERE namespace = 'tenant' AND key = 'graph'");
  if (owner === undefined) throw new StoreFault('Absent', `${database.path} holds no tenant.`);
  return parseStored<{ value: Organization }>(owner.value, 'the organization').value;
}

/** That the store went back stands in its log. Answers its id; undefined for one of an older schema. */
function recordRestore(path: string, time: string): string | undefined {
  const database = openForWriting(path);
  try {
    const { id } = organizationIn(database);
    auditLog(database).append([{ time, activity: 'Store restored', actor: SEATKEEPER, target: id, details: {} }]);
    if (schemaVersion(database) < SCHEMA_VERSION) return undefined;
    return database.get<{ id: string }>('SELECT id FROM store')?.id;
  } finally {
    database.close();
    sync(path);
  }
}

/** Where the store that was there is now; undefined: there was none. */
function setAside(path: string, time: string): string | undefined {
  const before = `${path}.before-${time.replaceAll(/[^0-9TZ]/g, '')}`;
  let wasThere = false;
  for (const end of ['-shm', '-wal', '']) {
    if (!existsSync(`${path}${end}`)) continue;
    renameSync(`${path}${end}`, `${before}${end}`);
    wasThere = true;
  }
  return wasThere ? before : undefined;
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** So that a name that was given to a file outlives a power cut. */
function syncDirectory(path: string): void {
  sync(path);
}

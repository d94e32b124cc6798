import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { snapshotOf } from '../../src/directory/snapshot/tenant-snapshot.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { SEALED_TABLES } from '../../src/store/sqlite/sealed.ts';
import { STORE_FILE } from '../../src/store/sqlite/store-files.ts';
import { verifyChain } from '../../src/store/sqlite/verify-audit.ts';
import { atOnce } from '../store/at-once.ts';
import type { Random } from './random.ts';
import { expectThat } from './violation.ts';

/** Where files lie that are gone soon. */
export const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const clock = { now: () => new Date('2026-11-24T12:00:00.000Z') };

/** What becomes of a `DATA_DIR` behind the bot's back. */
export type Harm =
  | 'removed'
  | 'emptied'
  | 'replaced'
  | 'flipped'
  | 'altered'
  | 'row gone'
  | 'removed in use'
  | 'cut in use'
  | 'taken in use';

const HARMS: readonly Harm[] = [
  'removed',
  'emptied',
  'replaced',
  'flipped',
  'flipped',
  'altered',
  'altered',
  'row gone',
  'removed in use',
  'cut in use',
  'taken in use',
];

/**
 * Does one harm to what a seed left on its disk. What is then read is what was written, or a fault is; nothing is written
 * into a store that is not the one that was opened.
 */
export async function checkDamage(image: Uint8Array, random: Random): Promise<Harm> {
  const dataDir = mkdtempSync(join(PARENT, 'simulated-'));
  try {
    const path = join(dataDir, STORE_FILE);
    writeFileSync(path, image);
    const written = readsOnce(image, dataDir);
    expectThat(written !== undefined, 'damage is found', () => 'a store that is whole is not served');
    const harm = harmOf(random);
    if (harm.endsWith('in use')) await checkInUse(harm, dataDir, path);
    else {
      const what = harmed(harm, path, random);
      const read = reads(dataDir);
      const isFound = read === undefined || (harm === 'flipped' && read === written);
      expectThat(isFound, 'damage is found', () => `a store that was ${harm} is served: ${what}`);
    }
    return harm;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One bit of the store's files becomes another: a start is refused, or reads what was written. */
export function checkFlip(image: Uint8Array, random: Random): 'refused' | 'no effect' {
  return inFolder(image, (dataDir, path) => {
    const written = reads(dataDir);
    const what = flipped(path, random);
    const read = reads(dataDir);
    expectThat(read === undefined || read === written, 'damage is found', () => `what ${what} changed is served`);
    return read === undefined ? 'refused' : 'no effect';
  });
}

/**
 * One bit of what was written since becomes another, as it lies beside the store of a process that was killed: a start is refused, or reads
 * what was written at one of the moments, whole.
 */
export async function checkWalFlip(image: Uint8Array, random: Random): Promise<'refused' | 'no effect' | 'cut short'> {
  const moments = [readsOf({ main: image, wal: new Uint8Array() })];
  const { wal, main } = await withWrites(image, (files) => moments.push(readsOf(files)));
  const at = random.below(wal.length);
  wal[at] = (wal[at] ?? 0) ^ (1 << random.below(8));
  const read = readsOf({ main, wal });
  const isWhole = read === undefined || moments.includes(read);
  expectThat(isWhole, 'damage is found', () => `what byte ${at} of what was written since changed is served`);
  if (read === undefined) return 'refused';
  return read === moments.at(-1) ? 'no effect' : 'cut short';
}

interface Files {
  readonly main: Uint8Array;
  readonly wal: Uint8Array;
}

/** Opens the store and writes a few times; hears of the files after each, and answers the last. */
async function withWrites(image: Uint8Array, written: (files: Files) => void): Promise<Files> {
  const dataDir = mkdtempSync(join(PARENT, 'simulated-'));
  try {
    const path = join(dataDir, STORE_FILE);
    writeFileSync(path, image);
    const store = openStore(dataDir, { clock });
    const files = () => ({ main: readFileSync(path), wal: readFileSync(`${path}-wal`) });
    for (const displayName of ['Megan', 'Alex', 'Nestor']) {
      await store.values('freezes').put('tenant', { by: { userId: displayName, displayName } });
      written(files());
    }
    const last = files();
    await store.close();
    return last;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function readsOf({ main, wal }: Files): string | undefined {
  return inFolder(main, (dataDir, path) => {
    writeFileSync(`${path}-wal`, wal);
    return reads(dataDir);
  });
}

/** A `DATA_DIR` of its own that holds the store. */
function inFolder<T>(image: Uint8Array, act: (dataDir: string, path: string) => T): T {
  const dataDir = mkdtempSync(join(PARENT, 'simulated-'));
  try {
    const path = join(dataDir, STORE_FILE);
    writeFileSync(path, image);
    return act(dataDir, path);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export function harmOf(random: Random): Harm {
  return random.pick(HARMS);
}

const readFrom = new WeakMap<Uint8Array, string>();

/** Each harm is done to a store that was opened, and whole: what it says is read from the first alone. */
function readsOnce(image: Uint8Array, dataDir: string): string | undefined {
  const known = readFrom.get(image);
  if (known !== undefined) {
    void openStore(dataDir, { clock }).close();
    return known;
  }
  const written = reads(dataDir);
  if (written !== undefined) readFrom.set(image, written);
  return written;
}

/** Everything that decides, as a start reads it, and what it checks then; undefined: the damage is found. */
function reads(dataDir: string): string | undefined {
  try {
    const store = openStore(dataDir, { clock });
    try {
      const { changes, values, outbox } = atOnce(store);
      const stored = embeddedStore(store).tenant.snapshot();
      if (verifyChain(store.database).broken !== undefined) return undefined;
      for (const _ of store.checkHistory?.() ?? []);
      const roles = ['megan', 'person-2', 'person-3', 'person-1'].map((id) => embeddedStore(store).tenant.rolesOf(id));
      const tenant = stored && snapshotOf(loadTenant(stored));
      return JSON.stringify([
        tenant?.users,
        tenant?.groups,
        tenant?.subscribedSkus,
        roles,
        changes.latest(1_000),
        changes.inState('waiting', 'scheduled', 'queued', 'running', 'cancelling'),
        changes.toCome(),
        values('freezes').get('tenant') ?? null,
        outbox.of('schedule'),
        embeddedStore(store).runs.open(),
      ]);
    } finally {
      void store.close();
    }
  } catch (error) {
    if (error instanceof StoreFault) return undefined;
    throw error;
  }
}

/** Answers what was done. */
function harmed(harm: Harm, path: string, random: Random): string {
  switch (harm) {
    case 'removed':
      rmSync(path);
      return path;
    case 'emptied':
      truncateSync(path);
      return path;
    case 'replaced':
      return replaced(path);
    case 'flipped':
      return flipped(path, random);
    default:
      return altered(harm, path, random);
  }
}

/** By a store that was made elsewhere, and holds the same otherwise. */
function replaced(path: string): string {
  const database = new DatabaseSync(path);
  database.exec("UPDATE store SET id = 'another', owner = 'nobody'");
  database.close();
  return path;
}

function flipped(path: string, random: Random): string {
  const bytes = readFileSync(path);
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  writeFileSync(path, bytes);
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  return `byte ${at}`;
}

/** A cell of a row that decides becomes another, or the row is gone, as another program would do it. */
function altered(harm: Harm, path: string, random: Random): string {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA foreign_keys = OFF');
    for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) {
      database.exec(`DROP TRIGGER "${name}"`);
    }
    const filled = [...SEALED_TABLES, 'changes', 'audit'].filter(
      (table) => table !== 'kv' && database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined,
    );
    const table = random.pick(filled);
    const rows = database.prepare(`SELECT * FROM ${table}`).all();
    const row = random.pick(rows);
    // The number of a row says nothing by itself where something else names it.
    const columns = Object.keys(row).filter((column) => row[column] !== null && !['row', 'seq'].includes(column));
    const key = columns.map((column) => `"${column}" IS ?`).join(' AND ');
    const values = columns.map((column) => row[column] as string | number);
    if (harm === 'row gone') {
      database.prepare(`DELETE FROM ${table} WHERE ${key}`).run(...values);
      return `${table} ${values.join(' ').slice(0, 80)}`;
    }
    const column = random.pick(columns.filter((name) => !['checksum', 'prev_hash', 'one'].includes(name)));
    const was = row[column];
    const is = typeof was === 'number' ? was + 1 : another(String(was));
    database.prepare(`UPDATE OR REPLACE ${table} SET "${column}" = ? WHERE ${key}`).run(is, ...values);
    return `${table}.${column} of ${values.join(' ').slice(0, 80)}`;
  } finally {
    database.close();
  }
}

/** What is JSON stays JSON: an index reads it. */
function another(text: string): string {
  const last = /\d(?=\D*$)/.exec(text);
  if (last === null) return `${text.slice(0, -1)}${text.endsWith('x') ? 'y' : 'x'}`;
  return `${text.slice(0, last.index)}${(Number(last[0]) + 1) % 10}${text.slice(last.index + 1)}`;
}

/** Whoever has it open writes nothing more, and says so. */
async function checkInUse(harm: Harm, dataDir: string, path: string): Promise<void> {
  const store = openStore(dataDir, { clock });
  let second: SqliteStore | undefined;
  try {
    if (harm === 'removed in use') rmSync(path);
    if (harm === 'cut in use') {
      copyFileSync(path, `${path}.whole`);
      truncateSync(path, 100);
    }
    if (harm === 'taken in use') {
      rmSync(join(dataDir, 'lock.sqlite'));
      second = openStore(dataDir, { clock });
    }
    const isRefused = async (work: () => Promise<void>) => {
      try {
        await work();
        return false;
      } catch (error) {
        return error instanceof StoreFault;
      }
    };
    const isKept = await isRefused(() => store.values('freezes').put('tenant', { by: 'nobody' }));
    expectThat(isKept, 'damage is found', () => `a store that was ${harm} is written`);
    expectThat(await isRefused(store.check), 'damage is found', () => `a store that was ${harm} is ready`);
  } finally {
    await second?.close();
    // Its file may be gone.
    await store.close().catch(() => undefined);
  }
}

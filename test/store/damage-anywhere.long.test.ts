import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { random } from '../licensing/random.ts';
import { everything, FILE, filledDirectory, open, readBack } from './filled-store.ts';

/** The bytes of the file in which the index begins. */
function rootPageOf(path: string, index: string): { readonly start: number; readonly end: number } {
  const database = new DatabaseSync(path, { readOnly: true });
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  const page = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(index)?.['rootpage']);
  database.close();
  return { start: (page - 1) * size, end: page * size };
}

describe('a store that is not what was written', () => {
  it('is never served, whichever bit flips', async () => {
    const dataDir = await filledDirectory();
    const [path, written] = [join(dataDir, FILE), await readBack(dataDir)];
    const sound = readFileSync(path);
    const draw = random(7);
    let found = 0;
    for (let flip = 0; flip < 200; flip += 1) {
      const bytes = Buffer.from(sound);
      const at = draw.int(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw.int(8));
      writeFileSync(path, bytes);
      rmSync(`${path}-wal`, { force: true });
      rmSync(`${path}-shm`, { force: true });
      try {
        expect(await readBack(dataDir)).toBe(written);
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        found += 1;
      }
    }
    expect(found).toBeGreaterThan(20);
  });

  it.each(['sqlite_autoindex_role_members_1', 'changes_by_state'])(
    'is never served, whichever byte of %s is another one',
    async (index) => {
      const dataDir = await filledDirectory();
      const path = join(dataDir, FILE);
      const page = rootPageOf(path, index);
      const read = async () => {
        const store = open(dataDir);
        try {
          return JSON.stringify([await everything(store), embeddedStore(store).tenant.rolesOf('megan')]);
        } finally {
          await store.close();
        }
      };
      const [written, sound] = [await read(), readFileSync(path)];
      let found = 0;
      for (let at = page.start; at < page.end; at += 1) {
        if (sound[at] === 0) continue;
        const bytes = Buffer.from(sound);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(path, bytes);
        for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
        try {
          expect(await read(), `byte ${at - page.start}`).toBe(written);
        } catch (error) {
          if (!(error instanceof StoreFault)) throw error;
          found += 1;
        }
      }
      expect(found).toBeGreaterThan(5);
    },
  );
});

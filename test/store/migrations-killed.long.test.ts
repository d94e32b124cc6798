import { hash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { constants, DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../src/store/sqlite/migrations.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { startChild } from './child-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { EVERYTHING, everythingIn, NAMES, written } from './written-stores.ts';

/** What of a store a killed process leaves on the disk. */
const FILES = ['seatkeeper.sqlite', 'seatkeeper.sqlite-wal'];

describe.each(NAMES)('a store of schema %s', (name) => {
  it('comes whole through a process that is killed at any statement of any step', async () => {
    const { images, statements } = imagesOfMigrating(written(name));
    expect(statements).toBeGreaterThan(name === String(SCHEMA_VERSION) ? 0 : 10);
    for (const image of images) expect(await everythingIn(image)).toEqual(EVERYTHING);
  });
});

it('a kill leaves what such an image holds', async () => {
  const script = new URL('killed-migration.ts', import.meta.url);
  const [name = ''] = NAMES;
  for (let at = 1; at < 600; at = Math.ceil(at * 2.5)) {
    const dataDir = written(name);
    const child = startChild(String(at), dataDir, { script });
    const end = await child.line();
    await child.kill();
    expect(await everythingIn(dataDir)).toEqual(EVERYTHING);
    if (end === 'open') break;
  }
});

/**
 * Brings a store up to date, and answers what its files held before each thing that a statement asked to do, each different one
 * once: what a process leaves that is killed there.
 */
function imagesOfMigrating(dataDir: string) {
  const images = new Map<string, string>();
  let statements = 0;
  const { exec } = DatabaseSync.prototype;
  const watched = function (this: DatabaseSync, sql: string) {
    this.setAuthorizer(() => {
      statements += 1;
      const files = FILES.map((file) => join(dataDir, file)).filter(existsSync);
      const key = hash('sha256', Buffer.concat(files.map((file) => readFileSync(file))));
      if (!images.has(key)) {
        const image = temporaryDirectory();
        for (const file of files) copyFileSync(file, join(image, basename(file)));
        images.set(key, image);
      }
      return constants.SQLITE_OK;
    });
    return exec.call(this, sql);
  };
  DatabaseSync.prototype.exec = watched;
  try {
    void openStore(dataDir, { clock: virtualClock() }).close();
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
  return { images: [...images.values()], statements };
}

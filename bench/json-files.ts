import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeLines } from '../src/directory/snapshot/line-writer.ts';
import { readLines } from '../src/directory/snapshot/lines.ts';
import { type Measured, measure } from './measure.ts';

/** Reads the large files of a snapshot as JSON and writes what was read, and nothing else. */
export function copyAsJson(folder: string, target: string): Promise<Measured<void>> {
  mkdirSync(target);
  return measure(async () => {
    for (const file of ['users.ndjson', 'groups.ndjson']) {
      const lines = Iterator.from(readLines(join(folder, file))).map((text) => JSON.stringify(JSON.parse(text)));
      await writeLines(join(target, file), lines);
    }
  });
}

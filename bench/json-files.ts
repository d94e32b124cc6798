import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lineText, readByteLines } from '../src/directory/snapshot/byte-lines.ts';
import { writeLines } from '../src/directory/snapshot/line-writer.ts';
import { better, type Measured, measure } from './measure.ts';

/** Reads the large files of a snapshot as JSON and writes what was read, and nothing else; the better of two runs. */
export async function copyAsJson(folder: string, target: string): Promise<Measured<void>> {
  warm(folder);
  const first = await measure(() => copy(folder, target));
  rmSync(target, { recursive: true });
  return better(first, await measure(() => copy(folder, target)));
}

async function copy(folder: string, target: string): Promise<void> {
  mkdirSync(target);
  for (const file of ['users.ndjson', 'groups.ndjson']) {
    const lines = Iterator.from(readByteLines(join(folder, file))).map((line) =>
      JSON.stringify(JSON.parse(lineText(line))),
    );
    await writeLines(join(target, file), lines);
  }
}

/** Reads the large files once, so that nobody waits for the disk: what is measured is the work. */
export function warm(folder: string): void {
  for (const file of ['users.ndjson', 'groups.ndjson']) for (const _ of readByteLines(join(folder, file)));
}

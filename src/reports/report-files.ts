import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { makeFolder } from '../store/make-folder.ts';
import type { WrittenReport } from './report.ts';

/** Where reports are kept: whole or not at all, and only for whom the process runs as, since they name people. */
export interface ReportFiles {
  /** The full path of the file. */
  write(report: WrittenReport): string;
  /** One that was written, by its name. */
  read(name: string): Buffer;
}

/** A second one of the same second takes the place of no other: somebody was told where that is. */
function freeIn(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  let path = join(folder, name);
  for (let copy = 2; existsSync(path); copy += 1) path = join(folder, `${stem}-${copy}${ext}`);
  return path;
}

export function reportFiles(dataDir: string): ReportFiles {
  const folder = resolve(dataDir, 'reports');
  return {
    write({ name, content }) {
      makeFolder(folder, 0o700);
      const path = freeIn(folder, name);
      writeFileSync(`${path}.part`, content, { mode: 0o600 });
      renameSync(`${path}.part`, path);
      return path;
    },
    read: (name) => readFileSync(join(folder, name)),
  };
}

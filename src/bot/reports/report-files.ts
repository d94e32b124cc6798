import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../store/make-folder.ts';
import type { Report } from './report.ts';

/** Where reports are kept: whole or not at all, and only for whom the process runs as, since they name people. */
export interface ReportFiles {
  /** The full path of the file. */
  write(report: Report): string;
  /** One that was written, by its name. */
  read(name: string): Buffer;
}

export function reportFiles(dataDir: string): ReportFiles {
  const folder = resolve(dataDir, 'reports');
  return {
    write({ name, content }) {
      makeFolder(folder, 0o700);
      const path = join(folder, name);
      writeFileSync(`${path}.part`, content, { mode: 0o600 });
      renameSync(`${path}.part`, path);
      return path;
    },
    read: (name) => readFileSync(join(folder, name)),
  };
}

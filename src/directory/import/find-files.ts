import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { seriesOf } from './pages.ts';

/** A file of an export. */
export interface SourceFile {
  readonly path: string;
  /** As people see it: below what they named, with `/` between folders. */
  readonly name: string;
}

const inNaturalOrder = new Intl.Collator('en', { numeric: true }).compare;

/**
 * All files of what was named, folders with all that is below them, pages in their order: `users.json`, `users-2.json`,
 * `users-10.json`. Hidden ones, which systems put beside the others, are none.
 */
export function findFiles(from: readonly string[]): SourceFile[] {
  const files = from.flatMap((path) => {
    const inside = from.length === 1 ? path : dirname(path);
    if (!statSync(path).isDirectory()) return [{ path, name: from.length === 1 ? basename(path) : path }];
    return below(path).map((found) => ({ path: found, name: relative(inside, found).split(sep).join('/') }));
  });
  const placed = files.map((file) => ({ file, ...seriesOf(file.name) }));
  placed.sort((left, right) => inNaturalOrder(left.series, right.series) || left.number - right.number);
  return placed.map(({ file }) => file);
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
    });
}

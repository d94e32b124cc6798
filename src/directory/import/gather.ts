import type { SourceFile } from './find-files.ts';
import { type Gathered, tally } from './gathered.ts';
import { readCsvFile } from './read-csv-file.ts';
import { readJsonFile } from './read-json-file.ts';
import { readUtf8 } from './read-utf8.ts';

/** Often enough to see that it goes on, seldom enough to cost nothing. */
const TOLD_EVERY = 5_000;

/** Reads all files of an export. @param progress hears what is being read */
export function gather(files: readonly SourceFile[], gathered: Gathered, progress: (doing: string) => void): void {
  let objects = 0;
  for (const file of files) {
    const tell = (): void => {
      if (objects++ % TOLD_EVERY === 0) progress(`Reading ${file.name} … ${objects.toLocaleString('en-US')} objects`);
    };
    const start = startOf(file.path);
    if (start === '' || /^[{[]/.test(start)) {
      if (start !== '' || /\.(?:json|ndjson|jsonl)$/i.test(file.name)) readJsonFile(file, gathered, tell);
    } else if (/\.(?:csv|tsv|txt)$/i.test(file.name)) readCsvFile(file, gathered);
    else if (/\.(?:json|ndjson|jsonl)$/i.test(file.name)) {
      gathered.faults.add('is not JSON', { file: file.name });
    } else tally(gathered, file.name, 'left out');
  }
}

function startOf(path: string): string {
  for (const chunk of readUtf8(path)) {
    const start = chunk.toString('utf8', 0, 256).trimStart();
    if (start !== '') return start;
  }
  return '';
}

import type { SourceFile } from './find-files.ts';
import { type Gathered, tallyGathered } from './gathered.ts';
import { readCsvFile } from './read-csv-file.ts';
import { readJsonFile } from './read-json-file.ts';
import { readUtf8 } from './read-utf8.ts';

/** Often enough to see that it goes on, seldom enough to cost nothing. */
const TOLD_EVERY = 5_000;
const START_BYTES = 256;

/** Reads all files of an export. @param progress hears what is being read */
export function gather(files: readonly SourceFile[], gathered: Gathered, progress: (doing: string) => void): void {
  let objects = 0;
  for (const file of files) {
    const tell = (): void => {
      if (objects++ % TOLD_EVERY === 0) progress(`Reading ${file.name} … ${objects.toLocaleString('en-US')} objects`);
    };
    try {
      readFile(file, gathered, tell);
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      gathered.faults.add(`cannot be read: ${error.message}`, { file: file.name });
    }
  }
}

/** What a tenant may well be in, by what it begins with. */
const OTHER_FORMS: readonly (readonly [beginning: string, what: string])[] = [
  ['PK\u0003\u0004', 'is packed, as a workbook of Excel is. Unpack it, or save its sheets as CSV.'],
  ['\u001f', 'is packed. Unpack it.'],
  ['7z', 'is packed. Unpack it.'],
  ['<Objs ', 'was written by Export-Clixml. Write it with ConvertTo-Json -Depth 10.'],
];

/** By what it begins with; its ending is asked only where that tells nothing. */
function readFile(file: SourceFile, gathered: Gathered, tell: () => void): void {
  const chunks = readUtf8(file.path);
  const { value: first, done } = chunks.next();
  const start = first?.toString('utf8', 0, START_BYTES).trimStart() ?? '';
  const all = done === true ? [] : chain(first, chunks);
  const shouldBeJson = /\.(?:json|ndjson|jsonl)$/i.test(file.name);
  if (/^[{[]/.test(start) || (start === '' && shouldBeJson))
    readJsonFile(file, all, { gathered, tell, isList: start.startsWith('[') });
  else if (/\.(?:csv|tsv|txt)$/i.test(file.name)) readCsvFile(file, gathered, tell);
  else if (shouldBeJson) {
    const beginning = /^[\p{L}\p{N}\p{P}\p{S} ]{0,40}/u.exec(start)?.[0] ?? '';
    gathered.faults.add(`is not JSON: it begins with “${beginning}”`, { file: file.name });
  } else {
    tallyGathered(gathered, file.name, 'left out');
    const form = OTHER_FORMS.find(([beginning]) => start.startsWith(beginning));
    if (form !== undefined) gathered.leftOut.push(`${file.name} was left out: it ${form[1]}`);
  }
  chunks.return();
}

function* chain<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first;
  yield* rest;
}

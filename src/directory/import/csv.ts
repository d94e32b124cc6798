/** A row by the names of its columns. */
export type CsvRow = ReadonlyMap<string, string>;

/** No report has longer ones: a quotation mark that is never closed makes one row of all the rest. */
const LONGEST_ROW = 1 << 20;

/** A row that does not end. */
export class CsvFault extends Error {
  constructor() {
    super('has a row without an end: a quotation mark is never closed');
    this.name = 'CsvFault';
  }
}

/**
 * Reads CSV as portals and Excel write it, a row at a time: comma, semicolon or tab, texts in quotes with line ends in them,
 * and a line before the header that is not of the table (`#TYPE …`, `version:v1.0`). Rows without a value are left out.
 * @throws CsvFault
 */
export function* readCsv(chunks: Iterable<Buffer>): Generator<CsvRow, void, undefined> {
  let columns: readonly string[] | undefined;
  for (const cells of rowsOf(chunks)) {
    if (columns === undefined) columns = cells.map(columnName);
    else if (cells.some((cell) => cell !== '')) {
      yield new Map(columns.map((column, at) => [column, cells[at] ?? '']));
    }
  }
}

/** Of its columns alone. */
export function columnsOf(chunks: Iterable<Buffer>): readonly string[] {
  for (const cells of rowsOf(chunks)) return cells.map(columnName);
  return [];
}

/** `userPrincipalName` of `User name [userPrincipalName] Required`, `displayname` of `Display name`. */
function columnName(column: string): string {
  return (/\[(\w+)\]/.exec(column)?.[1] ?? column).toLowerCase().replace(/[^a-z]/g, '');
}

function* rowsOf(chunks: Iterable<Buffer>): Generator<readonly string[], void, undefined> {
  let cell: RegExp | undefined;
  let text = '';
  for (const { part, isLast } of textsOf(chunks)) {
    text += part;
    if (cell === undefined) {
      // The first part has the first lines whole: what is longer is no table.
      text = text.replace(/^(?:#TYPE|version:|sep=).*(?:\r?\n|\r)/i, '');
      cell = cellBefore(delimiterOf(/^.*/.exec(text)?.[0] ?? ''));
    }
    text = yield* wholeRows(text, cell, isLast);
    if (text.length > (isLast ? 0 : LONGEST_ROW)) throw new CsvFault();
  }
}

/** The rows that end within the text; returns what is left of it. */
function* wholeRows(text: string, cell: RegExp, isLast: boolean): Generator<readonly string[], string, undefined> {
  let start = 0;
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    cell.lastIndex = at;
    const [whole, quoted, rest = '', end = ''] = cell.exec(text) ?? [];
    if (whole === undefined) break;
    at += whole.length;
    // What ends with the text may go on in the next part.
    if (end === '' || (end === '\r' && at === text.length && !isLast)) break;
    row.push(`${quoted?.replaceAll('""', '"') ?? ''}${rest}`.trim());
    if (!/[\r\n]/.test(end)) continue;
    yield row;
    row = [];
    start = at;
  }
  return text.slice(start);
}

/** With what is decoded; after the last, a line end that may be missing. */
function* textsOf(chunks: Iterable<Buffer>): Generator<{ readonly part: string; readonly isLast: boolean }> {
  const decoder = new TextDecoder();
  for (const chunk of chunks) yield { part: decoder.decode(chunk, { stream: true }), isLast: false };
  yield { part: `${decoder.decode()}\n`, isLast: true };
}

function delimiterOf(header: string): string {
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** A cell and what ends it; nothing ends one that may go on after the text, and a quotation mark that opens it has to be closed. */
function cellBefore(delimiter: string): RegExp {
  return new RegExp(`(?:"([^"]*(?:""[^"]*)*)")?(?!")([^${delimiter}\\r\\n]*)(${delimiter}|\\r\\n|\\r|\\n|$)`, 'y');
}

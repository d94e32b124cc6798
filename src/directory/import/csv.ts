/** Rows of a CSV file by the names of their columns, as they stand in its first row that has more than one. */
export interface CsvFile {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads CSV as portals and Excel write it: comma, semicolon or tab, texts in quotes with line ends in them, and lines
 * before the header that are not of the table (`#TYPE …`, `version:v1.0`).
 */
export function readCsv(text: string): CsvFile {
  const body = text.replace(/^(?:#TYPE|version:|sep=).*\r?\n/i, '');
  const firstLine = /^[^\r\n]*/.exec(body)?.[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, next) =>
    count(firstLine, next) > count(firstLine, best) ? next : best,
  );
  const [columns = [], ...rows] = rowsOf(body, delimiter);
  return {
    columns: columns.map((column) => column.trim()),
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== '')),
  };
}

function count(line: string, delimiter: string): number {
  return line.split(delimiter).length;
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const plain = new RegExp(`(?:"((?:[^"]|"")*)"|([^${delimiter}\\r\\n]*))(${delimiter}|\\r?\\n|$)`, 'y');
  for (let at = 0; at < text.length; ) {
    plain.lastIndex = at;
    const [whole, quoted, bare = '', end] = plain.exec(text) ?? [];
    if (whole === undefined || (whole === '' && end === '')) break;
    at += whole.length;
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === delimiter) continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

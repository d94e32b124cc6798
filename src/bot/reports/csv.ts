/** A cell: text that somebody wrote, or a number of ours. */
export type Cell = string | number;

export interface Sheet {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A spreadsheet takes text that begins with one of these for a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const BEGINS_FORMULA = /^\s*[=+\-@＝＋－＠\t\r|]/;

/** RFC 4180, in UTF-8 with the mark by which Excel knows it; text that a spreadsheet would compute has a quote before it. */
export function csvOf({ head, rows }: Sheet): string {
  return `\uFEFF${[head, ...rows].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const inert = BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

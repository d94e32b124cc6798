import type { Language } from '../language/command.ts';
import { civilAt } from '../time/zone.ts';

/** A moment (ISO 8601), written as each reader takes it. */
interface CsvMoment {
  readonly at: string;
}

/** A cell: text that somebody wrote, a number of ours, or a moment. */
export type Cell = string | number | CsvMoment;

export interface Sheet {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Whose spreadsheet opens it. */
export interface Reader {
  readonly language: Language;
  /** In which its moments are told (IANA). */
  readonly zone: string;
}

/** Where the comma divides a number, Excel takes the semicolon between cells. */
const SEPARATORS = { en: ',', nl: ';' } satisfies Record<Language, string>;

/** A spreadsheet takes text that begins with one of these for a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const BEGINS_FORMULA = /^\s*[=+\-@＝＋－＠\t\r|]/;

/**
 * RFC 4180 as Excel of that language opens it: in UTF-8 with the mark by which Excel knows it, moments as the dates that it
 * reads in every language; text that a spreadsheet would compute has a quote before it.
 */
export function csvOf({ head, rows }: Sheet, reader: Reader): string {
  const zoned = head.map((title, column) =>
    rows.some((row) => isMoment(row[column])) ? `${title} (${reader.zone})` : title,
  );
  const separator = SEPARATORS[reader.language];
  const lines = [zoned, ...rows].map((cells) => cells.map((cell) => cellOf(cell, reader)).join(separator));
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}

export function isMoment(cell: Cell | undefined): cell is CsvMoment {
  return typeof cell === 'object';
}

function cellOf(cell: Cell, { zone }: Reader): string {
  if (typeof cell === 'number') return String(cell);
  if (isMoment(cell)) return wallClock(Date.parse(cell.at), zone);
  const inert = BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** "2026-11-29 21:06:17". */
function wallClock(ms: number, zone: string): string {
  const { year, month, day, hour, minute } = civilAt(ms, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(Math.floor(ms / 1000) % 60)}`;
}

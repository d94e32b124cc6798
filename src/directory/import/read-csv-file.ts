import { readCsv } from './csv.ts';
import { type Gathered, tally } from './gathered.ts';
import type { JsonObject } from './json-value.ts';

type Row = ReadonlyMap<string, string>;

/** Takes what a report of the admin center or a download of Entra can give: names, seats, who is in a group. */
export function readCsvFile(name: string, chunks: Iterable<Buffer>, gathered: Gathered): void {
  const { columns, rows } = readCsv(textOf(chunks));
  const names = columns.map(columnName);
  const table = rows.map((row) => new Map(names.map((column, at) => [column, (row[at] ?? '').trim()])));
  const has = (...some: readonly string[]): boolean => some.some((column) => names.includes(column));
  const isOfEntra = has('memberobjectidorupn') || (has('objecttype', 'isuser') && has('id', 'objectid'));
  if (has('groupid') && has('memberid', 'userid')) takeMemberships(table, name, gathered);
  else if (isOfEntra || /members?\b/i.test(name)) takeStrays(table, name, gathered);
  else if (has('producttitle')) takeAll(table.map(productIn), 'csvProduct', name, gathered);
  else if (has('userprincipalname', 'upn')) takeAll(table.map(userIn), 'csvUser', name, gathered);
  else tally(gathered, name, 'left out');
}

/** Whose members these are, the file does not say. Templates have an example in their first row. */
function takeStrays(table: readonly Row[], file: string, gathered: Gathered): void {
  const ids = table.map(memberIn).filter((id) => id !== '' && !/^example/i.test(id));
  gathered.strays.push({ file, ids });
  tally(gathered, file, 'members (CSV)', ids.length);
}

/** What scripts write: a row for each member of each group. */
function takeMemberships(table: readonly Row[], file: string, gathered: Gathered): void {
  for (const row of table) {
    const id = row.get('groupid') ?? '';
    const member = row.get('memberid') ?? row.get('userid') ?? '';
    if (id !== '' && member !== '') gathered.members.add({ id }, [member], { source: file, file });
  }
  tally(gathered, file, 'members (CSV)', table.length);
}

function takeAll(
  objects: readonly JsonObject[],
  kind: 'csvUser' | 'csvProduct',
  file: string,
  gathered: Gathered,
): void {
  for (const object of objects) gathered.small[kind].push({ object, file });
  tally(gathered, file, kind === 'csvUser' ? 'rows of people (CSV)' : 'rows of seats (CSV)', objects.length);
}

function textOf(chunks: Iterable<Buffer>): string {
  const decoder = new TextDecoder();
  let text = '';
  for (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** `userPrincipalName` of `User name [userPrincipalName] Required`, `displayname` of `Display name`. */
function columnName(column: string): string {
  return (/\[(\w+)\]/.exec(column)?.[1] ?? column).toLowerCase().replace(/[^a-z]/g, '');
}

function memberIn(row: Row): string {
  for (const column of ['memberobjectidorupn', 'id', 'objectid', 'userprincipalname', 'upn']) {
    const value = row.get(column);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

function userIn(row: Row): JsonObject {
  const blocked = yesOrNo(row.get('blockcredential'));
  return present({
    id: row.get('objectid') || row.get('id'),
    displayName: row.get('displayname'),
    userPrincipalName: row.get('userprincipalname') ?? row.get('upn'),
    usageLocation: /^[a-z]{2}$/i.exec(row.get('usagelocation') ?? '')?.[0],
    userType: row.get('usertype'),
    accountEnabled: blocked === undefined ? yesOrNo(row.get('accountenabled')) : !blocked,
  });
}

function productIn(row: Row): JsonObject {
  const whole = (column: string): number | undefined => {
    const digits = row.get(column)?.replace(/[\s.,]/g, '') ?? '';
    return /^\d+$/.test(digits) ? Number(digits) : undefined;
  };
  return present({
    title: row.get('producttitle'),
    enabled: whole('totallicenses'),
    warning: whole('expiredlicenses') ?? 0,
  });
}

/** What Excel saved in another language is not known. */
function yesOrNo(value: string | undefined): boolean | undefined {
  if (value === undefined || !/^(?:true|false)$/i.test(value)) return undefined;
  return value.toLowerCase() === 'true';
}

function present(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== ''));
}

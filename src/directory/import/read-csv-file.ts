import type { JsonObject } from '../json-object.ts';
import { CsvFault, type CsvRow, columnsOf, readCsv } from './csv.ts';
import type { SourceFile } from './find-files.ts';
import { type Gathered, tallyGathered } from './gathered.ts';
import { ownerIn } from './owner.ts';
import { readUtf8 } from './read-utf8.ts';

/** Takes what a report of the admin center or a download of Entra can give: names, seats, who is in a group. */
export function readCsvFile({ path, name }: SourceFile, gathered: Gathered, tell: () => void): void {
  const columns = columnsOf(readUtf8(path));
  const has = (...some: readonly string[]): boolean => some.some((column) => columns.includes(column));
  const isOfPeople = has('id', 'objectid') && has('userprincipalname', 'objecttype', 'isuser');
  const areOfGroups = has('groupid', 'groupname', 'groupdisplayname') && (has('memberid', 'userid') || isOfPeople);
  const isOfEntra = has('memberobjectidorupn') || (has('objecttype', 'isuser') && has('id', 'objectid'));
  const table = (): Iterable<CsvRow> => readCsv(readUtf8(path));
  const counted = (take: (row: CsvRow) => void = () => undefined): number => {
    let rows = 0;
    for (const row of table()) {
      tell();
      rows++;
      take(row);
    }
    return rows;
  };
  try {
    if (areOfGroups) {
      tallyGathered(
        gathered,
        name,
        'members (CSV)',
        counted((row) => takeMembership(row, name, gathered)),
      );
    } else if (isOfEntra || /members?\b/i.test(name)) {
      gathered.strays.push({ file: name, ids: () => idsIn(table()) });
      tallyGathered(
        gathered,
        name,
        'members (CSV)',
        Iterator.from(idsIn(table())).reduce((count) => count + 1, 0),
      );
    } else if (has('producttitle')) {
      const take = (row: CsvRow) => gathered.small.csvProduct.push({ object: productIn(row), file: name });
      tallyGathered(gathered, name, 'rows of seats (CSV)', counted(take));
    } else if (has('userprincipalname', 'upn')) {
      gathered.reports.push({ file: name, people: () => Iterator.from(table()).map(userIn) });
      tallyGathered(gathered, name, 'rows of people (CSV)', counted());
    } else tallyGathered(gathered, name, 'left out');
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    gathered.faults.add(error.message, { file: name });
  }
}

/** Whose members these are, the file does not say: empty for who is called nothing. Templates have an example in their first row. */
function* idsIn(table: Iterable<CsvRow>): Generator<string> {
  for (const row of table) {
    const id = memberIn(row);
    if (!/^example/i.test(id)) yield id;
  }
}

/** What scripts write: a row for each member of each group. */
function takeMembership(row: CsvRow, file: string, gathered: Gathered): void {
  const owner = ownerIn(row.get('groupid'), row.get('groupname'), row.get('groupdisplayname'));
  const member = memberIn(row);
  if (owner !== undefined && member !== '') gathered.members.add(owner, [member], { source: file, file });
  else gathered.faults.add('no id of the group or none of the member in {n} rows', { file, lack: 'members' });
}

/** Columns of a member, by which it is known best first. */
const OF_MEMBERS = ['memberid', 'userid', 'memberobjectidorupn', 'id', 'objectid', 'userprincipalname', 'upn'] as const;

function memberIn(row: CsvRow): string {
  for (const column of OF_MEMBERS) {
    const value = row.get(column);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

function userIn(row: CsvRow): JsonObject {
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

function productIn(row: CsvRow): JsonObject {
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

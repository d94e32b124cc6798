import { profileText, type UserText } from '../../graph/snapshot-text.ts';
import type { LicenseAssignmentState, SnapshotUser } from '../../graph/types.ts';
import { PlainProfile } from '../../plain/plain-profile.ts';
import { damaged, parseStored } from '../../store/fault.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { checksumOf, checksumOfText, summing } from '../../store/sqlite/sealed.ts';
import { licenseReader } from './license-texts.ts';

/** SQLite hands out a row in a microsecond, and the texts of a thousand rows one behind the other in fifty. */
const PEOPLE_AT_ONCE = 1_024;

const PEOPLE = `SELECT count(*) AS count, CAST(group_concat(id || document, '') AS BLOB) AS texts, CAST(group_concat(
  row || ' ' || octet_length(id) || ' ' || octet_length(document) || ' ' || checksum, ' ') AS BLOB) AS numbers
  FROM users WHERE row BETWEEN ? AND ?`;

const LICENSES = `SELECT count(*) AS count,
  CAST(group_concat(user || ' ' || octet_length(texts) || ' ' || checksum || ' ' || texts, ' ') AS BLOB) AS texts
  FROM license_rows WHERE user BETWEEN ? AND ?`;

/** A person as stored: the same object for each. */
export interface StoredPerson {
  text: UserText;
  /** Whether rows were ever stored; none may be what was. */
  hasRows: boolean;
}

/** Everybody, in order, each row checked. @throws StoreFault `Corrupt` */
export function* storedPeople(database: Database): Generator<StoredPerson> {
  const [people, licenses] = [summing(database, 'users'), summing(database, 'license_rows')];
  const read = licenseReader(database);
  const plain = new PlainProfile();
  const person: StoredPerson = { text: plain, hasRows: false };
  const last = database.get<{ last: number | null }>('SELECT max(row) AS last FROM users')?.last ?? 0;
  for (let from = 1; from <= last; from += PEOPLE_AT_ONCE) {
    const page = database.get<PeoplePage>(PEOPLE, from, from + PEOPLE_AT_ONCE - 1);
    const numbers = new Numbers(page?.numbers);
    const texts = bufferOf(page?.texts);
    const rows = new LicensePage(database.get<LicensesPage>(LICENSES, from, from + PEOPLE_AT_ONCE - 1));
    let start = 0;
    for (let place = from; place < from + (page?.count ?? 0); place += 1) {
      const row = numbers.next();
      const document = start + numbers.next();
      const end = document + numbers.next();
      const checksum = numbers.next();
      const isPlain = plain.read({ bytes: texts, start: document, end });
      const ofId = checksumOfText(checksumOf([row]), texts, start, document);
      const ofBoth = checksumOfText(ofId, texts, document, end, isPlain && plain.areAscii);
      if (ofBoth !== checksum) throw damaged(`a row of users (${row})`);
      people.add(checksum);
      if (row !== place) throw damaged(`person ${place}, who is not there any more,`);
      person.hasRows = rows.isOf(row);
      if (person.hasRows) licenses.add(rows.sound());
      const states = person.hasRows ? read(rows.bytes, rows.start, rows.end) : NO_ROWS;
      if (person.hasRows) rows.next();
      person.text = isPlain ? plain : asParsed(texts.toString('utf8', document, end), states);
      plain.licenseAssignmentStates = states;
      yield person;
      start = end;
    }
  }
  people.end();
  licenses.end();
}

const NO_ROWS: readonly LicenseAssignmentState[] = [];

interface PeoplePage {
  readonly count: number;
  readonly texts: Uint8Array | null;
  readonly numbers: Uint8Array | null;
}

type LicensesPage = Omit<PeoplePage, 'numbers'>;

function asParsed(json: string, rows: readonly LicenseAssignmentState[]): UserText {
  return profileText(parseStored<SnapshotUser>(json, 'a person'), json, rows);
}

function bufferOf(bytes: Uint8Array | null | undefined): Buffer {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.of();
}

/** Whole numbers with a space behind each, read one after the other. */
class Numbers {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Uint8Array | null | undefined) {
    this.bytes = bufferOf(bytes);
  }

  next(): number {
    let number = 0;
    for (; this.at < this.bytes.length; this.at += 1) {
      const digit = (this.bytes[this.at] as number) - ZERO;
      if (digit < 0 || digit > NINE) break;
      number = number * 10 + digit;
    }
    this.at += 1;
    return number;
  }
}

const [ZERO, NINE] = [0x30, 9];

/** License rows of some people, in order: the next one's are those from `start` to `end`. */
class LicensePage {
  readonly bytes: Buffer;
  start = 0;
  end = 0;
  readonly #numbers: Numbers;
  #left: number;
  #user = 0;
  #checksum = 0;

  constructor(page: LicensesPage | undefined) {
    this.#numbers = new Numbers(page?.texts);
    this.bytes = this.#numbers.bytes;
    this.#left = page?.count ?? 0;
    this.next();
  }

  isOf(user: number): boolean {
    return this.#user === user;
  }

  /** The checksum of these, which they have. */
  sound(): number {
    if (checksumOfText(checksumOf([this.#user]), this.bytes, this.start, this.end) !== this.#checksum) {
      throw damaged(`a row of license_rows (${this.#user})`);
    }
    return this.#checksum;
  }

  next(): void {
    this.#user = 0;
    if (this.#left === 0) return;
    this.#left -= 1;
    const numbers = this.#numbers;
    this.#user = numbers.next();
    const length = numbers.next();
    this.#checksum = numbers.next();
    this.start = numbers.at;
    this.end = this.start + length;
    numbers.at = this.end + 1;
  }
}

import { Words } from '../../licensing/model/growable.ts';
import { PlainProfile } from '../../plain/plain-profile.ts';
import { damaged } from '../../store/fault.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { checksumOf, checksumOfText, summing } from '../../store/sqlite/sealed.ts';

/** SQLite hands out a row in a microsecond, and the texts of a thousand rows one behind the other in fifty. */
const PEOPLE_AT_ONCE = 1_024;

const PEOPLE = `SELECT count(*) AS count, CAST(group_concat(id || document, '') AS BLOB) AS texts, CAST(group_concat(
  row || ' ' || octet_length(id) || ' ' || octet_length(document) || ' ' || checksum, ' ') AS BLOB) AS numbers
  FROM users WHERE row BETWEEN ? AND ?`;

const LICENSES = `SELECT count(*) AS count,
  CAST(group_concat(user || ' ' || octet_length(texts) || ' ' || checksum || ' ' || texts, ' ') AS BLOB) AS texts
  FROM license_rows WHERE user BETWEEN ? AND ?`;

/** Some people as stored, each row checked: bytes and numbers, which another thread may hand over. */
export interface PeoplePage {
  readonly texts: Uint8Array<ArrayBuffer>;
  readonly licenses: Uint8Array<ArrayBuffer>;
  /** For each person `PERSON_WORDS` and behind them the hashes of their addresses. */
  readonly words: Uint32Array<ArrayBuffer>;
}

/** Gives back what nobody reads any more: the collector sees too late how much memory stands behind a few small objects. */
export function giveBack(...read: readonly (Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)[]): void {
  for (const { buffer } of read) buffer.transfer(0);
}

/** What stands of a person, in this order. Places are those of bytes. */
export const WORD = {
  /** The profile, in `texts`: whole, or without the brace that closes it where it is plain. */
  start: 0,
  end: 1,
  isPlain: 2,
  /** Of plain profiles, as the ten below but for rows. */
  idStart: 3,
  idEnd: 4,
  /** Whether the id can be read as ASCII. */
  isAsciiId: 5,
  isEnabled: 6,
  /** Its letters, the first one times 256; 0 is none. */
  location: 7,
  /** References to rows, in `licenses`; the end is 0 where no rows were ever stored. */
  rowsStart: 8,
  rowsEnd: 9,
  hashes: 10,
} as const;

export const PERSON_WORDS = 11;
const MOST_HASHES_FORESEEN = 3;

export function lastPerson(database: Database): number {
  return database.get<{ last: number | null }>('SELECT max(row) AS last FROM users')?.last ?? 0;
}

/** Everybody, in order. @throws StoreFault `Corrupt` */
export function* peoplePages(database: Database): Generator<PeoplePage> {
  const [people, licenses] = [summing(database, 'users'), summing(database, 'license_rows')];
  const plain = new PlainProfile();
  const words = new Words(PEOPLE_AT_ONCE * (PERSON_WORDS + MOST_HASHES_FORESEEN));
  const last = lastPerson(database);
  for (let from = 1; from <= last; from += PEOPLE_AT_ONCE) {
    const page = database.get<FoundPeople>(PEOPLE, from, from + PEOPLE_AT_ONCE - 1);
    const numbers = new Numbers(page?.numbers);
    const texts = bufferOf(page?.texts);
    const rows = new FoundRows(database.get<FoundLicenses>(LICENSES, from, from + PEOPLE_AT_ONCE - 1));
    words.length = 0;
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
      const hasRows = rows.isOf(row);
      if (hasRows) licenses.add(rows.sound());
      put(words, { plain: isPlain ? plain : undefined, start: document, end, rows: hasRows ? rows : NO_ROWS });
      if (hasRows) rows.next();
      start = end;
    }
    giveBack(numbers.bytes);
    yield { texts, licenses: rows.bytes, words: Uint32Array.from(words.all) };
  }
  people.end();
  licenses.end();
}

const NO_ROWS = { start: 0, end: 0 };

interface Span {
  readonly start: number;
  readonly end: number;
}

function put(
  words: Words,
  { plain, start, end, rows }: Span & { readonly plain: PlainProfile | undefined; readonly rows: Span },
): void {
  const hashes = plain?.addressHashes ?? NO_HASHES;
  words.reserve(PERSON_WORDS + hashes.length);
  const { data, length: at } = words;
  data[at + WORD.start] = plain?.start ?? start;
  data[at + WORD.end] = plain?.end ?? end;
  data[at + WORD.isPlain] = plain === undefined ? 0 : 1;
  data[at + WORD.rowsStart] = rows.start;
  data[at + WORD.rowsEnd] = rows.end;
  data[at + WORD.hashes] = hashes.length;
  if (plain !== undefined) {
    const { usageLocation } = plain;
    data[at + WORD.idStart] = plain.ownIdStart;
    data[at + WORD.idEnd] = plain.ownIdEnd;
    data[at + WORD.isAsciiId] = plain.idStart === plain.idEnd ? 0 : 1;
    data[at + WORD.isEnabled] = plain.accountEnabled ? 1 : 0;
    data[at + WORD.location] =
      usageLocation === '' ? 0 : usageLocation.charCodeAt(0) * 256 + usageLocation.charCodeAt(1);
    for (let place = 0; place < hashes.length; place += 1) data[at + PERSON_WORDS + place] = hashes[place] as number;
  }
  words.length += PERSON_WORDS + hashes.length;
}

const NO_HASHES: readonly number[] = [];

interface FoundPeople {
  readonly count: number;
  readonly texts: Uint8Array<ArrayBuffer> | null;
  readonly numbers: Uint8Array<ArrayBuffer> | null;
}

type FoundLicenses = Omit<FoundPeople, 'numbers'>;

function bufferOf(bytes: Uint8Array<ArrayBuffer> | null | undefined): Buffer<ArrayBuffer> {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.of();
}

/** Whole numbers with a space behind each, read one after the other. */
class Numbers {
  readonly bytes: Buffer<ArrayBuffer>;
  at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer> | null | undefined) {
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
class FoundRows {
  readonly bytes: Buffer<ArrayBuffer>;
  start = 0;
  end = 0;
  readonly #numbers: Numbers;
  #left: number;
  #user = 0;
  #checksum = 0;

  constructor(page: FoundLicenses | undefined) {
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

import { profileText, type UserText } from '../../graph/snapshot-text.ts';
import type { LicenseAssignmentState, SnapshotUser } from '../../graph/types.ts';
import { parseStored } from '../../store/fault.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { licenseReader } from './license-texts.ts';
import { giveBack, lastPerson, PERSON_WORDS, type PeoplePage, peoplePages, WORD } from './people-pages.ts';
import { pagesOfThread } from './people-thread-pages.ts';

/** For fewer a thread takes longer to begin than to read. */
const FROM_PEOPLE = 20_000;

/** A person as stored: the same object for each. */
export interface StoredPerson {
  text: UserText;
  /** Whether rows were ever stored; none may be what was. */
  hasRows: boolean;
}

const begun = new WeakMap<Database, Generator<PeoplePage>>();

/** Where a thread of its own reads everybody it begins now, for whoever asks for them next. */
export function beginPeople(database: Database, fromPeople = FROM_PEOPLE): void {
  const isShared = database.isSeenByOthers && lastPerson(database) >= fromPeople;
  if (isShared) begun.set(database, pagesOfThread(database.path));
}

/**
 * Everybody, in order, each row checked. Many are read and checked by a thread of its own, while they are taken in here.
 * @throws StoreFault `Corrupt`
 */
export function* storedPeople(database: Database, fromPeople = FROM_PEOPLE): Generator<StoredPerson> {
  const read = licenseReader(database);
  const text = new TextInPage();
  const person: StoredPerson = { text, hasRows: false };
  if (!begun.has(database)) beginPeople(database, fromPeople);
  const pages = begun.get(database) ?? peoplePages(database);
  begun.delete(database);
  for (const page of pages) {
    text.begin(page);
    const { licenses } = page;
    while (text.next()) {
      person.hasRows = text.rowsEnd > 0;
      text.licenseAssignmentStates = person.hasRows ? read(licenses, text.rowsStart, text.rowsEnd) : NO_ROWS;
      person.text = text.isPlain ? text : text.parsed();
      yield person;
    }
    giveBack(page.texts, licenses, page.words);
  }
}

const NO_ROWS: readonly LicenseAssignmentState[] = [];

/** A plain profile of a page: the same object for each. */
class TextInPage implements UserText {
  bytes: Buffer = Buffer.of();
  start = 0;
  end = 0;
  idStart = 0;
  idEnd = 0;
  usageLocation = '';
  accountEnabled = true;
  readonly addressHashes: number[] = [];
  licenseAssignmentStates: readonly LicenseAssignmentState[] = NO_ROWS;
  #words: Uint32Array = new Uint32Array(0);
  /** Where this person's words begin, and the next one's. */
  #own = 0;
  #next = 0;
  /** By the number of their letters. */
  readonly #locations: (string | undefined)[] = [''];

  begin({ texts, words }: PeoplePage): void {
    this.bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
    this.#words = words;
    this.#next = 0;
  }

  get id(): string {
    const words = this.#words;
    return this.bytes.toString('utf8', words[this.#own + WORD.idStart], words[this.#own + WORD.idEnd]);
  }

  get isPlain(): boolean {
    return this.#words[this.#own + WORD.isPlain] === 1;
  }

  get rowsStart(): number {
    return this.#words[this.#own + WORD.rowsStart] as number;
  }

  /** 0: no rows were ever stored. */
  get rowsEnd(): number {
    return this.#words[this.#own + WORD.rowsEnd] as number;
  }

  /** Goes on to the next person of the page, if there is one. */
  next(): boolean {
    const words = this.#words;
    const at = this.#next;
    if (at >= words.length) return false;
    const hashes = words[at + WORD.hashes] as number;
    this.#own = at;
    this.#next = at + PERSON_WORDS + hashes;
    this.start = words[at + WORD.start] as number;
    this.end = words[at + WORD.end] as number;
    const isAscii = words[at + WORD.isAsciiId] === 1;
    this.idStart = isAscii ? (words[at + WORD.idStart] as number) : 0;
    this.idEnd = isAscii ? (words[at + WORD.idEnd] as number) : 0;
    this.accountEnabled = words[at + WORD.isEnabled] === 1;
    const letters = words[at + WORD.location] as number;
    this.usageLocation = this.#locations[letters] ?? this.#spelt(letters);
    this.addressHashes.length = hashes;
    for (let place = 0; place < hashes; place += 1) {
      this.addressHashes[place] = words[at + PERSON_WORDS + place] as number;
    }
    return true;
  }

  /** A profile that is not plain, with the rows of this person. */
  parsed(): UserText {
    const json = this.bytes.toString('utf8', this.start, this.end);
    return profileText(parseStored<SnapshotUser>(json, 'a person'), json, this.licenseAssignmentStates);
  }

  #spelt(letters: number): string {
    const location = String.fromCharCode(letters >>> 8, letters & 0xff);
    this.#locations[letters] = location;
    return location;
  }
}

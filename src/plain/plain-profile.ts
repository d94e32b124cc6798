import { idKey } from '../graph/ids.ts';
import type { UserText } from '../graph/snapshot-text.ts';
import type { LicenseAssignmentState } from '../graph/types.ts';
import { smallAscii } from '../licensing/model/text-hash.ts';
import {
  afterList,
  afterSpace,
  afterWord,
  CLOSE,
  COLON,
  COMMA,
  FALSE,
  NOT_PLAIN,
  NULL,
  OPEN_BRACE,
  OPEN_LIST,
  PlainTexts,
  QUOTE,
  TRUE,
} from './plain-json.ts';
import { isCapital, PlainAddresses, PlainCountries } from './plain-texts.ts';

/** How the value of each known property is read. */
const READERS = {
  id: 'id',
  displayName: 'text',
  userPrincipalName: 'text',
  usageLocation: 'location',
  userType: 'text',
  accountEnabled: 'enabled',
  proxyAddresses: 'addresses',
  licenseAssignmentStates: 'rows',
} as const;

interface Property {
  readonly name: Uint8Array;
  /** Known ones may stand once. */
  readonly bit: number;
  readonly reader: (typeof READERS)[keyof typeof READERS] | 'any';
}

const PROPERTIES = Object.entries(READERS).map(
  ([name, reader], index): Property => ({ name: Buffer.from(name), bit: 1 << index, reader }),
);
const ROWS = PROPERTIES.at(-1) as Property;
const ANOTHER: Property = { name: Buffer.of(), bit: 0, reader: 'any' };

/** JSON in place, from `start` to `end`. */
interface PlainLine {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * A person's profile that a program wrote as JSON, read without making objects of it and kept as it stands. It is the same
 * object for every line. License rows, where lines have them, come last, and are read by who knows them.
 */
export class PlainProfile<Line extends PlainLine = PlainLine> implements UserText {
  bytes: Buffer = Buffer.of();
  start = 0;
  end = 0;
  idStart = 0;
  idEnd = 0;
  /** The id, be it ASCII or not. */
  ownIdStart = 0;
  ownIdEnd = 0;
  usageLocation = '';
  accountEnabled = true;
  readonly addressHashes: readonly number[];
  licenseAssignmentStates: readonly LicenseAssignmentState[] = [];
  readonly #texts = new PlainTexts();
  readonly #countries = new PlainCountries();
  readonly #addresses = new PlainAddresses();
  /** Bits of the known properties so far. */
  #met = 0;
  /** Place of the property that is likely to come next. */
  #expected = 0;

  constructor() {
    this.addressHashes = this.#addresses.hashes;
  }

  get id(): string {
    return this.bytes.toString('utf8', this.ownIdStart, this.ownIdEnd);
  }

  /** Is this the `idKey` of the person's id? */
  isKey(key: string): boolean {
    const { bytes, idStart, idEnd } = this;
    if (idStart === idEnd) return idKey(this.id) === key;
    if (idEnd - idStart !== key.length) return false;
    for (let at = key.length - 1; at >= 0; at--) {
      if (smallAscii(bytes[idStart + at] as number) !== key.charCodeAt(at)) return false;
    }
    return true;
  }

  get areAscii(): boolean {
    return this.#texts.areAscii;
  }

  get hasRows(): boolean {
    return this.#hasMet(ROWS);
  }

  /** Tells whether the line was such a one and has no fault, UTF-8 taken for granted; of another, nothing is known. */
  read(line: Line): boolean {
    const { bytes, end } = line;
    let at = afterSpace(bytes, line.start, end);
    if (bytes[at] !== OPEN_BRACE) return false;
    this.#begin(bytes, at);
    do {
      this.end = at;
      at = this.#member(line, at + 1);
    } while (at !== NOT_PLAIN && bytes[at] === COMMA && !this.hasRows);
    if (at === NOT_PLAIN || bytes[at] !== CLOSE || afterSpace(bytes, at + 1, end) !== end) return false;
    if (!this.hasRows) this.end = at;
    return this.ownIdEnd > this.ownIdStart;
  }

  /** The list of rows that begins at this place; returns the place after it, or `NOT_PLAIN`. */
  protected readRows(_line: Line, _at: number): number {
    return NOT_PLAIN;
  }

  #begin(bytes: Buffer, start: number): void {
    this.bytes = bytes;
    this.start = start;
    this.idStart = this.idEnd = this.ownIdStart = this.ownIdEnd = 0;
    this.usageLocation = '';
    this.accountEnabled = true;
    this.#addresses.begin();
    this.#texts.begin();
    this.#met = 0;
  }

  #hasMet({ bit }: Property): boolean {
    return (this.#met & bit) !== 0;
  }

  /** A property and its value; returns the place of what follows them, as everything below. */
  #member(line: Line, at: number): number {
    const { bytes, end } = line;
    const name = afterSpace(bytes, at, end) + 1;
    if (bytes[name - 1] !== QUOTE) return NOT_PLAIN;
    const property = this.#propertyAt(bytes, name);
    const nameEnd = property === ANOTHER ? this.#texts.end(bytes, name, end) : name + property.name.length;
    if (nameEnd === NOT_PLAIN) return NOT_PLAIN;
    if (property === ANOTHER && isCapital(bytes[name] as number)) return NOT_PLAIN;
    const colon = afterSpace(bytes, nameEnd + 1, end);
    if (bytes[colon] !== COLON || this.#hasMet(property)) return NOT_PLAIN;
    this.#met |= property.bit;
    const after = this.#value(property, line, afterSpace(bytes, colon + 1, end));
    return after === NOT_PLAIN ? NOT_PLAIN : afterSpace(bytes, after, end);
  }

  /** Programs write properties in one order: the one that comes next is tried first. */
  #propertyAt(bytes: Buffer, name: number): Property {
    for (let step = 0; step < PROPERTIES.length; step++) {
      const place = (this.#expected + step) % PROPERTIES.length;
      const property = PROPERTIES[place] as Property;
      const nameEnd = afterWord(bytes, name, property.name);
      if (nameEnd === NOT_PLAIN || bytes[nameEnd] !== QUOTE) continue;
      this.#expected = place + 1;
      return property;
    }
    return ANOTHER;
  }

  #value({ reader }: Property, line: Line, at: number): number {
    const { bytes, end } = line;
    switch (reader) {
      case 'id':
        return this.#readId(bytes, at, end);
      case 'text':
        return this.#text(bytes, at, end);
      case 'location':
        return this.#readLocation(bytes, at, end);
      case 'enabled':
        this.accountEnabled = bytes[at] !== FALSE[0];
        return bytes[at] === QUOTE ? NOT_PLAIN : this.#any(bytes, at, end);
      case 'addresses':
        return this.#readAddresses(bytes, at, end);
      case 'rows':
        return this.readRows(line, at);
      case 'any':
        return this.#any(bytes, at, end);
    }
  }

  /** A string, a boolean or null. */
  #any(bytes: Buffer, at: number, end: number): number {
    if (bytes[at] === TRUE[0]) return afterWord(bytes, at, TRUE);
    if (bytes[at] === FALSE[0]) return afterWord(bytes, at, FALSE);
    return this.#text(bytes, at, end);
  }

  /** A string or null. */
  #text(bytes: Buffer, at: number, end: number): number {
    if (bytes[at] !== QUOTE) return afterWord(bytes, at, NULL);
    const close = this.#texts.end(bytes, at + 1, end);
    return close === NOT_PLAIN ? NOT_PLAIN : close + 1;
  }

  #readId(bytes: Buffer, at: number, end: number): number {
    const after = bytes[at] === QUOTE ? this.#text(bytes, at, end) : NOT_PLAIN;
    if (after === NOT_PLAIN) return NOT_PLAIN;
    this.ownIdStart = at + 1;
    this.ownIdEnd = after - 1;
    if (!this.areAscii) return after;
    this.idStart = this.ownIdStart;
    this.idEnd = this.ownIdEnd;
    return after;
  }

  #readLocation(bytes: Buffer, at: number, end: number): number {
    const after = this.#text(bytes, at, end);
    if (after === NOT_PLAIN || bytes[at] !== QUOTE) return after;
    const country = this.#countries.of(bytes, at + 1, after - 1);
    if (country === undefined) return NOT_PLAIN;
    this.usageLocation = country;
    return after;
  }

  #readAddresses(bytes: Buffer, at: number, end: number): number {
    if (bytes[at] !== OPEN_LIST) return afterWord(bytes, at, NULL);
    return afterList(bytes, at, end, (address) => {
      const after = bytes[address] === QUOTE ? this.#text(bytes, address, end) : NOT_PLAIN;
      return after !== NOT_PLAIN && this.#addresses.add(bytes, address + 1, after - 1) ? after : NOT_PLAIN;
    });
  }
}

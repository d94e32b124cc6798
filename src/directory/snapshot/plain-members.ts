import { randomUUID } from 'node:crypto';
import type { MemberIds } from '../../graph/snapshot-text.ts';
import { Words } from '../../licensing/model/growable.ts';
import type { IdLookup } from '../../licensing/model/id-index.ts';
import { asciiHash, isSameAscii } from '../../licensing/model/text-hash.ts';
import { afterList, afterSpace, COLON, NOT_PLAIN, PlainTexts, QUOTE } from '../../plain/plain-json.ts';
import { viewOf } from '../../plain/viewed.ts';
import { doubledProperty } from '../doubled-property.ts';
import type { JsonObject } from '../json-object.ts';
import type { ByteLine } from './byte-lines.ts';
import { isNoId } from './export-forms.ts';

const MEMBERS = Buffer.from('"members"');
/** Stands for the members while the rest is parsed: found at the top again, that is where they were. */
const STAND_IN = randomUUID();

/**
 * The members of a line of `groups.ndjson` that a program wrote, as places in its bytes: five million ids are looked up,
 * and hardly any of them is ever asked for as a string. It is the same object for every line.
 */
export class PlainMembers implements MemberIds {
  length = 0;
  readonly #starts = new Words();
  readonly #ends = new Words();
  readonly #hashes = new Words();
  readonly #texts = new PlainTexts();
  #bytes: Buffer = Buffer.of();
  #view = viewOf(this.#bytes);
  /** Of the list, with its brackets. */
  #open = 0;
  #after = 0;
  /** Place of a member + 1, by hash; 0 is empty. At most half full. */
  #table = new Uint32Array(64);

  /** The rest of the line, parsed, with these members taken out; undefined when it must be read in another way. */
  read({ bytes, view, start, end }: ByteLine): JsonObject | undefined {
    this.#bytes = bytes;
    this.#view = view;
    // Within the line alone: what lies behind it may be long.
    const name = start + bytes.subarray(start, end).indexOf(MEMBERS);
    if (name < start) return undefined;
    const colon = afterSpace(bytes, name + MEMBERS.length, end);
    const open = afterSpace(bytes, colon + 1, end);
    if (bytes[colon] !== COLON) return undefined;
    const after = this.#readIds(bytes, open, end);
    if (after === NOT_PLAIN || this.#hasDouble()) return undefined;
    const [before, rest] = [bytes.toString('utf8', start, open), bytes.toString('utf8', after, end)];
    return withoutMembers(`${before}["${STAND_IN}"]${rest}`);
  }

  id(place: number): string {
    return this.#bytes.toString('latin1', this.#starts.data[place], this.#ends.data[place]);
  }

  find(ids: IdLookup, found: Int32Array): void {
    const [starts, ends, hashes] = [this.#starts.data, this.#ends.data, this.#hashes.data];
    ids.findAll({ length: this.length, view: this.#view, starts, ends, hashes }, found);
  }

  json(): Uint8Array {
    return this.#bytes.slice(this.#open, this.#after);
  }

  /** Strings that are ASCII, up to the end of the list; returns the place after it. */
  #readIds(bytes: Buffer, open: number, end: number): number {
    const [starts, ends, hashes] = [this.#starts, this.#ends, this.#hashes];
    starts.length = 0;
    ends.length = 0;
    hashes.length = 0;
    const view = this.#view;
    this.#texts.begin();
    const after = afterList(bytes, open, end, (id) => {
      const close = bytes[id] === QUOTE ? this.#texts.end(bytes, id + 1, end) : NOT_PLAIN;
      if (close === NOT_PLAIN) return NOT_PLAIN;
      if (!hasDashes(bytes, id + 1, close) && isNoId(bytes.toString('latin1', id + 1, close))) return NOT_PLAIN;
      starts.push(id + 1);
      ends.push(close);
      hashes.push(asciiHash(view, id + 1, close));
      return close + 1;
    });
    this.length = starts.length;
    this.#open = open;
    this.#after = after;
    return this.#texts.areAscii ? after : NOT_PLAIN;
  }

  #hasDouble(): boolean {
    const hashes = this.#hashes.data;
    let size = 64;
    while (size < this.length * 2) size *= 2;
    if (size > this.#table.length) this.#table = new Uint32Array(size);
    const table = this.#table.fill(0, 0, size);
    for (let place = 0; place < this.length; place++) {
      const hash = hashes[place] as number;
      let at = hash & (size - 1);
      for (; table[at] !== 0; at = (at + 1) & (size - 1)) {
        const other = (table[at] as number) - 1;
        if (hashes[other] === hash && this.#isSame(other, place)) return true;
      }
      table[at] = place + 1;
    }
    return false;
  }

  #isSame(one: number, other: number): boolean {
    const [starts, ends] = [this.#starts.data, this.#ends.data];
    const [start, otherStart] = [starts[one] as number, starts[other] as number];
    const length = (ends[one] as number) - start;
    if ((ends[other] as number) - otherStart !== length) return false;
    return isSameAscii(this.#view, start, this.#view, otherStart, length);
  }
}

const DASH = 0x2d;

/** Has it the shape of Graph's ids? Asked first of five million of them. */
function hasDashes(bytes: Buffer, start: number, end: number): boolean {
  return (
    end - start === 36 &&
    bytes[start + 8] === DASH &&
    bytes[start + 13] === DASH &&
    bytes[start + 18] === DASH &&
    bytes[start + 23] === DASH
  );
}

function withoutMembers(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text);
    if (doubledProperty(text, value) !== undefined) return undefined;
    const { members, ...rest } = value;
    return Array.isArray(members) && members.length === 1 && members[0] === STAND_IN ? rest : undefined;
  } catch {
    return undefined;
  }
}

import { Strings, Words } from './growable.ts';
import type { Rows } from './tenant.ts';

/**
 * Rows of people, one behind the other: a count, then a row number and a time for each. A handle is the place of the
 * count. What was written never changes; a person whose rows change gets new ones at the end.
 */
export class RowStore {
  readonly words = new Words(1 << 12);
  /** Time 0 is an absent `lastUpdatedDateTime`. */
  readonly #times = new Strings();
  #open = 0;

  constructor() {
    this.#times.intern('');
    this.words.push(0);
  }

  /** The handle of no rows at all. */
  get none(): Rows {
    return 0 as Rows;
  }

  timeOf(lastUpdatedDateTime: string | undefined): number {
    return lastUpdatedDateTime === undefined ? 0 : this.#times.intern(lastUpdatedDateTime);
  }

  time(id: number): string | undefined {
    return id === 0 ? undefined : this.#times.value(id);
  }

  /** How many rows they are. */
  count(rows: Rows): number {
    return this.words.data[rows] as number;
  }

  /** The number of one of them. */
  row(rows: Rows, place: number): number {
    return this.words.data[rows + 1 + place * 2] as number;
  }

  has(rows: Rows, row: number): boolean {
    const count = this.count(rows);
    for (let place = 0; place < count; place++) if (this.row(rows, place) === row) return true;
    return false;
  }

  /** Are the first rows of these just those of the other state? Times left aside. */
  beginsWith(rows: Rows, other: Rows): boolean {
    const { data } = this.words;
    const count = data[other] as number;
    if ((data[rows] as number) < count) return false;
    for (let at = 1; at <= count * 2; at += 2) if (data[rows + at] !== data[other + at]) return false;
    return true;
  }

  /** How many rows two states have in common at their beginning, and at their end: mostly all but one. Times left aside. */
  sameEnds(one: Rows, other: Rows): readonly [number, number] {
    const [length, otherLength] = [this.count(one), this.count(other)];
    const shorter = Math.min(length, otherLength);
    let from = 0;
    while (from < shorter && this.row(one, from) === this.row(other, from)) from += 1;
    let ends = 0;
    while (ends < shorter - from && this.row(one, length - 1 - ends) === this.row(other, otherLength - 1 - ends)) {
      ends += 1;
    }
    return [from, ends];
  }

  /** Begins a person's rows; `add` at most so many, then `finish`, or `drop` what was begun. */
  begin(atMost: number): void {
    this.words.reserve(atMost * 2 + 1);
    this.#open = this.words.length++;
  }

  /** There is room: a million people's rows are ten million, and asking for each costs as much as writing it. */
  add(row: number, time: number): void {
    const { words } = this;
    words.data[words.length++] = row;
    words.data[words.length++] = time;
  }

  finish(): Rows {
    const count = (this.words.length - this.#open - 1) >>> 1;
    if (count === 0) {
      this.drop();
      return this.none;
    }
    this.words.data[this.#open] = count;
    return this.#open as Rows;
  }

  drop(): void {
    this.words.length = this.#open;
  }

  /**
   * Puts what was written to another store behind what is here, with the numbers that its rows have here. Returns what
   * one of its handles is here.
   */
  append(words: Uint32Array, numberOf: (row: number) => number): (rows: number) => Rows {
    const { words: own, none } = this;
    own.reserve(words.length);
    const shift = own.length - 1;
    for (let at = 1; at < words.length; ) {
      const count = words[at] as number;
      own.data[shift + at++] = count;
      for (let row = 0; row < count; row++) {
        own.data[shift + at] = numberOf(words[at] as number);
        own.data[shift + at + 1] = words[at + 1] as number;
        at += 2;
      }
    }
    own.length = shift + Math.max(words.length, 1);
    return (rows) => (rows === none ? none : ((shift + rows) as Rows));
  }

  /** Takes back everything that was written since the store had this length. */
  truncate(length: number): void {
    this.words.length = length;
  }
}

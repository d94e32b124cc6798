import { type Column, NARROW, Strings, Words } from './growable.ts';
import type { Rows } from './tenant.ts';

/** Places of a store, from one up to another. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Rows of people, one behind the other: a count, then a row number and a time for each. A handle is the place of the
 * count. What was written never changes; a person whose rows change gets new ones at the end, or
 * where somebody gave back what they had written. Numbers take 16 bits while none is larger, as in nearly every tenant.
 */
export class RowStore {
  readonly words = Words.narrow(1 << 12);
  /** Time 0 is an absent `lastUpdatedDateTime`. */
  readonly #times = new Strings();
  /** Where it is noted what is written from now on, by whom may give it back; undefined: it stays. */
  written: Span[] | undefined;
  /** What was given back, in order, no two of them side by side. */
  readonly #gaps: Span[] = [];
  /** The gap that is written in; undefined: at the end. */
  #gap: Span | undefined;
  #open = 0;
  #at = 0;

  constructor() {
    this.#times.intern('');
    this.words.push(0);
  }

  /** The handle of no rows at all. */
  get none(): Rows {
    return 0 as Rows;
  }

  timeOf(lastUpdatedDateTime: string | undefined): number {
    if (lastUpdatedDateTime === undefined) return 0;
    const time = this.#times.intern(lastUpdatedDateTime);
    this.willHold(time);
    return time;
  }

  /** A row, or a time, of this number may be added from now on: asking as each is added would cost as much as that. */
  willHold(number: number): void {
    if (number > NARROW) this.words.widen();
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

  /** Begins a person's rows; `add` at most so many, then `finish`. What is not finished leaves no trace. */
  begin(atMost: number): void {
    const words = atMost * 2 + 1;
    this.willHold(atMost);
    this.#gap = this.#gaps.length === 0 ? undefined : this.#gapFor(words);
    if (this.#gap === undefined) this.words.reserve(words);
    this.#open = this.#gap?.from ?? this.words.length;
    this.#at = this.#open + 1;
  }

  /** There is room: a million people's rows are ten million, and asking for each costs as much as writing it. */
  add(row: number, time: number): void {
    const { data } = this.words;
    data[this.#at++] = row;
    data[this.#at++] = time;
  }

  finish(): Rows {
    const [open, end] = [this.#open, this.#at];
    const count = (end - open - 1) >>> 1;
    if (count === 0) return this.none;
    this.words.data[open] = count;
    if (this.#gap === undefined) this.words.length = end;
    else this.#gap.from = end;
    this.#note(open, end);
    return open as Rows;
  }

  /**
   * Puts what was written to another store behind what is here, with the numbers that its rows have here. Returns what
   * one of its handles is here.
   */
  append(words: Column, numberOf: (row: number) => number): (rows: number) => Rows {
    const { words: own, none } = this;
    own.reserve(words.length);
    const shift = own.length - 1;
    for (let at = 1; at < words.length; ) {
      const count = words[at] as number;
      this.willHold(count);
      own.data[shift + at++] = count;
      for (let row = 0; row < count; row++) {
        const number = numberOf(words[at] as number);
        own.data[shift + at] = number;
        own.data[shift + at + 1] = words[at + 1] as number;
        at += 2;
      }
    }
    own.length = shift + Math.max(words.length, 1);
    this.#note(shift + 1, own.length);
    return (rows) => (rows === none ? none : ((shift + rows) as Rows));
  }

  /** Takes back everything that was written since the store had this length. */
  truncate(length: number): void {
    this.words.length = length;
  }

  /** Nobody has rows any more that were written there: others are. */
  giveBack(spans: readonly Span[]): void {
    for (const { from, to } of spans) if (from < to) this.#giveBack(from, to);
    const last = this.#gaps.at(-1);
    if (last?.to !== this.words.length) return;
    this.words.length = last.from;
    this.#gaps.pop();
  }

  #giveBack(from: number, to: number): void {
    let place = this.#gaps.findIndex((gap) => gap.from >= from);
    if (place < 0) place = this.#gaps.length;
    const [before, after] = [this.#gaps[place - 1], this.#gaps[place]];
    const gap = { from, to };
    if (before?.to === from) gap.from = before.from;
    if (after?.from === to) gap.to = after.to;
    const first = place - (gap.from < from ? 1 : 0);
    this.#gaps.splice(first, place - first + (gap.to > to ? 1 : 0), gap);
  }

  /** The gap of before while it has room, else the first that has. */
  #gapFor(words: number): Span | undefined {
    const hasRoom = ({ from, to }: Span) => to - from >= words;
    return this.#gap !== undefined && hasRoom(this.#gap) && this.#gaps.includes(this.#gap)
      ? this.#gap
      : this.#gaps.find(hasRoom);
  }

  #note(from: number, to: number): void {
    const { written } = this;
    if (written === undefined) return;
    const last = written.at(-1);
    if (last?.to === from) last.to = to;
    else written.push({ from, to });
  }
}

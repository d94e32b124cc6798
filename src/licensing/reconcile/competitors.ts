import { Words } from '../model/growable.ts';
import type { UserIndex } from '../model/tenant.ts';
import type { Look } from './look.ts';

/** More groups or rows than a word of bits holds. */
const BITS = 31;

const USER = 0;
const FLAGS = 1;
const CHANGED_IN = 2;
const NEXT = 3;
const ACCEPTED = 4;
const ALIVE = 5;
/** Of a plain person, what `Look.storePlain` puts down follows. */
const PLAIN_CASE = 6;

const PLAIN = 1;
/** Of a plain person: a seat was wanting at the last look. */
export const WANTS_SEAT = 4;
/** Held products were lost, or gained, in this reconciliation. */
export const LOST = 8;
export const GAINED = 16;

/** Records of competitors, in memory that threads share but for the large ones. An entry is a place in `words`. */
export interface CompetitorRecords {
  readonly words: Uint32Array;
  readonly entries: Uint32Array;
  readonly recovering: Uint32Array;
  readonly large: ReadonlyMap<number, { readonly accepted: Uint8Array; readonly alive: Uint8Array }>;
}

/**
 * People who compete for seats, and how far each has come: they are looked at again and again, when it is their turn. An
 * entry is the place of a person's record, in which everything stands together that a turn needs.
 */
export class Competitors {
  /** In the order in which they came. */
  readonly entries = new Words();
  /** The plain ones, which may recover: more may become acceptable to them as more is accepted. */
  readonly recovering: number[] = [];
  readonly #words = new Words();
  readonly #large = new Map<number, { accepted: Uint8Array; alive: Uint8Array }>();

  add(look: Look, isPlain: boolean, round: number, flags: number): number {
    const words = this.#words;
    const entry = words.length;
    this.entries.push(entry);
    words.push(look.user);
    words.push(flags | (isPlain ? PLAIN : 0));
    words.push(round);
    for (let rest = NEXT; rest < PLAIN_CASE; rest++) words.push(0);
    if (isPlain) look.storePlain(words);
    if (isPlain) this.recovering.push(entry);
    this.save(entry, look);
    return entry;
  }

  get records(): CompetitorRecords {
    const recovering = Uint32Array.from(this.recovering);
    return { words: this.#words.all, entries: this.entries.all, recovering, large: this.#large };
  }

  /** After those that are here: people whom another thread has begun. Returns how much their entries are more here. */
  append({ words, entries, recovering, large }: CompetitorRecords): number {
    const base = this.#words.length;
    this.#words.append(words);
    for (const entry of entries) this.entries.push(base + entry);
    for (const entry of recovering) this.recovering.push(base + entry);
    for (const [entry, flags] of large) this.#large.set(base + entry, flags);
    return base;
  }

  /** In the place of what is here: all that has become of everybody. */
  adopt({ words, entries, large }: CompetitorRecords): void {
    this.#words.data = words;
    this.entries.data = entries;
    this.entries.length = entries.length;
    for (const [entry, flags] of large) this.#large.set(entry, flags);
  }

  readAhead(entry: number): void {
    this.#words.readAhead(entry, entry + PLAIN_CASE + 8);
  }

  isPlain(entry: number): boolean {
    return this.is(entry, PLAIN);
  }

  /** Any of these flags. */
  is(entry: number, flag: number): boolean {
    return ((this.#words.data[entry + FLAGS] as number) & flag) !== 0;
  }

  mark(entry: number, flag: number): void {
    this.#words.data[entry + FLAGS] = (this.#words.data[entry + FLAGS] as number) | flag;
  }

  user(entry: number): UserIndex {
    return this.#words.data[entry + USER] as number;
  }

  /** The last round in which something of the person's changed. */
  changedIn(entry: number): number {
    return this.#words.data[entry + CHANGED_IN] as number;
  }

  setChangedIn(entry: number, round: number): void {
    this.#words.data[entry + CHANGED_IN] = round;
  }

  /** Of a plain person: groups before this one had their turn in this round. */
  next(entry: number): number {
    return this.#words.data[entry + NEXT] as number;
  }

  setNext(entry: number, local: number): void {
    this.#words.data[entry + NEXT] = local;
  }

  save(entry: number, look: Look): void {
    const isPlain = this.isPlain(entry);
    if (look.groupCount > BITS || (!isPlain && look.rowCount > BITS)) {
      const accepted = look.accepted.slice(0, look.groupCount);
      this.#large.set(entry, { accepted, alive: look.alive.slice(0, look.rowCount) });
      return;
    }
    this.#words.data[entry + ACCEPTED] = bitsOf(look.accepted, look.groupCount);
    if (!isPlain) this.#words.data[entry + ALIVE] = bitsOf(look.alive, look.rowCount);
  }

  /** Lays out what decisions about a plain person need, as of the last `save`. The rows are the direct ones alone. */
  resumePlain(entry: number, look: Look): void {
    const { data } = this.#words;
    look.loadPlain(data[entry + USER] as number, data, entry + PLAIN_CASE);
    this.#resumeAccepted(entry, look);
  }

  /** Lays the person out as they stood at the last `save`. */
  resume(entry: number, look: Look): void {
    const { data } = this.#words;
    look.load(data[entry + USER] as UserIndex);
    this.#resumeAccepted(entry, look);
    if (this.isPlain(entry)) return;
    const large = this.#large.get(entry);
    const alive = data[entry + ALIVE] as number;
    for (let row = 0; row < look.rowCount; row++) {
      look.alive[row] = large ? (large.alive[row] as number) : (alive >>> row) & 1;
    }
    look.countHeld();
  }

  #resumeAccepted(entry: number, look: Look): void {
    const mayBeLarge = look.groupCount > BITS || !this.isPlain(entry);
    const large = mayBeLarge ? this.#large.get(entry) : undefined;
    const accepted = this.#words.data[entry + ACCEPTED] as number;
    let pending = 0;
    for (let local = 0; local < look.groupCount; local++) {
      const is = large ? (large.accepted[local] as number) : (accepted >>> local) & 1;
      look.accepted[local] = is;
      pending += 1 - is;
    }
    look.pending = pending;
  }
}

function bitsOf(flags: Uint8Array, count: number): number {
  let bits = 0;
  for (let index = 0; index < count; index++) bits |= (flags[index] as number) << index;
  return bits;
}

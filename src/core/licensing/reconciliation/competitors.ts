import { Words } from '../memory/growable.ts';
import type { UserIndex } from '../tenant.ts';
import type { Look } from './look.ts';

/** More groups or rows than a word of bits holds. */
const BITS = 31;

/**
 * People who compete for seats, and how far each has come: they are looked at again and again, when it is their turn.
 * An entry is a person's number here.
 */
export class Competitors {
  readonly users: UserIndex[] = [];
  readonly isPlain: boolean[] = [];
  /** The last round in which something of the person's changed. */
  readonly changedIn: number[] = [];
  /** Of a plain person: a seat was wanting at the last look; more may become acceptable as more is accepted. */
  readonly wantsSeat: boolean[] = [];
  readonly mayRecover: boolean[] = [];
  /** Of a plain person in this round: groups before this one had their turn. */
  readonly next: number[] = [];
  /** Held products were lost, or gained, in this reconciliation. */
  readonly lost: boolean[] = [];
  readonly gained: boolean[] = [];
  readonly #accepted = new Words();
  readonly #alive = new Words();
  /** Of plain people, all that their decisions need, in one place: groups and direct rows. */
  readonly #plainAt = new Words();
  readonly #plain = new Words();
  readonly #large = new Map<number, { accepted: Uint8Array; alive: Uint8Array }>();

  add(look: Look, isPlain: boolean, changedIn: number, lost: boolean): number {
    const entry = this.users.push(look.user) - 1;
    this.isPlain.push(isPlain);
    this.changedIn.push(changedIn);
    this.wantsSeat.push(false);
    this.mayRecover.push(false);
    this.next.push(0);
    this.lost.push(lost);
    this.gained.push(false);
    this.#accepted.push(0);
    this.#alive.push(0);
    this.#plainAt.push(this.#plain.length);
    if (isPlain) look.storePlain(this.#plain);
    this.save(entry, look);
    return entry;
  }

  save(entry: number, look: Look): void {
    if (look.groupCount > BITS || (!this.isPlain[entry] && look.rowCount > BITS)) {
      const accepted = look.accepted.slice(0, look.groupCount);
      this.#large.set(entry, { accepted, alive: look.alive.slice(0, look.rowCount) });
      return;
    }
    this.#accepted.data[entry] = bitsOf(look.accepted, look.groupCount);
    if (!this.isPlain[entry]) this.#alive.data[entry] = bitsOf(look.alive, look.rowCount);
  }

  /** Lays out what decisions about a plain person need, as of the last `save`. The rows are the direct ones alone. */
  resumePlain(entry: number, look: Look): void {
    look.loadPlain(this.users[entry] as number, this.#plain.data, this.#plainAt.data[entry] as number);
    this.#resumeAccepted(entry, look);
  }

  /** Lays the person out as they stood at the last `save`. */
  resume(entry: number, look: Look): void {
    look.load(this.users[entry] as number);
    this.#resumeAccepted(entry, look);
    if (this.isPlain[entry]) return;
    const large = this.#large.get(entry);
    const alive = this.#alive.data[entry] as number;
    for (let row = 0; row < look.rowCount; row++)
      look.alive[row] = large ? (large.alive[row] as number) : (alive >>> row) & 1;
    look.countHeld();
  }

  #resumeAccepted(entry: number, look: Look): void {
    const large = look.groupCount > BITS || !this.isPlain[entry] ? this.#large.get(entry) : undefined;
    const accepted = this.#accepted.data[entry] as number;
    look.pending = 0;
    for (let local = 0; local < look.groupCount; local++) {
      const is = large ? (large.accepted[local] as number) : (accepted >>> local) & 1;
      look.accepted[local] = is;
      look.pending += 1 - is;
    }
  }
}

function bitsOf(flags: Uint8Array, count: number): number {
  let bits = 0;
  for (let index = 0; index < count; index++) bits |= (flags[index] as number) << index;
  return bits;
}

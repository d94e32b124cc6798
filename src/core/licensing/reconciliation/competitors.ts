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
  /** Held products were lost, or gained, in this reconciliation. */
  readonly lost: boolean[] = [];
  readonly gained: boolean[] = [];
  readonly #accepted = new Words();
  readonly #alive = new Words();
  readonly #large = new Map<number, { accepted: Uint8Array; alive: Uint8Array }>();

  add(look: Look, isPlain: boolean, changedIn: number, lost: boolean): number {
    const entry = this.users.push(look.user) - 1;
    this.isPlain.push(isPlain);
    this.changedIn.push(changedIn);
    this.lost.push(lost);
    this.gained.push(false);
    this.#accepted.push(0);
    this.#alive.push(0);
    this.save(entry, look);
    return entry;
  }

  save(entry: number, look: Look): void {
    if (look.groupCount > BITS || look.rowCount > BITS) {
      const accepted = look.accepted.slice(0, look.groupCount);
      this.#large.set(entry, { accepted, alive: look.alive.slice(0, look.rowCount) });
      return;
    }
    this.#accepted.data[entry] = bitsOf(look.accepted, look.groupCount);
    this.#alive.data[entry] = bitsOf(look.alive, look.rowCount);
  }

  /** Lays the person out as they stood at the last `save`. */
  resume(entry: number, look: Look): void {
    look.load(this.users[entry] as number);
    const large = this.#large.get(entry);
    if (large) {
      look.resume(
        (local) => large.accepted[local] === 1,
        (row) => large.alive[row] === 1,
      );
      return;
    }
    const accepted = this.#accepted.data[entry] as number;
    const alive = this.#alive.data[entry] as number;
    look.resume(
      (local) => (accepted & (1 << local)) !== 0,
      (row) => (alive & (1 << row)) !== 0,
    );
  }
}

function bitsOf(flags: Uint8Array, count: number): number {
  let bits = 0;
  for (let index = 0; index < count; index++) if (flags[index] === 1) bits |= 1 << index;
  return bits;
}

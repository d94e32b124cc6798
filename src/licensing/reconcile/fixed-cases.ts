import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { Words } from '../model/growable.ts';
import { DIRECT } from '../model/row-codes.ts';
import type { Template } from '../model/template.ts';
import type { GroupIndex, SkuIndex, UserIndex } from '../model/tenant.ts';
import type { Look } from './look.ts';
import { MAX_GROUPS, NEVER, type PlainDecider } from './plain.ts';
import type { SeatLedger } from './seat-ledger.ts';
import { CHANGED, OPEN } from './turn-outcome.ts';

const USER = 0;
const FLAGS = 1;
const ACCEPTED = 2;
const GROUPS = 3;
/** The contended products that the person holds follow as bits, then each group and what speaks against it. */
const HEAD = 4;

/** A seat was wanting at the last look. */
const WANTS_SEAT = 1;
const GAINED = 2;

/** Records of fixed cases, in memory that threads share. An entry is a place in `words`. */
export interface FixedRecords {
  readonly words: Uint32Array;
  readonly entries: Uint32Array;
}

/**
 * Plain people whose refusals cannot turn but for a seat: against each of their groups speak the same groups throughout,
 * so that is worked out once, and a turn needs neither templates nor rows. What a turn needs stands together in one
 * record of a few words, because with a million people every jump to another place costs more than what is done there.
 */
export class FixedCases {
  /** Records in the order in which people came. */
  readonly entries = new Words();
  /** What speaks against each group of the person in the look: other groups of theirs, as bits by place, or `NEVER`. */
  readonly against = new Int32Array(MAX_GROUPS);
  readonly #words = new Words(1 << 12);
  readonly #tenant: DecidingTenant;
  readonly #ledger: SeatLedger;
  readonly #givesContended: Uint8Array;
  /** By product: its place among the contended ones, + 1. */
  readonly #contendedPlace: Int32Array;
  #heldWords = 0;

  constructor(tenant: DecidingTenant, ledger: SeatLedger, givesContended: Uint8Array) {
    this.#tenant = tenant;
    this.#ledger = ledger;
    this.#givesContended = givesContended;
    this.#contendedPlace = new Int32Array(tenant.skus.length);
  }

  /** Before anybody is added: products for which there may be more demand than seats. */
  contend(isContended: Uint8Array): void {
    let places = 0;
    isContended.forEach((is, sku) => {
      this.#contendedPlace[sku] = is === 1 ? ++places : 0;
    });
    this.#heldWords = (places + 31) >>> 5;
  }

  get records(): FixedRecords {
    return { words: this.#words.all, entries: this.entries.all };
  }

  /** After those that are here: people whom another thread has begun. Returns how much their entries are more here. */
  append({ words, entries }: FixedRecords): number {
    const base = this.#words.length;
    this.#words.append(words);
    for (const entry of entries) this.entries.push(base + entry);
    return base;
  }

  /** In the place of what is here: all that has become of everybody. */
  adopt({ words, entries }: FixedRecords): void {
    this.#words.data = words;
    this.entries.data = entries;
    this.entries.length = entries.length;
  }

  /** Is the plain person in the look such a case? Then `against` is theirs. */
  examine(look: Look, decider: PlainDecider): boolean {
    if (look.groupCount > MAX_GROUPS || decider.mayRecover(look)) return false;
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 0) this.against[local] = decider.opposing(look, local);
    }
    return true;
  }

  /** Does the examined person wait for a group that gives a contended product? */
  competes(look: Look): boolean {
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1 || (this.against[local] as number) >= NEVER) continue;
      if (this.#givesContended[look.group[local] as number] === 1) return true;
    }
    return false;
  }

  /** The examined person competes from now on; `comesForSeat`: rounds are running already. */
  add(look: Look, comesForSeat: boolean): number {
    const words = this.#words;
    const entry = words.length;
    this.entries.push(entry);
    words.reserve(HEAD + this.#heldWords + look.groupCount * 2);
    words.push(look.user);
    words.push(comesForSeat ? WANTS_SEAT : 0);
    words.push(acceptedBits(look));
    words.push(look.groupCount);
    for (let word = 0; word < this.#heldWords; word++) words.push(0);
    this.#holdWhatIsThere(entry, look);
    for (let local = 0; local < look.groupCount; local++) {
      words.push(look.group[local] as number);
      words.push(look.accepted[local] === 1 ? 0 : (this.against[local] as number));
    }
    return entry;
  }

  readAhead(entry: number): void {
    this.#words.readAhead(entry, entry + HEAD + this.#heldWords + 8);
  }

  isContended(sku: SkuIndex): boolean {
    return this.#contendedPlace[sku] !== 0;
  }

  user(entry: number): UserIndex {
    return this.#words.data[entry + USER] as number;
  }

  gained(entry: number): boolean {
    return ((this.#words.data[entry + FLAGS] as number) & GAINED) !== 0;
  }

  /** Bits by place in the person's groups. */
  accepted(entry: number): number {
    return this.#words.data[entry + ACCEPTED] as number;
  }

  /**
   * Tries the person in a group that gives a contended product: `CHANGED`, or `OPEN` when only a seat was wanting.
   * `onCaughtUp`: others were accepted on the way.
   */
  turn(entry: number, group: GroupIndex, round: number, onCaughtUp: () => void): number {
    const { data } = this.#words;
    if (round > 1 && ((data[entry + FLAGS] as number) & WANTS_SEAT) === 0) return 0;
    const groups = entry + HEAD + this.#heldWords;
    const count = data[entry + GROUPS] as number;
    let local = 0;
    while (local < count && data[groups + local * 2] !== group) local++;
    const bit = 1 << local;
    if (local === count || ((data[entry + ACCEPTED] as number) & bit) !== 0) return 0;
    if (this.catchUp(entry, round === 1 ? local : count)) onCaughtUp();
    if (((data[groups + local * 2 + 1] as number) & ((data[entry + ACCEPTED] as number) | NEVER)) !== 0) return 0;
    const { skus } = this.#tenant.groups.templates[group] as Template;
    for (let slot = 0; slot < skus.length; slot++) {
      const sku = skus[slot] as number;
      const place = this.#contendedPlace[sku] as number;
      if (place === 0 || this.#ledger.free(sku) > 0 || this.#holds(entry, place)) continue;
      data[entry + FLAGS] = (data[entry + FLAGS] as number) | WANTS_SEAT;
      return OPEN;
    }
    for (let slot = 0; slot < skus.length; slot++) {
      const place = this.#contendedPlace[skus[slot] as number] as number;
      if (place === 0 || this.#holds(entry, place)) continue;
      this.#hold(entry, place);
      this.#ledger.take(skus[slot] as number);
    }
    data[entry + ACCEPTED] = (data[entry + ACCEPTED] as number) | bit;
    data[entry + FLAGS] = (data[entry + FLAGS] as number) | GAINED;
    return CHANGED;
  }

  /** Accepts what nothing speaks against of the groups without competition before this place; their seats are not taken. */
  catchUp(entry: number, end: number): boolean {
    const { data } = this.#words;
    const groups = entry + HEAD + this.#heldWords;
    const before = data[entry + ACCEPTED] as number;
    let accepted = before;
    for (let local = 0; local < end; local++) {
      if (this.#givesContended[data[groups + local * 2] as number] === 1) continue;
      if (((data[groups + local * 2 + 1] as number) & (accepted | NEVER)) === 0) accepted |= 1 << local;
    }
    if (accepted === before) return false;
    data[entry + ACCEPTED] = accepted;
    data[entry + FLAGS] = (data[entry + FLAGS] as number) | GAINED;
    return true;
  }

  #holdWhatIsThere(entry: number, look: Look): void {
    const { sku } = this.#tenant.table;
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 0) continue;
      for (const one of look.template[local]?.skus ?? []) this.#hold(entry, this.#contendedPlace[one] as number);
    }
    for (let index = 0; index < look.rowCount; index++) {
      if (look.local[index] !== DIRECT || look.alive[index] === 0) continue;
      this.#hold(entry, this.#contendedPlace[sku[look.row[index] as number] as number] as number);
    }
  }

  #holds(entry: number, place: number): boolean {
    const word = this.#words.data[entry + HEAD + ((place - 1) >>> 5)] as number;
    return (word & (1 << ((place - 1) & 31))) !== 0;
  }

  /** Place 0 is a product that nobody competes for. */
  #hold(entry: number, place: number): void {
    if (place === 0) return;
    const at = entry + HEAD + ((place - 1) >>> 5);
    this.#words.data[at] = (this.#words.data[at] as number) | (1 << ((place - 1) & 31));
  }
}

function acceptedBits(look: Look): number {
  let bits = 0;
  for (let local = 0; local < look.groupCount; local++) bits |= (look.accepted[local] as number) << local;
  return bits;
}

import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { Words } from '../model/growable.ts';
import { HeldCounts } from '../model/held-counts.ts';
import { errorOf } from '../model/row-codes.ts';
import type { RowStore } from '../model/row-store.ts';
import type { GroupIndex, RowsChange, UserIndex } from '../model/tenant.ts';
import { Competition } from './competition.ts';
import { GAINED, LOST } from './competitors.ts';
import { Contention } from './contention.ts';
import { Decider, LATER } from './decider.ts';
import { FixedCases } from './fixed-cases.ts';
import type { Look } from './look.ts';
import { Newcomers } from './newcomers.ts';
import { isPlain, PlainDecider } from './plain.ts';
import type { SeatLedger } from './seat-ledger.ts';
import { emptyTally, type PartTally } from './tally.ts';
import type { TakeTurns } from './turns.ts';
import { RowWriter } from './write-rows.ts';

interface PartOptions {
  readonly tenant: DecidingTenant;
  readonly look: Look;
  readonly ledger: SeatLedger;
  readonly turns: TakeTurns;
  /** Where new rows are written, and the number of the time that they have. */
  readonly store: RowStore;
  readonly now: number;
  /** Those for whom it makes no difference when they are decided are left to `decideLater`, during everybody's turns. */
  readonly putsOff: boolean;
  readonly onFreed: () => boolean;
}

/** Whose rows change after everybody's turns: who gives back seats, who exchanges some, and who takes some. */
export interface Concluded {
  readonly giving: RowsChange[];
  readonly exchanging: RowsChange[];
  readonly gaining: RowsChange[];
}

/**
 * Those people of a reconciliation for whom one thread decides. Whoever can only gain products with seats for everybody
 * who may want them is decided alone and at once; the others compete, and have their turns with everybody.
 */
export class Part {
  tally = emptyTally();
  /** Seats that those who exchanged some, or took some, have now and had not before. */
  readonly taken: Int32Array;
  /** Of those who were decided alone; by themselves of those whom it makes no difference when they are. */
  readonly changes: RowsChange[] = [];
  readonly laterChanges: RowsChange[] = [];
  /** The latter, where they are put off: whoever has time may decide for them. */
  readonly putOff: UserIndex[] = [];
  readonly competition: Competition;
  readonly fixed: FixedCases;
  readonly contention: Contention;
  readonly #tenant: DecidingTenant;
  readonly #look: Look;
  readonly #decider: Decider;
  readonly #plainDecider: PlainDecider;
  readonly #writer: RowWriter;
  /** People who are not settled, as far as their own rows tell; and of each the group that they lack, and how many they are in. */
  readonly #open: UserIndex[] = [];
  readonly #lacked = new Words();
  readonly #newcomers: Newcomers;
  readonly #putsOff: boolean;
  readonly #store: RowStore;
  readonly #held: HeldCounts;
  #tops = new Uint8Array(64);

  constructor({ tenant, look, ledger, turns, store, now, putsOff, onFreed }: PartOptions) {
    this.#tenant = tenant;
    this.#putsOff = putsOff;
    this.#store = store;
    this.#held = new HeldCounts(tenant.table, tenant.skus.length);
    this.taken = new Int32Array(tenant.skus.length);
    this.#look = look;
    look.survey.demand.fill(0);
    this.#decider = new Decider(tenant, ledger);
    this.#plainDecider = new PlainDecider(tenant, this.#decider.holdings);
    this.#writer = new RowWriter(tenant, store, now);
    this.#newcomers = new Newcomers({ tenant, ledger, store, now });
    this.contention = new Contention(tenant);
    const { givesContended } = this.contention;
    this.fixed = new FixedCases(tenant, ledger, givesContended);
    this.competition = new Competition({
      look,
      turns,
      ledger,
      decider: this.#decider,
      fixed: this.fixed,
      plainDecider: this.#plainDecider,
      givesContended,
      onFreed,
    });
  }

  /** First look at somebody: most of a settled tenant is done with it. */
  survey(user: UserIndex): void {
    const { survey } = this.#look;
    const settled = survey.settledGroups(user);
    if (settled !== undefined) {
      this.tally.assigned += settled;
      return;
    }
    this.#open.push(user);
    this.#lacked.push(survey.lacked + 1);
    this.#lacked.push(survey.licensed);
  }

  /** People who are not settled, of those surveyed. */
  get open(): readonly UserIndex[] {
    return this.#open;
  }

  /** After everybody was surveyed: products for which there may be more demand than seats. */
  contend(isContended: Uint8Array): void {
    this.contention.contend(isContended);
    this.fixed.contend(isContended);
  }

  /** What was counted so far; it is counted anew from now on. */
  takeTally(): PartTally {
    const { tally } = this;
    this.tally = emptyTally();
    return tally;
  }

  /** Begins with the person at this place of `open`. */
  beginOpen(place: number): void {
    const user = this.#open[place] as UserIndex;
    const lacked = this.#lacked.data[place * 2] as number;
    if (lacked > 0 && !this.#putsOff && this.#beginNewcomer(user, lacked - 1, place)) return;
    if (this.contention.mayConcern(user)) this.begin(user);
    else if (this.#putsOff) this.putOff.push(user);
    else this.decideLater(user);
  }

  /** Tells whether it was all that there is to decide. */
  #beginNewcomer(user: UserIndex, group: GroupIndex, place: number): boolean {
    if (this.contention.givesContended[group] === 1) return false;
    const after = this.#newcomers.accept(user, group);
    if (after === undefined) return false;
    const { tally } = this;
    this.competition.noteChange(1);
    tally.assigned += this.#lacked.data[place * 2 + 1] as number;
    tally.rowChanges += this.#tenant.groups.products[group] as number;
    this.laterChanges.push({ user, before: this.#tenant.rows(user), after });
    return true;
  }

  /** The person's first round up to their first turn, and, when they compete with nobody, everything. */
  begin(user: UserIndex): void {
    const look = this.#look;
    const { holdings } = this.#decider;
    look.load(user);
    const plain = isPlain(look);
    if (!this.contention.concerns(look, plain)) this.#later(look, plain);
    else if (look.pending === 0) this.#decideAlone(look, plain, this.changes);
    else if (plain && this.fixed.examine(look, this.#plainDecider)) {
      if (this.fixed.competes(look)) this.competition.addFixed();
      else this.#later(look, plain);
    } else {
      if (!plain) this.#beginHoldings(look, plain, true);
      this.competition.add(plain, !plain && holdings.lost);
    }
  }

  /** Decides for somebody who was put off. */
  decideLater(user: UserIndex): void {
    this.#look.load(user);
    this.#decideAlone(this.#look, isPlain(this.#look), this.laterChanges);
  }

  #later(look: Look, plain: boolean): void {
    if (this.#putsOff) this.putOff.push(look.user);
    else this.#decideAlone(look, plain, this.laterChanges);
  }

  /** Finishes the competitor at this place of `entries`. */
  concludeCompetitor(place: number, into: Concluded): void {
    const { competitors } = this.competition;
    const entry = competitors.entries.data[place] as number;
    this.competition.conclude(entry);
    const isPlain = competitors.isPlain(entry);
    if (!competitors.is(entry, GAINED)) this.#finish(this.#look, isPlain, into.giving);
    else this.#finishTaking(isPlain, competitors.is(entry, LOST) ? into.exchanging : into.gaining);
  }

  /** The same of fixed cases. */
  concludeFixed(place: number, into: Concluded): void {
    const entry = this.fixed.entries.data[place] as number;
    this.competition.concludeFixed(entry);
    if (this.fixed.gained(entry)) this.#finishTaking(true, into.gaining);
    else this.#finish(this.#look, true, into.giving);
  }

  /** Counts the person's seats as well, while their rows are at hand. */
  #finishTaking(plain: boolean, changes: RowsChange[]): void {
    const count = changes.length;
    this.#finish(this.#look, plain, changes);
    if (changes.length === count) return;
    const { before, after } = changes[count] as RowsChange;
    this.#held.count(this.#store.words.data, after, 1, this.taken);
    this.#held.count(this.#tenant.store.words.data, before, -1, this.taken);
  }

  /** Works out what the person has, and lets go what nothing retains. */
  #beginHoldings(look: Look, plain: boolean, competes: boolean): void {
    const { holdings } = this.#decider;
    if (plain) {
      holdings.begin(look, undefined);
      return;
    }
    const { round } = this.competition;
    this.#decider.round = round;
    holdings.keepsSeats = competes;
    this.#decider.begin(look);
    if (this.#decider.release(look)) this.competition.noteChange(round);
  }

  /** All about somebody who competes with nobody. Where refusals cannot turn, trying once is enough. */
  #decideAlone(look: Look, plain: boolean, changes: RowsChange[]): void {
    this.#beginHoldings(look, plain, false);
    const isOnce = plain && !this.#plainDecider.mayRecover(look);
    for (let round = 1, goesOn = look.pending > 0; goesOn; round++) {
      this.#decider.round = round;
      let changed = false;
      for (let local = 0; local < look.groupCount; local++) {
        if (look.accepted[local] === 1) continue;
        const accepted = plain ? this.#plainDecider.tryGroup(look, local, round) : this.#decider.tryGroup(look, local);
        if (accepted) changed = true;
      }
      if (changed) this.competition.noteChange(round);
      goesOn = changed && !isOnce;
    }
    this.#finish(look, plain, changes);
  }

  /** Names the errors of what is refused, and writes the person's rows. */
  #finish(look: Look, plain: boolean, changes: RowsChange[]): void {
    const { tally } = this;
    if (look.groupCount > this.#tops.length) this.#tops = new Uint8Array(look.groupCount * 2);
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1) continue;
      const top = plain ? this.#plainDecider.explain(look, local, LATER) : this.#decider.explain(look, local);
      const error = errorOf(top);
      this.#tops[local] = top;
      tally.byError[error] = (tally.byError[error] ?? 0) + 1;
      tally.failed++;
    }
    tally.assigned += look.groupCount - look.pending;
    const before = this.#tenant.rows(look.user);
    const after = this.#writer.write(look, this.#tops, plain ? undefined : this.#decider.now);
    if (this.#writer.changed === 0) return;
    tally.rowChanges += this.#writer.changed;
    changes.push({ user: look.user, before, after });
  }
}

export function nothingConcluded(): Concluded {
  return { giving: [], exchanging: [], gaining: [] };
}

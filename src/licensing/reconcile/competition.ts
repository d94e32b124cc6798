import type { Template } from '../model/template.ts';
import type { GroupIndex } from '../model/tenant.ts';
import type { Steps } from '../steps.ts';
import { Competitors, GAINED, LOST, WANTS_SEAT } from './competitors.ts';
import type { Decider } from './decider.ts';
import type { FixedCases } from './fixed-cases.ts';
import type { Look } from './look.ts';
import type { PlainDecider } from './plain.ts';
import type { SeatLedger } from './seat-ledger.ts';
import { CHANGED, OPEN } from './turn-outcome.ts';
import type { TakeTurns } from './turns.ts';

interface CompetitionParts {
  readonly look: Look;
  readonly ledger: SeatLedger;
  readonly decider: Decider;
  readonly fixed: FixedCases;
  readonly plainDecider: PlainDecider;
  readonly turns: TakeTurns;
  /** By group, 1: there may be more demand than seats for one of its products. */
  readonly givesContended: Uint8Array;
  /** Takes in whoever waits for seats that are free now; tells whether there was anybody. */
  readonly onFreed: () => boolean;
}

/**
 * The rounds of one reconciliation for people who want seats that may not be there for all. A plain person
 * has turns only in groups where seats may be wanting: the groups between were decided by nobody else, so they are
 * caught up with before the next such turn, and at the end.
 */
export class Competition {
  round = 1;
  /** The last round in which anything changed, for anybody. */
  lastChange = 0;
  readonly competitors = new Competitors();
  readonly #parts: CompetitionParts;
  /** Whoever comes while rounds are running comes for a seat. */
  #isRunning = false;
  /** Groups without competition, tried late: in their order it would have been in the first round. */
  readonly #noteCaughtUp = () => this.noteChange(1);

  readonly #readAhead = (entries: Uint32Array, from: number, to: number) => {
    const { fixed } = this.#parts;
    for (let at = from; at < to; at++) {
      const entry = entries[at] as number;
      if (entry !== 0) (((entry - 1) & 1) === 1 ? fixed : this.competitors).readAhead((entry - 1) >>> 1);
    }
  };

  constructor(parts: CompetitionParts) {
    this.#parts = parts;
  }

  noteChange(round: number): void {
    if (round > this.lastChange) this.lastChange = round;
  }

  /** The person in the look competes from now on, in what is left of this round. */
  add(isPlain: boolean, lost: boolean): void {
    const { look, turns, givesContended } = this.#parts;
    const flags = (lost ? LOST : 0) | (this.#isRunning ? WANTS_SEAT : 0);
    const entry = this.competitors.add(look, isPlain, this.round, flags);
    turns.add(entry * 2, look, isPlain ? givesContended : undefined);
  }

  /** So does the person, whom `fixed` has examined. */
  addFixed(): void {
    const { look, turns, fixed, givesContended } = this.#parts;
    turns.add(fixed.add(look, this.#isRunning) * 2 + 1, look, givesContended);
  }

  /** Rounds until one changes nothing. */
  *run(): Steps<void> {
    const { ledger, turns, onFreed } = this.#parts;
    this.#isRunning = true;
    for (let goesOn = turns.areExpected; goesOn; this.round++) {
      goesOn = false;
      yield* turns.round((entry, group) => {
        const outcome = (entry & 1) === 1 ? this.#fixedTurn(entry >>> 1, group) : this.#turn(entry >>> 1, group);
        if ((outcome & CHANGED) !== 0) goesOn = true;
        return (outcome & OPEN) !== 0;
      }, this.#readAhead);
      if (this.#endRound()) goesOn = true;
      if (goesOn) this.noteChange(this.round);
      if (this.round === 1) {
        if (this.lastChange > 0) goesOn = true;
        ledger.releaseKept(1);
      }
      if (onFreed()) goesOn = true;
    }
  }

  /** Lays out the person as they came out of it, with `holdings` begun. */
  conclude(entry: number): void {
    const { look, decider } = this.#parts;
    const { competitors } = this;
    competitors.resume(entry, look);
    if (!competitors.isPlain(entry)) {
      decider.begin(look);
      return;
    }
    decider.holdings.begin(look, undefined);
    if (!this.#catchUp(entry, look.groupCount, 1)) return;
    competitors.mark(entry, GAINED);
    this.noteChange(1);
  }

  /** The same for a record of `fixed`; takes the seats that nobody competes for. */
  concludeFixed(entry: number): void {
    const { look, fixed, decider } = this.#parts;
    look.load(fixed.user(entry));
    decider.holdings.begin(look, undefined);
    if (fixed.catchUp(entry, look.groupCount)) this.noteChange(1);
    const accepted = fixed.accepted(entry);
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1 || (accepted & (1 << local)) === 0) continue;
      look.accepted[local] = 1;
      look.pending--;
      for (const sku of look.template[local]?.skus ?? []) decider.holdings.gain(sku, fixed.isContended(sku));
    }
  }

  #fixedTurn(entry: number, group: GroupIndex): number {
    const { fixed, givesContended, ledger } = this.#parts;
    if (givesContended[group] === 0) return 0;
    if (this.round > 1 && ledger.lastFreed < this.round - 1) return OPEN;
    return fixed.turn(entry, group, this.round, this.#noteCaughtUp);
  }

  #turn(entry: number, group: GroupIndex): number {
    const { competitors, round } = this;
    if (!competitors.isPlain(entry)) return this.#generalTurn(entry, group);
    const { look, decider, plainDecider, givesContended, ledger } = this.#parts;
    if (givesContended[group] === 0) return 0;
    const wantsSeat = competitors.is(entry, WANTS_SEAT) && ledger.lastFreed >= round - 1;
    if (round > 1 && !wantsSeat && competitors.changedIn(entry) < round - 1) return OPEN;
    competitors.resumePlain(entry, look);
    const local = look.find(group);
    if (local === undefined || look.accepted[local] === 1) return 0;
    const { holdings } = decider;
    holdings.begin(look, undefined);
    const caughtUp = this.#catchUp(entry, local, round);
    const accepted = plainDecider.tryGroup(look, local, round);
    competitors.setNext(entry, local + 1);
    if (!accepted && ledger.lacks((look.template[local] as Template).skus)) competitors.mark(entry, WANTS_SEAT);
    if (!caughtUp && !accepted) return OPEN;
    competitors.save(entry, look);
    this.#changed(entry);
    return accepted ? CHANGED : CHANGED | OPEN;
  }

  #generalTurn(entry: number, group: GroupIndex): number {
    const { competitors, round } = this;
    const { look, decider, ledger, onFreed } = this.#parts;
    const isStill = competitors.changedIn(entry) < round - 1 && ledger.lastFreed < round - 1;
    if (round > 1 && isStill) return OPEN;
    competitors.resume(entry, look);
    const local = look.find(group);
    if (local === undefined || look.accepted[local] === 1) return 0;
    decider.round = round;
    decider.holdings.keepsSeats = true;
    decider.begin(look);
    if (!decider.tryGroup(look, local)) return OPEN;
    // A joint acceptance may be one of others alone.
    const outcome = look.accepted[local] === 1 ? CHANGED : CHANGED | OPEN;
    competitors.save(entry, look);
    const { lost } = decider.holdings;
    this.#changed(entry);
    if (lost) onFreed();
    return outcome;
  }

  #changed(entry: number): true {
    const { competitors } = this;
    const { holdings } = this.#parts.decider;
    competitors.setChangedIn(entry, this.round);
    if (holdings.gained) competitors.mark(entry, GAINED);
    if (holdings.lost) competitors.mark(entry, LOST);
    return true;
  }

  /** Tries a plain person's groups without competition that come before `end` and had no turn yet in this round. */
  #catchUp(entry: number, end: number, round: number): boolean {
    const { look, plainDecider, givesContended } = this.#parts;
    const { competitors } = this;
    let changed = false;
    for (let local = competitors.next(entry); local < end; local++) {
      if (look.accepted[local] === 1 || givesContended[look.group[local] as number] === 1) continue;
      if (plainDecider.tryGroup(look, local, round)) changed = true;
    }
    return changed;
  }

  /** What is left of the round for those whose refusals need not be final. */
  #endRound(): boolean {
    const { look, decider } = this.#parts;
    const { competitors, round } = this;
    let changed = false;
    for (const entry of competitors.recovering) {
      if (competitors.changedIn(entry) >= round - 1) {
        competitors.resumePlain(entry, look);
        decider.holdings.begin(look, undefined);
        if (look.pending > 0 && this.#catchUp(entry, look.groupCount, round)) {
          competitors.save(entry, look);
          changed = this.#changed(entry);
        }
      }
      competitors.setNext(entry, 0);
    }
    return changed;
  }
}

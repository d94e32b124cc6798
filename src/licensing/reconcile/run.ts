import type { LicenseAssignmentError } from '../../graph/types.ts';
import { inLine } from '../model/in-line.ts';
import type { MemoryTenant } from '../model/memory-tenant.ts';
import { ACTIVE_WITH_ERROR, DIRECT, errorOf } from '../model/row-table.ts';
import type { RowsChange, SkuIndex, UserIndex } from '../model/tenant.ts';
import type { UserSet } from '../model/user-set.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { Competition } from './competition.ts';
import { GAINED, LOST } from './competitors.ts';
import { Decider, LATER } from './decider.ts';
import { FixedCases } from './fixed-cases.ts';
import type { Look } from './look.ts';
import { NextInLine } from './next-in-line.ts';
import { isPlain, PlainDecider } from './plain.ts';
import { SeatLedger } from './seat-ledger.ts';
import { inSeatOrder } from './seat-order.ts';
import { AllTurns, FewTurns } from './turns.ts';
import { RowWriter } from './write-rows.ts';

/** One person in so many is enough to go through all members rather than to sort those few. */
export const FEW = 16;

/**
 * One reconciliation. Whoever can only gain products with seats for everybody who may want them is decided alone and at
 * once; the others compete, and have their turns round by round. Nothing of the
 * tenant changes before `commit`.
 */
export class Run {
  rowChanges = 0;
  assigned = 0;
  failed = 0;
  readonly byError: Partial<Record<LicenseAssignmentError, number>> = {};
  readonly changes: RowsChange[] = [];
  readonly #tenant: MemoryTenant;
  readonly #look: Look;
  readonly #ledger: SeatLedger;
  readonly #decider: Decider;
  readonly #plainDecider: PlainDecider;
  readonly #writer: RowWriter;
  readonly #competition: Competition;
  readonly #fixed: FixedCases;
  /** Of few people: whoever waits for a seat is called in when it is their turn, and not before. */
  readonly #inLine: NextInLine | undefined;
  /** People who are looked at; `undefined`: everybody, so that there is nobody to take in. */
  readonly #takenIn: Set<UserIndex> | UserSet | undefined;
  /** People who are not settled, as far as their own rows tell. */
  readonly #open: UserIndex[] = [];
  /** Products for which there may be more demand than seats, and groups that give one. */
  readonly #isContended: Uint8Array;
  readonly #givesContended: Uint8Array;
  #tops = new Uint8Array(64);

  constructor(tenant: MemoryTenant, look: Look, now: string, takenIn: Set<UserIndex> | UserSet | undefined) {
    this.#tenant = tenant;
    this.#look = look;
    look.demand.fill(0);
    this.#takenIn = takenIn;
    this.#ledger = new SeatLedger(tenant);
    const areFew = takenIn !== undefined && takenIn.size * FEW < tenant.userCount;
    const isLookedAt = (user: UserIndex) => takenIn?.has(user) !== false;
    this.#inLine = areFew ? new NextInLine({ tenant, ledger: this.#ledger, isLookedAt }) : undefined;
    const turns = this.#inLine
      ? new FewTurns(tenant, this.#inLine, (user) => this.#takeIn([user]))
      : new AllTurns(tenant);
    this.#decider = new Decider(tenant, this.#ledger);
    this.#plainDecider = new PlainDecider(tenant, this.#decider.holdings);
    this.#writer = new RowWriter(tenant, now);
    this.#isContended = new Uint8Array(tenant.skus.length);
    this.#givesContended = new Uint8Array(tenant.groupCount);
    this.#fixed = new FixedCases(tenant, this.#ledger, this.#givesContended);
    this.#competition = new Competition({
      look,
      turns,
      ledger: this.#ledger,
      decider: this.#decider,
      fixed: this.#fixed,
      plainDecider: this.#plainDecider,
      givesContended: this.#givesContended,
      onFreed: () => this.#takeInWaiting(),
    });
  }

  /** Rounds until one changed nothing, that one included. */
  get rounds(): number {
    return this.#competition.lastChange + 1;
  }

  /** Seats in use when all of it has come true. */
  get consumed(): Int32Array {
    return this.#ledger.consumed;
  }

  /** First look at everybody concerned: most of a settled tenant is done with it. */
  *survey(): Steps<void> {
    const tenant = this.#tenant;
    if (this.#takenIn === undefined) {
      for (let user = 0; user < tenant.userCount; user++) {
        if (user % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
        this.#survey(user);
      }
      return;
    }
    let seen = 0;
    for (const user of this.#takenIn) {
      if (seen++ % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
      this.#survey(user);
    }
  }

  #survey(user: UserIndex): void {
    const settled = this.#look.settledGroups(user);
    if (settled === undefined) this.#open.push(user);
    else this.assigned += settled;
  }

  /** After everybody was surveyed: decides for all of them. */
  *decide(): Steps<void> {
    this.#findContended();
    for (let index = 0; index < this.#open.length; index++) {
      if (index % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
      this.#begin(this.#open[index] as UserIndex);
    }
    this.#takeInWaiting();
    do yield* this.#competition.run();
    while (this.#takeInHeldBack() || this.#takeInRest());
    yield* this.#conclude();
  }

  /** Puts the results into the tenant. */
  commit(): void {
    for (let index = 0; index < this.changes.length; index++) {
      const { user, after } = this.changes[index] as RowsChange;
      this.#tenant.adoptRows(user, after);
    }
    this.#tenant.seatCounts.consumed.set(this.#ledger.consumed);
  }

  #findContended(): void {
    const { waiting } = this.#tenant;
    const isPartial = this.#takenIn !== undefined;
    const contended = this.#isContended;
    for (let sku = 0; sku < contended.length; sku++) {
      const isShort = isPartial && (waiting.isShort(sku) || waiting.isHeldBack(sku));
      contended[sku] = isShort || (this.#look.demand[sku] as number) > this.#ledger.free(sku) ? 1 : 0;
    }
    this.#fixed.contend(contended);
    this.#tenant.groups.templates.forEach((template, group) => {
      if (template?.skus.some((sku) => contended[sku] === 1)) this.#givesContended[group] = 1;
    });
  }

  /** The person's first round up to their first turn, and, when they compete with nobody, everything. */
  #begin(user: UserIndex): void {
    const look = this.#look;
    const { round } = this.#competition;
    const { holdings } = this.#decider;
    look.load(user);
    const plain = isPlain(look);
    if (plain && this.#fixed.examine(look, this.#plainDecider)) {
      this.#beginFixed(look);
      return;
    }
    const competes = look.pending > 0 && this.#touchesContended(look, plain);
    if (!plain) {
      this.#decider.round = round;
      holdings.keepsSeats = competes;
      this.#decider.begin(look);
      if (this.#decider.release(look)) this.#competition.noteChange(round);
    }
    if (competes) {
      this.#competition.add(plain, !plain && holdings.lost);
      return;
    }
    if (plain) holdings.begin(look, undefined);
    this.#decideAlone(look, plain);
    this.#finish(look, plain);
  }

  #beginFixed(look: Look): void {
    if (this.#fixed.competes(look)) {
      this.#competition.addFixed();
      return;
    }
    const { holdings } = this.#decider;
    holdings.begin(look, undefined);
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1) continue;
      if (this.#plainDecider.tryGroup(look, local, 1)) this.#competition.noteChange(1);
    }
    this.#finish(look, true);
  }

  #touchesContended(look: Look, plain: boolean): boolean {
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 0 && this.#givesContended[look.group[local] as number] === 1) return true;
    }
    if (plain) return false;
    const { sku, state } = this.#tenant.table;
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      if (look.local[index] === DIRECT || (state[row] as number) > ACTIVE_WITH_ERROR) continue;
      if (this.#isContended[sku[row] as number] === 1) return true;
    }
    return false;
  }

  #decideAlone(look: Look, plain: boolean): void {
    for (let round = 1, changed = look.pending > 0; changed; round++) {
      this.#decider.round = round;
      changed = false;
      for (let local = 0; local < look.groupCount; local++) {
        if (look.accepted[local] === 1) continue;
        const accepted = plain ? this.#plainDecider.tryGroup(look, local, round) : this.#decider.tryGroup(look, local);
        if (accepted) changed = true;
      }
      if (changed) this.#competition.noteChange(round);
    }
  }

  /** Seats are free for which people wait who are not looked at yet: they are, but for those who are called in. */
  #takeInWaiting(): boolean {
    if (this.#takenIn === undefined) return false;
    const { waiting } = this.#tenant;
    let tookIn = false;
    for (let sku = 0; sku < this.#isContended.length; sku++) {
      if (this.#ledger.free(sku) <= 0 || !waiting.isShort(sku)) continue;
      if (this.#takeIn(waiting.joint(sku))) tookIn = true;
      if (this.#inLine === undefined && this.#takeIn(everybodyInLine(this.#tenant, sku))) tookIn = true;
    }
    return tookIn;
  }

  /** Seats are left over, so that nobody's error says any more that there is none. */
  #takeInRest(): boolean {
    return this.#inLine !== undefined && this.#takeIn([...this.#inLine.rest()]);
  }

  /** A seat was taken that held-back people could have had: their errors tell so now. */
  #takeInHeldBack(): boolean {
    if (this.#takenIn === undefined) return false;
    let tookIn = false;
    for (let sku = 0; sku < this.#isContended.length; sku++) {
      if (this.#ledger.free(sku) > 0 || !this.#tenant.waiting.isHeldBack(sku)) continue;
      if (this.#takeIn(this.#tenant.waiting.heldBack(sku))) tookIn = true;
    }
    return tookIn;
  }

  #takeIn(users: readonly UserIndex[]): boolean {
    let tookIn = false;
    for (const user of users) {
      if (this.#takenIn?.has(user) !== false) continue;
      this.#takenIn.add(user);
      this.#begin(user);
      tookIn = true;
    }
    return tookIn;
  }

  /** Finishes those who competed: who gave back seats, who exchanged some, and who took some, in that order. */
  *#conclude(): Steps<void> {
    const { competitors } = this.#competition;
    const exchanging: RowsChange[] = [];
    const gaining: RowsChange[] = [];
    for (let index = 0; index < competitors.entries.length; index++) {
      if (index % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
      const entry = competitors.entries.data[index] as number;
      this.#competition.conclude(entry);
      let changes = this.changes;
      if (competitors.is(entry, GAINED)) changes = competitors.is(entry, LOST) ? exchanging : gaining;
      this.#finish(this.#look, competitors.isPlain(entry), changes);
    }
    for (let index = 0; index < this.#fixed.entries.length; index++) {
      if (index % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
      const entry = this.#fixed.entries.data[index] as number;
      this.#competition.concludeFixed(entry);
      this.#finish(this.#look, true, this.#fixed.gained(entry) ? gaining : this.changes);
    }
    if (exchanging.length > 0) for (const change of this.#ordered(exchanging, gaining)) this.changes.push(change);
    for (const change of gaining) this.changes.push(change);
  }

  /** People who exchange seats, in an order that the seats allow while those who only gain are still to come. */
  #ordered(exchanging: readonly RowsChange[], gaining: readonly RowsChange[]): readonly RowsChange[] {
    const { seatCounts } = this.#tenant;
    const consumed = this.#ledger.consumed.slice();
    for (const { before, after } of [...exchanging, ...gaining]) {
      seatCounts.countHeld(after, -1, consumed);
      seatCounts.countHeld(before, 1, consumed);
    }
    return inSeatOrder(this.#tenant, exchanging, consumed);
  }

  /** Names the errors of what is refused, and writes the person's rows. */
  #finish(look: Look, plain: boolean, changes: RowsChange[] = this.changes): void {
    if (look.groupCount > this.#tops.length) this.#tops = new Uint8Array(look.groupCount * 2);
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1) continue;
      const top = plain ? this.#plainDecider.explain(look, local, LATER) : this.#decider.explain(look, local);
      const error = errorOf(top);
      this.#tops[local] = top;
      this.byError[error] = (this.byError[error] ?? 0) + 1;
      this.failed++;
    }
    this.assigned += look.groupCount - look.pending;
    const before = this.#tenant.rows(look.user);
    const after = this.#writer.write(look, this.#tops, plain ? undefined : this.#decider.now);
    if (after === before) return;
    this.rowChanges += this.#writer.changed;
    changes.push({ user: look.user, before, after });
  }
}

function everybodyInLine(tenant: MemoryTenant, sku: SkuIndex): readonly UserIndex[] {
  return Array.from(inLine(tenant, sku), ({ user }) => user);
}

import type { LicenseAssignmentError } from '../../graph/types.ts';
import { inLine } from '../model/in-line.ts';
import type { MemoryTenant } from '../model/memory-tenant.ts';
import type { RowsChange, SkuIndex, UserIndex } from '../model/tenant.ts';
import { UserSet } from '../model/user-set.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { Helped, type OfBoth } from './helped.ts';
import type { Helper } from './helper.ts';
import type { Look } from './look.ts';
import { NextInLine } from './next-in-line.ts';
import { type Concluded, Part } from './part.ts';
import { SeatLedger } from './seat-ledger.ts';
import { inSeatOrder } from './seat-order.ts';
import { AllTurns, FewTurns } from './turns.ts';

/** One person in so many is enough to go through all members rather than to sort those few. */
export const FEW = 16;

/** More different rows than this are not sent to helpers: each of them would take them in first. */
const MOST_ROWS = 1 << 14;

interface RunOptions {
  readonly tenant: MemoryTenant;
  readonly look: Look;
  /** Of rows that change. */
  readonly now: string;
  /** People who are looked at; `undefined`: everybody, so that there is nobody to take in. */
  readonly takenIn: Set<UserIndex> | UserSet | undefined;
  /** Where everybody is looked at: those who do a part of it. */
  readonly helpers: readonly Helper[];
}

/** One reconciliation: the rounds in which people compete for seats. Nothing of the tenant changes before `commit`. */
export class Run {
  readonly #tenant: MemoryTenant;
  readonly #look: Look;
  readonly #ledger: SeatLedger;
  readonly #part: Part;
  /** Of few people: whoever waits for a seat is called in when it is their turn, and not before. */
  readonly #inLine: NextInLine | undefined;
  readonly #takenIn: Set<UserIndex> | UserSet | undefined;
  readonly #helped: Helped;

  constructor({ tenant, look, now, takenIn, helpers }: RunOptions) {
    this.#tenant = tenant;
    this.#look = look;
    this.#takenIn = takenIn;
    const ledger = new SeatLedger(tenant);
    this.#ledger = ledger;
    const areFew = takenIn !== undefined && takenIn.size * FEW < tenant.userCount;
    const isLookedAt = (user: UserIndex) => takenIn?.has(user) !== false;
    this.#inLine = areFew ? new NextInLine({ tenant, ledger, isLookedAt }) : undefined;
    const all = this.#inLine ? undefined : new AllTurns(tenant);
    const turns = all ?? new FewTurns(tenant, this.#inLine as NextInLine, (user) => this.#takeIn([user]));
    const { store } = tenant;
    const time = store.timeOf(now);
    const onFreed = () => this.#takeInWaiting();
    const helping = takenIn === undefined && tenant.table.size <= MOST_ROWS ? helpers : [];
    const putsOff = helping.length > 0;
    this.#part = new Part({ tenant, look, ledger, turns, store, now: time, putsOff, onFreed });
    this.#helped = new Helped({ tenant, helpers: helping, part: this.#part, ledger, turns: all, now: time });
  }

  get changes(): readonly RowsChange[] {
    return this.#part.changes;
  }
  get rowChanges(): number {
    return this.#part.tally.rowChanges;
  }
  get assigned(): number {
    return this.#part.tally.assigned;
  }
  get failed(): number {
    return this.#part.tally.failed;
  }
  get byError(): Readonly<Partial<Record<LicenseAssignmentError, number>>> {
    return this.#part.tally.byError;
  }
  /** Rounds until one changed nothing, that one included. */
  get rounds(): number {
    return this.#part.competition.lastChange + 1;
  }
  /** Seats in use when all of it has come true. */
  get consumed(): Int32Array {
    return this.#ledger.consumed;
  }

  /** First look at everybody concerned. */
  *survey(): Steps<void> {
    const some = this.#takenIn instanceof UserSet ? this.#takenIn.members() : this.#takenIn && [...this.#takenIn];
    const own = this.#each(some?.length ?? this.#helped.end, (place) =>
      this.#part.survey(some === undefined ? place : (some[place] as UserIndex)),
    );
    yield* this.#helped.survey(this.#look.survey.demand, own);
  }

  /** After everybody was surveyed: decides for all of them. */
  *decide(): Steps<void> {
    const part = this.#part;
    const contended = this.#contended();
    part.contend(contended);
    const own = this.#each(part.open.length, (place) => part.beginOpen(place));
    yield* this.#helped.begin(contended, own);
    this.#takeInWaiting();
    yield* this.#helped.finish(this.#takeTurns());
    yield* this.#conclude();
  }

  *#takeTurns(): Steps<void> {
    do yield* this.#part.competition.run();
    while (this.#takeInHeldBack() || this.#takeInRest());
  }

  /** Puts the results into the tenant. */
  commit(): void {
    const { changes } = this;
    for (let index = 0; index < changes.length; index++) {
      const { user, after } = changes[index] as RowsChange;
      this.#tenant.adoptRows(user, after);
    }
    this.#tenant.seatCounts.consumed.set(this.#ledger.consumed);
  }

  *#each(count: number, work: (place: number) => void): Steps<void> {
    for (let place = 0; place < count; place++) {
      if (place % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
      work(place);
    }
  }

  /** By product, 1: there may be more demand than seats. Where not everybody is looked at, others may wait. */
  #contended(): Uint8Array {
    const { waiting } = this.#tenant;
    const isShort = (sku: SkuIndex) => this.#takenIn !== undefined && (waiting.isShort(sku) || waiting.isHeldBack(sku));
    return Uint8Array.from(this.#look.survey.demand, (demand, sku) =>
      isShort(sku) || demand > this.#ledger.free(sku) ? 1 : 0,
    );
  }

  /** Seats are free for which people wait who are not looked at yet: they are, but for those who are called in. */
  #takeInWaiting(): boolean {
    if (this.#takenIn === undefined) return false;
    const { waiting } = this.#tenant;
    let tookIn = false;
    for (let sku = 0; sku < this.#tenant.skus.length; sku++) {
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
    for (let sku = 0; sku < this.#tenant.skus.length; sku++) {
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
      this.#part.begin(user);
      tookIn = true;
    }
    return tookIn;
  }

  /** Finishes those who competed: who gave back seats, who exchanged some, and who took some, in that order. */
  *#conclude(): Steps<void> {
    const part = this.#part;
    const exchanging: RowsChange[] = [];
    const gaining: RowsChange[] = [];
    const all = this.#helped.conclude((into, [competitors, fixed]) => this.#concludeOwn(into, competitors, fixed));
    for (const concluded of yield* all) {
      for (const change of concluded.giving) part.changes.push(change);
      for (const change of concluded.exchanging) exchanging.push(change);
      for (const change of concluded.gaining) gaining.push(change);
    }
    if (exchanging.length > 0) for (const change of this.#ordered(exchanging)) part.changes.push(change);
    for (const change of gaining) part.changes.push(change);
  }

  *#concludeOwn([competing, others]: OfBoth<Concluded>, competitors: number, fixed: number): Steps<void> {
    yield* this.#each(competitors, (place) => this.#part.concludeCompetitor(place, competing));
    yield* this.#each(fixed, (place) => this.#part.concludeFixed(place, others));
  }

  /** People who exchange seats, in an order that the seats allow while those who only gain are still to come. */
  #ordered(exchanging: readonly RowsChange[]): readonly RowsChange[] {
    const { taken } = this.#part;
    const before = this.#ledger.consumed.map((count, sku) => count - (taken[sku] as number));
    return inSeatOrder(this.#tenant, exchanging, before);
  }
}

function everybodyInLine(tenant: MemoryTenant, sku: SkuIndex): readonly UserIndex[] {
  return Array.from(inLine(tenant, sku), ({ user }) => user);
}

import type { LicenseAssignmentError } from '../../graph.ts';
import type { MemoryTenant } from '../memory/memory-tenant.ts';
import { ACTIVE_WITH_ERROR, DIRECT, errorOf } from '../memory/row-table.ts';
import type { GroupIndex, Rows, UserIndex } from '../tenant.ts';
import { Competitors } from './competitors.ts';
import { Decider } from './decider.ts';
import type { Look } from './look.ts';
import { explainPlainly, isPlain, tryPlainly } from './plain.ts';
import { SeatLedger } from './seat-ledger.ts';
import { inSeatOrder } from './seat-order.ts';
import type { Turns } from './turns.ts';
import { RowWriter } from './write-rows.ts';

export interface RowsChange {
  readonly user: UserIndex;
  readonly before: Rows;
  readonly after: Rows;
}

/**
 * One reconciliation. Whoever can only gain products with seats for everybody who may want them is decided alone and at
 * once; the others compete, and have their turns round by round, in the order that engine.md defines. Nothing of the
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
  readonly #writer: RowWriter;
  readonly #competitors = new Competitors();
  readonly #turns: Turns;
  /** People whose waiting ends with a seat are taken in; `undefined`: everybody is in already. */
  readonly #takenIn: Set<UserIndex> | undefined;
  /** People who are not settled, as far as their own rows tell. */
  readonly #open: UserIndex[] = [];
  readonly #demand: Int32Array;
  /** Products for which there may be more demand than seats, and groups that give one. */
  readonly #isContended: Uint8Array;
  readonly #givesContended: Uint8Array;
  #tops = new Uint8Array(64);
  #round = 1;
  #lastChange = 0;

  constructor(tenant: MemoryTenant, look: Look, turns: Turns, now: string, takenIn: Set<UserIndex> | undefined) {
    this.#tenant = tenant;
    this.#look = look;
    this.#turns = turns;
    this.#takenIn = takenIn;
    this.#ledger = new SeatLedger(tenant);
    this.#decider = new Decider(tenant, this.#ledger);
    this.#writer = new RowWriter(tenant, now);
    this.#demand = new Int32Array(tenant.skus.length);
    this.#isContended = new Uint8Array(tenant.skus.length);
    this.#givesContended = new Uint8Array(tenant.groupCount);
  }

  /** Rounds until one changed nothing, that one included. */
  get rounds(): number {
    return this.#lastChange + 1;
  }

  /** First look at a person: most of a settled tenant is done with it. */
  survey(user: UserIndex): void {
    const look = this.#look;
    const settled = look.settledGroups(user);
    if (settled !== undefined) {
      this.assigned += settled;
      return;
    }
    look.load(user);
    this.#open.push(user);
    if (look.pending > 0) this.#decider.holdings.addDemand(look, this.#demand);
  }

  /** After everybody was surveyed: decides for all of them. */
  decide(): void {
    this.#findContended();
    for (const user of this.#open) this.#begin(user);
    this.#takeInWaiting();
    do this.#compete();
    while (this.#takeInHeldBack());
    this.#finishCompetitors();
  }

  /** Puts the results into the tenant. */
  commit(): void {
    for (const { user, after } of this.changes) this.#tenant.adoptRows(user, after);
    this.#tenant.seatCounts.consumed.set(this.#ledger.consumed);
  }

  #findContended(): void {
    const { templates } = this.#tenant.groups;
    const { waiting } = this.#tenant;
    this.#demand.forEach((demand, sku) => {
      const isShort = this.#takenIn !== undefined && (waiting.isShort(sku) || waiting.isHeldBack(sku));
      if (isShort || demand > this.#ledger.free(sku)) this.#isContended[sku] = 1;
    });
    templates.forEach((template, group) => {
      if (template?.skus.some((sku) => this.#isContended[sku] === 1)) this.#givesContended[group] = 1;
    });
  }

  /** The person's first round up to their first turn, and, when they compete with nobody, everything. */
  #begin(user: UserIndex): void {
    const look = this.#look;
    look.load(user);
    const plain = isPlain(look);
    const competes = look.pending > 0 && this.#touchesContended(look, plain);
    if (plain) {
      if (competes) {
        this.#addCompetitor(look, true, false);
        return;
      }
      this.#decider.holdings.begin(look, undefined);
      this.#tryRemaining(look, look.groupCount, true);
    } else {
      this.#decider.round = this.#round;
      this.#decider.holdings.keepsSeats = competes;
      this.#decider.begin(look);
      if (this.#decider.release(look)) this.#lastChange = Math.max(this.#lastChange, 1);
      if (competes) {
        this.#addCompetitor(look, false, this.#decider.holdings.lost);
        return;
      }
      this.#decideAlone(look);
    }
    this.#finish(look, plain);
  }

  #addCompetitor(look: Look, plain: boolean, lost: boolean): void {
    const entry = this.#competitors.add(look, plain, 1, lost);
    this.#turns.add(entry, look);
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

  #decideAlone(look: Look): void {
    for (let round = 1, changed = true; changed; round++) {
      this.#decider.round = round;
      changed = false;
      for (let local = 0; local < look.groupCount; local++) {
        if (look.accepted[local] === 0 && this.#decider.tryGroup(look, local)) changed = true;
      }
      if (changed) this.#lastChange = Math.max(this.#lastChange, round);
    }
  }

  /** Of a plain person's groups before `end`, those without competition (or all): their turn was in the first round. */
  #tryRemaining(look: Look, end: number, all: boolean): boolean {
    let changed = false;
    for (let local = 0; local < end; local++) {
      if (look.accepted[local] === 1 || (!all && this.#givesContended[look.group[local] as number] === 1)) continue;
      if (tryPlainly(this.#tenant, this.#decider.holdings, look, local, 1)) changed = true;
    }
    if (changed) this.#lastChange = Math.max(this.#lastChange, 1);
    return changed;
  }

  #compete(): void {
    for (let changed = true; changed && this.#competitors.users.length > 0; this.#round++) {
      changed = false;
      this.#turns.round((entry, group) => {
        if (this.#turn(entry, group)) changed = true;
      });
      if (changed) this.#lastChange = Math.max(this.#lastChange, this.#round);
      if (this.#round === 1 && this.#lastChange > 0) changed = true;
      if (this.#round === 1) this.#ledger.releaseKept(1);
      if (this.#takeInWaiting()) changed = true;
    }
  }

  #turn(entry: number, group: GroupIndex): boolean {
    const competitors = this.#competitors;
    const round = this.#round;
    const plain = competitors.isPlain[entry] === true;
    if (plain && this.#givesContended[group] === 0) return false;
    const isStill = (competitors.changedIn[entry] as number) < round - 1 && this.#ledger.lastFreed < round - 1;
    if (round > 1 && isStill) return false;
    const look = this.#look;
    competitors.resume(entry, look);
    const local = look.find(group);
    if (local === undefined || look.accepted[local] === 1) return false;
    const { holdings } = this.#decider;
    let changed: boolean;
    let caughtUp = false;
    if (plain) {
      holdings.begin(look, undefined);
      caughtUp = this.#tryRemaining(look, round === 1 ? local : look.groupCount, false);
      changed = tryPlainly(this.#tenant, holdings, look, local, round);
    } else {
      this.#decider.round = round;
      holdings.keepsSeats = true;
      this.#decider.begin(look);
      changed = this.#decider.tryGroup(look, local);
    }
    if (changed || caughtUp) competitors.save(entry, look);
    if (!changed) return false;
    competitors.changedIn[entry] = round;
    if (holdings.gained) competitors.gained[entry] = true;
    if (holdings.lost) {
      competitors.lost[entry] = true;
      this.#takeInWaiting();
    }
    return true;
  }

  /** Seats are free for which people wait who are not looked at yet: they are, in their turn. */
  #takeInWaiting(): boolean {
    if (this.#takenIn === undefined) return false;
    let tookIn = false;
    for (let sku = 0; sku < this.#isContended.length; sku++) {
      if (this.#ledger.free(sku) <= 0 || !this.#tenant.waiting.isShort(sku)) continue;
      if (this.#takeIn(this.#tenant.waiting.short(sku))) tookIn = true;
    }
    return tookIn;
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

  #finishCompetitors(): void {
    const competitors = this.#competitors;
    const later: RowsChange[] = [];
    let exchanges = false;
    for (let entry = 0; entry < competitors.users.length; entry++) {
      const look = this.#look;
      competitors.resume(entry, look);
      const plain = competitors.isPlain[entry] === true;
      if (plain) {
        this.#decider.holdings.begin(look, undefined);
        if (this.#tryRemaining(look, look.groupCount, false)) competitors.gained[entry] = true;
      } else {
        this.#decider.begin(look);
      }
      const before = this.changes.length;
      this.#finish(look, plain);
      if (competitors.gained[entry] === true && this.changes.length > before)
        later.push(...this.changes.splice(before));
      if (competitors.gained[entry] === true && competitors.lost[entry] === true) exchanges = true;
    }
    const ordered = exchanges ? inSeatOrder(this.#tenant, later, this.#ledger.consumed) : later;
    for (const change of ordered) this.changes.push(change);
  }

  /** Names the errors of what is refused, and writes the person's rows. */
  #finish(look: Look, plain: boolean): void {
    if (look.groupCount > this.#tops.length) this.#tops = new Uint8Array(look.groupCount * 2);
    const { holdings } = this.#decider;
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1) continue;
      const top = plain ? explainPlainly(this.#tenant, holdings, look, local, 2) : this.#decider.explain(look, local);
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
    this.changes.push({ user: look.user, before, after });
  }
}

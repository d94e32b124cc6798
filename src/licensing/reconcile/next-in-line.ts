import type { MemoryTenant } from '../model/memory-tenant.ts';
import { COUNT, ERROR } from '../model/row-codes.ts';
import type { GroupIndex, SkuIndex, UserIndex } from '../model/tenant.ts';
import { comparePlaces, type TurnPlace } from '../model/waiting-line.ts';
import type { SeatLedger } from './seat-ledger.ts';

interface NextInLineOptions {
  readonly tenant: MemoryTenant;
  readonly ledger: SeatLedger;
  readonly isLookedAt: (user: UserIndex) => boolean;
}

/** A turn of somebody in line. */
interface LineTurn extends TurnPlace {
  readonly user: UserIndex;
}

/**
 * Who of those that wait for seats, and are not looked at, could be served: all seats that a group's refusal names as
 * wanting are free. Everybody else in line would be refused just as before, and need not be looked at.
 */
export class NextInLine {
  readonly #options: NextInLineOptions;
  /** By product: the turn found last, and the seats that had been given back by then. */
  readonly #found: ({ turn: LineTurn | undefined; given: number; after: TurnPlace | undefined } | undefined)[] = [];

  constructor(options: NextInLineOptions) {
    this.#options = options;
  }

  /** The first such turn after this one. */
  next(last: TurnPlace | undefined): LineTurn | undefined {
    const { tenant, ledger } = this.#options;
    let first: LineTurn | undefined;
    for (let sku = 0; sku < tenant.waiting.lines.length; sku++) {
      if (tenant.waiting.line(sku).size === 0 || ledger.free(sku) <= 0) continue;
      const turn = this.#nextFor(sku, last);
      if (turn !== undefined && (first === undefined || comparePlaces(turn, first) < 0)) first = turn;
    }
    return first;
  }

  /** Everybody in a line for whose product seats are left, served or not: their errors may tell so. */
  *rest(): Generator<UserIndex> {
    const { tenant, ledger, isLookedAt } = this.#options;
    for (let sku = 0; sku < tenant.waiting.lines.length; sku++) {
      const line = tenant.waiting.line(sku);
      for (let turn = line.after(undefined); turn !== undefined && ledger.free(sku) > 0; turn = line.after(turn)) {
        const user = this.#userOf(turn);
        if (!isLookedAt(user)) yield user;
      }
    }
  }

  /** While no seat is given back, who was passed over stays so: it is looked on from where the last one was found. */
  #nextFor(sku: SkuIndex, last: TurnPlace | undefined): LineTurn | undefined {
    const { given } = this.#options.ledger;
    const known = this.#found[sku];
    const isOfUse = known?.given === given && isAtOrAfter(last, known.after);
    if (isOfUse && known.turn === undefined) return undefined;
    const goesOn = isOfUse && known.turn !== undefined && isAfter(known.turn, last);
    const from = goesOn ? known.turn : last;
    const turn = goesOn && known.turn && this.#isServable(known.turn) ? known.turn : this.#search(sku, from);
    this.#found[sku] = { turn, given, after: last };
    return turn;
  }

  #search(sku: SkuIndex, last: TurnPlace | undefined): LineTurn | undefined {
    const line = this.#options.tenant.waiting.line(sku);
    for (let place = line.after(last); place !== undefined; place = line.after(place)) {
      const turn = { ...place, user: this.#userOf(place) };
      if (this.#isServable(turn)) return turn;
    }
    return undefined;
  }

  #isServable({ user, group }: LineTurn): boolean {
    return !this.#options.isLookedAt(user) && this.#areFree(user, group);
  }

  /** Is there a seat wherever one was wanting? */
  #areFree(user: UserIndex, group: GroupIndex): boolean {
    const { tenant, ledger } = this.#options;
    const { table, store, handles } = tenant;
    const { data } = store.words;
    const rows = handles[user] as number;
    const end = rows + 1 + (data[rows] as number) * 2;
    for (let at = rows + 1; at < end; at += 2) {
      const row = data[at] as number;
      if (table.source[row] !== group || table.error[row] !== COUNT || table.state[row] !== ERROR) continue;
      if (ledger.free(table.sku[row] as number) <= 0) return false;
    }
    return true;
  }

  #userOf({ group, place }: TurnPlace): UserIndex {
    return this.#options.tenant.memberships.list(group).codes[place] as UserIndex;
  }
}

function isAfter(turn: TurnPlace, last: TurnPlace | undefined): boolean {
  return last === undefined || comparePlaces(turn, last) > 0;
}

function isAtOrAfter(last: TurnPlace | undefined, other: TurnPlace | undefined): boolean {
  return other === undefined || (last !== undefined && comparePlaces(last, other) >= 0);
}

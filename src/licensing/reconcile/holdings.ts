import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { ACTIVE_WITH_ERROR, DIRECT } from '../model/row-codes.ts';
import type { Template } from '../model/template.ts';
import type { SkuIndex } from '../model/tenant.ts';
import type { Look } from './look.ts';
import type { SeatLedger } from './seat-ledger.ts';
import { BASE, type Standing } from './standing.ts';

/** The products that one person holds at the moment, each once, and what their coming and going does to the seats. */
export class Holdings {
  /** A product was lost or gained since the person was begun. */
  lost = false;
  gained = false;
  /** Whether seats that are kept for people who are merely moved matter: they do where people compete. */
  keepsSeats = true;
  readonly #tenant: DecidingTenant;
  readonly #ledger: SeatLedger;
  /** By product: the moment at which it was last seen to be held. It is held now when that is `#moment`. */
  readonly #heldAt: Float64Array;
  #moment = 0;
  #held: Uint32Array;
  #heldCount = 0;
  #before: Uint32Array;

  constructor(tenant: DecidingTenant, ledger: SeatLedger) {
    this.#tenant = tenant;
    this.#ledger = ledger;
    this.#heldAt = new Float64Array(tenant.skus.length);
    this.#held = new Uint32Array(tenant.skus.length);
    this.#before = new Uint32Array(tenant.skus.length);
  }

  /** As the person stands; without a standing, every held row is a direct one or one of an accepted group. */
  begin(look: Look, standing: Standing | undefined): void {
    this.lost = false;
    this.gained = false;
    this.#collect(look, standing);
  }

  holds(sku: SkuIndex): boolean {
    return this.#heldAt[sku] === this.#moment;
  }

  /** Rule 5: the person does not hold it, did not have it when it all began (first round), and no seat is free. */
  needsSeat(look: Look, sku: SkuIndex, round: number): boolean {
    return !this.holds(sku) && this.#ledger.free(sku) <= 0 && !(round === 1 && this.#had(look, sku));
  }

  /** One more product, of a person whom nothing leaves. `hasSeat`: its seat was taken already. */
  gain(sku: SkuIndex, hasSeat = false): void {
    if (this.holds(sku)) return;
    this.#heldAt[sku] = this.#moment;
    this.#held[this.#heldCount++] = sku;
    if (!hasSeat) this.#ledger.take(sku);
    this.gained = true;
  }

  /** After `begin` on a standing without the rows that went: gives back what only they held. */
  afterRelease(look: Look, round: number): void {
    const { table } = this.#tenant;
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      const sku = table.sku[row] as number;
      if (!this.#isReleased(look, index) || this.holds(sku) || this.#isRepeated(look, index)) continue;
      this.#ledger.give(sku);
      this.lost = true;
    }
    if (round === 1 && this.keepsSeats) this.#countKept(look, 1);
  }

  beforeAcceptance(look: Look, round: number): void {
    if (round === 1 && this.keepsSeats) this.#countKept(look, -1);
  }

  afterAcceptance(look: Look, standing: Standing, round: number): void {
    const earlier = this.#moment;
    const were = this.#held;
    const count = this.#heldCount;
    this.#held = this.#before;
    this.#before = were;
    this.#collect(look, standing, earlier);
    for (let index = 0; index < count; index++) {
      const sku = were[index] as number;
      if (this.holds(sku)) continue;
      this.#ledger.give(sku);
      this.#ledger.lastFreed = round;
      this.lost = true;
    }
    if (round === 1 && this.keepsSeats) this.#countKept(look, 1);
  }

  /** `earlier`: takes a seat for whatever was not held at that moment. */
  #collect(look: Look, standing: Standing | undefined, earlier?: number): void {
    this.#moment++;
    this.#heldCount = 0;
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] !== 1) continue;
      const { skus } = look.template[local] as Template;
      for (let slot = 0; slot < skus.length; slot++) this.#see(skus[slot] as number, earlier);
    }
    for (let index = 0; index < look.rowCount; index++) {
      const isHeld = standing
        ? (standing.mark[index] as number) >= BASE
        : look.alive[index] === 1 && look.local[index] === DIRECT;
      if (isHeld) this.#see(this.#tenant.table.sku[look.row[index] as number] as number, earlier);
    }
  }

  #see(sku: SkuIndex, earlier: number | undefined): void {
    const last = this.#heldAt[sku];
    if (last === this.#moment) return;
    this.#heldAt[sku] = this.#moment;
    this.#held[this.#heldCount++] = sku;
    if (earlier === undefined || last === earlier) return;
    this.#ledger.take(sku);
    this.gained = true;
  }

  /** Who is merely moved keeps the seat: had it, does not hold it, and it is in a template that is not accepted yet. */
  #countKept(look: Look, by: 1 | -1): void {
    const { table } = this.#tenant;
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      const sku = table.sku[row] as number;
      if ((table.state[row] as number) > ACTIVE_WITH_ERROR || this.holds(sku) || this.#isRepeated(look, index))
        continue;
      if (isToCome(look, sku)) this.#ledger.keep(sku, by);
    }
  }

  #had(look: Look, sku: SkuIndex): boolean {
    const { table } = this.#tenant;
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      if (table.sku[row] === sku && (table.state[row] as number) <= ACTIVE_WITH_ERROR) return true;
    }
    return false;
  }

  #isReleased(look: Look, index: number): boolean {
    return (
      look.alive[index] === 0 && (this.#tenant.table.state[look.row[index] as number] as number) <= ACTIVE_WITH_ERROR
    );
  }

  /** Was the product of this row in an earlier row that was held? */
  #isRepeated(look: Look, index: number): boolean {
    const { table } = this.#tenant;
    const sku = table.sku[look.row[index] as number];
    for (let earlier = 0; earlier < index; earlier++) {
      const row = look.row[earlier] as number;
      if (table.sku[row] === sku && (table.state[row] as number) <= ACTIVE_WITH_ERROR) return true;
    }
    return false;
  }
}

function isToCome(look: Look, sku: SkuIndex): boolean {
  for (let local = 0; local < look.groupCount; local++) {
    if (look.accepted[local] === 0 && look.template[local]?.skus.includes(sku)) return true;
  }
  return false;
}

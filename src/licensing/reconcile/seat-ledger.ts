import type { DecidingTenant } from '../model/deciding-tenant.ts';
import type { SkuIndex } from '../model/tenant.ts';

/** By product, how many more are in use and kept; the last round in which one came free. */
export interface SeatChanges {
  readonly consumed: Int32Array;
  readonly kept: Int32Array;
  readonly lastFreed: number;
}

/** Seats while a reconciliation runs; the tenant's own counts follow at its end. */
export class SeatLedger {
  readonly consumed: Int32Array;
  /** In the first round: people who had the product, do not hold it now, and have it to come. */
  readonly kept: Int32Array;
  readonly seats: Int32Array;
  /** Counts the moments at which a seat came free: as long as it stays, there were at most fewer. */
  given = 0;
  /** The last round in which a seat of any product came free. */
  lastFreed = 0;

  constructor(tenant: DecidingTenant) {
    this.consumed = tenant.seatCounts.consumed.slice();
    this.kept = new Int32Array(this.consumed.length);
    this.seats = Int32Array.from(this.consumed, (_, sku) => tenant.seats(sku));
  }

  /** What has become of seats in another thread, since it began from these or as the tenant has them. */
  add({ consumed, kept, lastFreed }: SeatChanges): void {
    for (let sku = 0; sku < this.consumed.length; sku++) {
      this.consumed[sku] = (this.consumed[sku] as number) + (consumed[sku] as number);
      this.kept[sku] = (this.kept[sku] as number) + (kept[sku] as number);
    }
    this.lastFreed = Math.max(this.lastFreed, lastFreed);
  }

  /** What has become of them since they were so many. */
  since(consumed: Int32Array, kept: Int32Array): SeatChanges {
    return { consumed: less(this.consumed, consumed), kept: less(this.kept, kept), lastFreed: this.lastFreed };
  }

  free(sku: SkuIndex): number {
    return (this.seats[sku] as number) - (this.consumed[sku] as number) - (this.kept[sku] as number);
  }

  /** Is there a product among these without a free seat? */
  lacks(skus: Uint32Array): boolean {
    for (let slot = 0; slot < skus.length; slot++) if (this.free(skus[slot] as number) <= 0) return true;
    return false;
  }

  take(sku: SkuIndex): void {
    this.consumed[sku] = (this.consumed[sku] as number) + 1;
  }

  give(sku: SkuIndex): void {
    this.consumed[sku] = (this.consumed[sku] as number) - 1;
    this.given++;
  }

  keep(sku: SkuIndex, by: 1 | -1): void {
    this.kept[sku] = (this.kept[sku] as number) + by;
    if (by < 0) this.given++;
  }

  /** The first round is over: who waits no longer keeps what they had. */
  releaseKept(round: number): void {
    if (!this.kept.some((count) => count > 0)) return;
    this.kept.fill(0);
    this.given++;
    this.lastFreed = round;
  }
}

function less(these: Int32Array, those: Int32Array): Int32Array {
  return these.map((count, sku) => count - (those[sku] as number));
}

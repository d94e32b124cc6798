import type { SubscribedSku } from '../../graph/types.ts';
import { at } from './growable.ts';
import { HeldCounts } from './held-counts.ts';
import { ACTIVE_WITH_ERROR, DIRECT } from './row-codes.ts';
import type { RowStore } from './row-store.ts';
import type { RowTable } from './row-table.ts';
import { subscriptionOf } from './subscription.ts';
import type { Rows, SkuIndex } from './tenant.ts';

/** How many seats are enabled; `reactivates`: the subscription is active again, and none of its seats is suspended. */
export interface EnabledUnits {
  readonly enabled: number;
  readonly reactivates?: true;
}

function withUnits(sku: SubscribedSku, { enabled, reactivates }: EnabledUnits): SubscribedSku {
  const { prepaidUnits } = sku;
  if (reactivates !== true) return { ...sku, prepaidUnits: { ...prepaidUnits, enabled } };
  return {
    ...sku,
    capabilityStatus: 'Enabled',
    prepaidUnits: { ...prepaidUnits, enabled, suspended: 0, lockedOut: 0 },
  };
}

/** Seats bought, and seats in use: people who hold the product, each once (R11). */
export class SeatColumns {
  consumed: Int32Array;
  /** People with a direct row of the product, held or not. */
  direct: Int32Array;
  /** Products with the seats that they have today. */
  readonly skus: SubscribedSku[];
  readonly #table: RowTable;
  readonly #store: RowStore;
  readonly #held: HeldCounts;

  constructor(skus: readonly SubscribedSku[], table: RowTable, store: RowStore) {
    this.skus = [...skus];
    this.#table = table;
    this.#store = store;
    this.consumed = new Int32Array(skus.length);
    this.direct = new Int32Array(skus.length);
    this.#held = new HeldCounts(table, skus.length);
  }

  /** enabled + warning, 0 when the subscription is suspended, locked out or deleted (R56). */
  seats(sku: SkuIndex): number {
    return subscriptionOf(at(this.skus, sku)).assignable;
  }

  /** The same if so many were enabled. */
  seatsWith(sku: SkuIndex, units: EnabledUnits): number {
    return subscriptionOf(withUnits(at(this.skus, sku), units)).assignable;
  }

  setEnabled(sku: SkuIndex, units: EnabledUnits): () => void {
    const before = at(this.skus, sku);
    this.skus[sku] = withUnits(before, units);
    return () => {
      this.skus[sku] = before;
    };
  }

  /** Counts a person's rows, in or out. */
  count(rows: Rows, by: 1 | -1): void {
    const { data } = this.#store.words;
    const { sku: skus, source } = this.#table;
    this.#held.count(data, rows, by, this.consumed);
    const end = rows + 1 + (data[rows] as number) * 2;
    for (let place = rows + 1; place < end; place += 2) {
      const row = data[place] as number;
      if (source[row] !== DIRECT || this.#table.isGone(row)) continue;
      const sku = skus[row] as number;
      this.direct[sku] = (this.direct[sku] as number) + by;
    }
  }

  /** The products that these rows hold. */
  held(rows: Rows): ReadonlySet<SkuIndex> {
    const { data } = this.#store.words;
    const skus = new Set<SkuIndex>();
    const end = rows + 1 + (data[rows] as number) * 2;
    for (let place = rows + 1; place < end; place += 2) {
      const row = data[place] as number;
      if ((this.#table.state[row] as number) <= ACTIVE_WITH_ERROR) skus.add(this.#table.sku[row] as number);
    }
    return skus;
  }
}

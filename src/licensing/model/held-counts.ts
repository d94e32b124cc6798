import type { Column } from './growable.ts';
import { ACTIVE_WITH_ERROR } from './row-codes.ts';
import type { RowTable } from './row-table.ts';

/** Counts by product who holds it: each person once, however many rows of it they have. */
export class HeldCounts {
  readonly #table: RowTable;
  readonly #seenBy: Float64Array;
  #looks = 0;

  constructor(table: RowTable, skuCount: number) {
    this.#table = table;
    this.#seenBy = new Float64Array(skuCount);
  }

  /** Counts the products that these rows hold, in or out of `counts`. @param data of the store that has the rows */
  count(data: Column, rows: number, by: 1 | -1, counts: Int32Array): void {
    const { sku: skus, state } = this.#table;
    const look = ++this.#looks;
    const end = rows + 1 + (data[rows] as number) * 2;
    for (let place = rows + 1; place < end; place += 2) {
      const row = data[place] as number;
      const sku = skus[row] as number;
      if ((state[row] as number) > ACTIVE_WITH_ERROR || this.#seenBy[sku] === look) continue;
      this.#seenBy[sku] = look;
      counts[sku] = (counts[sku] as number) + by;
    }
  }
}

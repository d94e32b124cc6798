import type { Rows, SkuIndex, UserIndex } from '../tenant.ts';
import { at } from './growable.ts';
import type { RowStore } from './row-store.ts';
import { ACTIVE_WITH_ERROR, COUNT, ERROR, OTHER, type RowTable } from './row-table.ts';
import { UserSet } from './user-set.ts';

/**
 * Who waits for a seat of a product, kept up with every change of rows, so that a seat that comes free finds them without
 * a look at anybody else.
 */
export class Waiting {
  readonly #table: RowTable;
  readonly #store: RowStore;
  /** By product: refused for want of this seat; or maybe, in a joint acceptance that failed. */
  readonly #short: readonly UserSet[];
  /** Held back with a sibling that has no seat, while this product has one. */
  readonly #heldBack: readonly UserSet[];
  readonly #listed: UserSet;

  constructor(table: RowTable, store: RowStore, skuCount: number, userCount: number) {
    this.#table = table;
    this.#store = store;
    this.#short = Array.from({ length: skuCount }, () => new UserSet(userCount));
    this.#heldBack = Array.from({ length: skuCount }, () => new UserSet(userCount));
    this.#listed = new UserSet(userCount);
  }

  /** Is there anybody whom a seat more (`short`) or a seat less (`heldBack`) of this product concerns? */
  isShort(sku: SkuIndex): boolean {
    return at(this.#short, sku).size > 0;
  }

  isHeldBack(sku: SkuIndex): boolean {
    return at(this.#heldBack, sku).size > 0;
  }

  short(sku: SkuIndex): UserIndex[] {
    return at(this.#short, sku).members();
  }

  heldBack(sku: SkuIndex): UserIndex[] {
    return at(this.#heldBack, sku).members();
  }

  /** Lists the person by these rows, and no longer by any earlier ones. */
  update(user: UserIndex, rows: Rows): void {
    if (this.#listed.has(user)) this.#remove(user);
    const table = this.#table;
    const { data } = this.#store.words;
    const end = rows + 1 + (data[rows] as number) * 2;
    let isShort = false;
    let refused = -2;
    let isRefusedTwice = false;
    let mayRetain = false;
    for (let place = rows + 1; place < end; place += 2) {
      const row = data[place] as number;
      const error = table.error[row] as number;
      const source = table.source[row] as number;
      if (error === 0 || source === -1) continue;
      if (error === COUNT) isShort = true;
      if (table.state[row] === ACTIVE_WITH_ERROR) mayRetain = true;
      if (refused !== -2 && refused !== source) isRefusedTwice = true;
      refused = source;
    }
    const mayBeJoint = mayRetain && isRefusedTwice;
    if (!isShort && !mayBeJoint) return;
    for (let place = rows + 1; place < end; place += 2) {
      const row = data[place] as number;
      if (table.state[row] !== ERROR) continue;
      const error = table.error[row] as number;
      if (error === COUNT || mayBeJoint) this.#add(this.#short, user, row);
      if (error === OTHER && this.#isHeldBack(rows, row)) this.#add(this.#heldBack, user, row);
    }
  }

  /** A sibling has no seat, and the person does not hold this product from elsewhere, so that its seats matter. */
  #isHeldBack(rows: Rows, row: number): boolean {
    const { sku, source, error, state } = this.#table;
    const { data } = this.#store.words;
    const end = rows + 1 + (data[rows] as number) * 2;
    let hasShortSibling = false;
    for (let place = rows + 1; place < end; place += 2) {
      const other = data[place] as number;
      if (source[other] === source[row] && error[other] === COUNT) hasShortSibling = true;
      if (sku[other] === sku[row] && (state[other] as number) <= ACTIVE_WITH_ERROR) return false;
    }
    return hasShortSibling;
  }

  #add(sets: readonly UserSet[], user: UserIndex, row: number): void {
    at(sets, this.#table.sku[row] as number).add(user);
    this.#listed.add(user);
  }

  #remove(user: UserIndex): void {
    this.#listed.delete(user);
    for (const set of this.#short) set.delete(user);
    for (const set of this.#heldBack) set.delete(user);
  }
}

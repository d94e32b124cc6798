import type { Rows, SkuIndex, UserIndex } from '../tenant.ts';
import type { RowStore } from './row-store.ts';
import { ACTIVE_WITH_ERROR, COUNT, ERROR, OTHER, type RowTable } from './row-table.ts';

/**
 * Who waits for a seat of a product, kept up with every change of rows, so that a seat that comes free finds them without
 * a look at anybody else.
 */
export class Waiting {
  readonly #table: RowTable;
  readonly #store: RowStore;
  /** By product, a bit a person: refused for want of this seat; or maybe, in a joint acceptance that failed. */
  readonly #short: Uint32Array[];
  /** Held back with a sibling that has no seat, while this product has one. */
  readonly #heldBack: Uint32Array[];
  readonly #isListed: Uint32Array;
  readonly #counts: { short: Int32Array; heldBack: Int32Array };

  constructor(table: RowTable, store: RowStore, skuCount: number, userCount: number) {
    const words = (userCount + 31) >>> 5;
    this.#table = table;
    this.#store = store;
    this.#short = Array.from({ length: skuCount }, () => new Uint32Array(words));
    this.#heldBack = Array.from({ length: skuCount }, () => new Uint32Array(words));
    this.#isListed = new Uint32Array(words);
    this.#counts = { short: new Int32Array(skuCount), heldBack: new Int32Array(skuCount) };
  }

  /** Is there anybody whom a seat more (`short`) or a seat less (`heldBack`) of this product concerns? */
  isShort(sku: SkuIndex): boolean {
    return (this.#counts.short[sku] as number) > 0;
  }

  isHeldBack(sku: SkuIndex): boolean {
    return (this.#counts.heldBack[sku] as number) > 0;
  }

  short(sku: SkuIndex): UserIndex[] {
    return members(this.#short[sku]);
  }

  heldBack(sku: SkuIndex): UserIndex[] {
    return members(this.#heldBack[sku]);
  }

  /** Lists the person by these rows, and no longer by any earlier ones. */
  update(user: UserIndex, rows: Rows): void {
    if (has(this.#isListed, user)) this.#remove(user);
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
      if (error === COUNT || mayBeJoint) this.#add(this.#short, this.#counts.short, user, row);
      else if (error === OTHER && this.#isHeldBack(rows, row))
        this.#add(this.#heldBack, this.#counts.heldBack, user, row);
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

  #add(lists: readonly Uint32Array[], counts: Int32Array, user: UserIndex, row: number): void {
    const sku = this.#table.sku[row] as number;
    const list = lists[sku];
    if (!list || has(list, user)) return;
    put(list, user);
    counts[sku] = (counts[sku] as number) + 1;
    put(this.#isListed, user);
  }

  #remove(user: UserIndex): void {
    take(this.#isListed, user);
    for (const [lists, counts] of [
      [this.#short, this.#counts.short],
      [this.#heldBack, this.#counts.heldBack],
    ] as const) {
      lists.forEach((list, sku) => {
        if (!has(list, user)) return;
        take(list, user);
        counts[sku] = (counts[sku] as number) - 1;
      });
    }
  }
}

function has(bits: Uint32Array, user: UserIndex): boolean {
  return ((bits[user >>> 5] as number) & (1 << (user & 31))) !== 0;
}

function put(bits: Uint32Array, user: UserIndex): void {
  bits[user >>> 5] = (bits[user >>> 5] as number) | (1 << (user & 31));
}

function take(bits: Uint32Array, user: UserIndex): void {
  bits[user >>> 5] = (bits[user >>> 5] as number) & ~(1 << (user & 31));
}

function members(bits: Uint32Array | undefined): UserIndex[] {
  const users: UserIndex[] = [];
  bits?.forEach((word, index) => {
    for (let left = word; left !== 0; left &= left - 1) users.push(index * 32 + 31 - Math.clz32(left & -left));
  });
  return users;
}

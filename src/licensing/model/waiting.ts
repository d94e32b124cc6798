import { at } from './growable.ts';
import { ACTIVE_WITH_ERROR, COUNT, ERROR, OTHER } from './row-codes.ts';
import type { RowStore } from './row-store.ts';
import type { RowTable } from './row-table.ts';
import type { GroupIndex, Rows, SkuIndex, UserIndex } from './tenant.ts';
import { UserSet } from './user-set.ts';
import { WaitingLine } from './waiting-line.ts';

interface WaitingOptions {
  readonly table: RowTable;
  readonly store: RowStore;
  readonly skuCount: number;
  readonly userCount: number;
  /** The person's place in the group's list; undefined when they are no member. */
  placeIn(group: GroupIndex, user: UserIndex): number | undefined;
  /** Place in group order. */
  rank(group: GroupIndex): number;
}

/** People by product. Of most products there are none, and every look that pauses copies what there is. */
type Sets = (UserSet | undefined)[];

/**
 * Who waits for a seat of a product, kept up with every change of rows and of memberships, so that a seat that comes free
 * finds who is first in line without a look at anybody else.
 */
export class Waiting {
  /** By product: refused for want of this seat, in the order of their turns. */
  lines: readonly WaitingLine[];
  readonly #options: WaitingOptions;
  /** Refused, and it may be for want of this seat, in a joint acceptance that failed. */
  #joint: Sets = [];
  /** Held back with a sibling that has no seat, while this product has one. */
  #heldBack: Sets = [];
  #listed: UserSet;

  constructor(options: WaitingOptions) {
    const { skuCount, userCount, rank } = options;
    this.#options = options;
    this.lines = Array.from({ length: skuCount }, () => new WaitingLine(rank));
    this.#listed = new UserSet(userCount);
  }

  copy(): Waiting {
    const copy = new Waiting(this.#options);
    copy.lines = this.lines.map((line) => line.copy());
    copy.#joint = this.#joint.map((set) => set?.copy());
    copy.#heldBack = this.#heldBack.map((set) => set?.copy());
    copy.#listed = this.#listed.copy();
    return copy;
  }

  /** Is there anybody whom a seat more, or a seat less (`isHeldBack`), of this product concerns? */
  isShort(sku: SkuIndex): boolean {
    return this.line(sku).size > 0 || (this.#joint[sku]?.size ?? 0) > 0;
  }

  isHeldBack(sku: SkuIndex): boolean {
    return (this.#heldBack[sku]?.size ?? 0) > 0;
  }

  line(sku: SkuIndex): WaitingLine {
    return at(this.lines, sku);
  }

  /** Group order has changed. */
  reorder(): void {
    for (const line of this.lines) line.reorder();
  }

  joint(sku: SkuIndex): UserIndex[] {
    return this.#joint[sku]?.members() ?? [];
  }

  heldBack(sku: SkuIndex): UserIndex[] {
    return this.#heldBack[sku]?.members() ?? [];
  }

  /** Lists the person by these rows and the memberships of now; `remove` them before either changes. */
  add(user: UserIndex, rows: Rows): void {
    const { table, store } = this.#options;
    const { data } = store.words;
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
      if (error === COUNT) this.#putInLine(user, row);
      if (mayBeJoint) this.#add(this.#joint, user, row);
      if (error === OTHER && this.#isHeldBack(rows, row)) this.#add(this.#heldBack, user, row);
    }
  }

  /** A sibling has no seat, and the person does not hold this product from elsewhere, so that its seats matter. */
  #isHeldBack(rows: Rows, row: number): boolean {
    const { table, store } = this.#options;
    const { sku, source, error, state } = table;
    const { data } = store.words;
    const end = rows + 1 + (data[rows] as number) * 2;
    let hasShortSibling = false;
    for (let place = rows + 1; place < end; place += 2) {
      const other = data[place] as number;
      if (source[other] === source[row] && error[other] === COUNT) hasShortSibling = true;
      if (sku[other] === sku[row] && (state[other] as number) <= ACTIVE_WITH_ERROR) return false;
    }
    return hasShortSibling;
  }

  /** Takes the person off the lists, who stands there by these rows and the memberships of now. */
  remove(user: UserIndex, rows: Rows): void {
    if (!this.#listed.has(user)) return;
    this.#listed.delete(user);
    for (const set of this.#joint) set?.delete(user);
    for (const set of this.#heldBack) set?.delete(user);
    const { table, store } = this.#options;
    const { data } = store.words;
    const end = rows + 1 + (data[rows] as number) * 2;
    for (let at = rows + 1; at < end; at += 2) {
      const row = data[at] as number;
      if (table.state[row] !== ERROR || table.error[row] !== COUNT) continue;
      const [sku, group] = [table.sku[row] as number, table.source[row] as number];
      const place = this.#placeOf(user, group);
      if (place !== undefined) this.line(sku).delete(group, place);
    }
  }

  #putInLine(user: UserIndex, row: number): void {
    const { table } = this.#options;
    const group = table.source[row] as number;
    const place = this.#placeOf(user, group);
    if (place === undefined) return;
    this.line(table.sku[row] as number).add(group, place);
    this.#listed.add(user);
  }

  /** Whoever is no member of that group has no turn in it. */
  #placeOf(user: UserIndex, group: number): number | undefined {
    return group < 0 ? undefined : this.#options.placeIn(group, user);
  }

  #add(sets: Sets, user: UserIndex, row: number): void {
    const sku = this.#options.table.sku[row] as number;
    const set = sets[sku] ?? new UserSet(this.#options.userCount);
    sets[sku] = set;
    set.add(user);
    this.#listed.add(user);
  }
}

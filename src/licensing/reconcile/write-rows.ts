import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { at } from '../model/growable.ts';
import { DEPENDENCY as DEPENDENCY_VIOLATION, DIRECT } from '../model/row-codes.ts';
import type { RowStore } from '../model/row-store.ts';
import type { Template } from '../model/template.ts';
import type { Rows } from '../model/tenant.ts';
import type { Look } from './look.ts';
import { LACKS_DEPENDENCY, type Standing, SWAP } from './standing.ts';

/** A person's rows after the decisions that a look holds. */
export class RowWriter {
  /** Rows that the last person's `write` added, removed or altered. */
  changed = 0;
  readonly #tenant: DecidingTenant;
  readonly #store: RowStore;
  /** Number of the time of rows that change. */
  readonly #now: number;
  /** By place in `Look.codes`: the product has a row. */
  #seen = new Uint8Array(128);

  /** New rows go into `store`, be it the tenant's own or one by itself. */
  constructor(tenant: DecidingTenant, store: RowStore, now: number) {
    this.#tenant = tenant;
    this.#store = store;
    this.#now = now;
  }

  /**
   * The handle of the new rows, the old one when nothing changed. Rows keep their order, new ones come last. `tops` are
   * the top reasons of refused groups; `standing` may be left out when no row is unwanted and held.
   */
  write(look: Look, tops: Uint8Array, standing: Standing | undefined): Rows {
    const { table } = this.#tenant;
    const store = this.#store;
    const before = this.#tenant.rows(look.user);
    const products = look.codesAt[look.groupCount] as number;
    if (products > this.#seen.length) this.#seen = new Uint8Array(products * 2);
    this.#seen.fill(0, 0, products);
    this.changed = 0;
    store.begin(look.rowCount + products);
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      const becomes = this.#becomes(look, index, tops, standing);
      if (becomes === 0) this.changed++;
      else if (table.canon[becomes] === table.canon[row]) store.add(row, look.time[index] as number);
      else this.#add(becomes);
    }
    for (let local = 0; local < look.groupCount; local++) {
      const from = look.codesAt[local] as number;
      const end = look.codesAt[local + 1] as number;
      for (let place = from; place < end; place++) {
        if (this.#seen[place] === 0) this.#add(this.#wanted(look, local, place - from));
      }
    }
    return this.changed > 0 ? store.finish() : before;
  }

  #add(row: number): void {
    this.#store.add(row, this.#now);
    this.changed++;
  }

  /** What the row becomes; 0 when it goes. */
  #becomes(look: Look, index: number, tops: Uint8Array, standing: Standing | undefined): number {
    const { table } = this.#tenant;
    const row = look.row[index] as number;
    const local = look.local[index] as number;
    const slot = look.slot[index] as number;
    if (local === DIRECT) return (table.source[row] as number) < 0 ? row : this.#keeps(look, row, slot);
    if (slot !== -1) {
      const place = (look.codesAt[local] as number) + slot;
      this.#seen[place] = 1;
      const isKept = look.accepted[local] === 0 && look.alive[index] === 1;
      return isKept
        ? this.#tenant.licenses.withError(row, look.codes[place] as number)
        : this.#wanted(look, local, slot);
    }
    const mark = standing?.mark[index];
    if (mark === SWAP) return this.#tenant.licenses.withError(row, tops[local] as number);
    return mark === LACKS_DEPENDENCY ? this.#tenant.licenses.withError(row, DEPENDENCY_VIOLATION) : 0;
  }

  /** A kept row: where its group gives its product as well, it may turn on more, never less. An unsure one gives way. */
  #keeps(look: Look, row: number, slot: number): number {
    const { licenses, table } = this.#tenant;
    const off = table.disabledPlans(row);
    const local = look.find(table.source[row] as number);
    if (local === undefined || slot === -1) return table.error[row] === 0 ? row : licenses.atRest(row);
    const place = (look.codesAt[local] as number) + slot;
    this.#seen[place] = 1;
    if (look.accepted[local] === 0) return licenses.withError(row, look.codes[place] as number);
    if (table.isTemplate[row] === 1) return row;
    if (table.isUnsure(row)) return this.#wanted(look, local, slot);
    const { disabledPlans } = at((look.template[local] as Template).licenses, slot);
    return licenses.kept(
      row,
      off.filter((plan) => disabledPlans.includes(plan)),
    );
  }

  #wanted(look: Look, local: number, slot: number): number {
    const template = look.template[local] as Template;
    if (look.accepted[local] === 1) return template.rows[slot] as number;
    const code = look.codes[(look.codesAt[local] as number) + slot] as number;
    return this.#tenant.licenses.refused(look.group[local] as number, template, slot, code);
  }
}

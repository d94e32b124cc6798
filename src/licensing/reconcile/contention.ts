import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { ACTIVE_WITH_ERROR, DIRECT } from '../model/row-codes.ts';
import type { UserIndex } from '../model/tenant.ts';
import type { Look } from './look.ts';

/** For which products there may be more demand than seats, and whom that concerns. */
export class Contention {
  readonly isContended: Uint8Array;
  /** By group, 1: it gives such a product. */
  readonly givesContended: Uint8Array;
  readonly #tenant: DecidingTenant;

  constructor(tenant: DecidingTenant) {
    this.#tenant = tenant;
    this.isContended = new Uint8Array(tenant.skus.length);
    this.givesContended = new Uint8Array(tenant.groupCount);
  }

  /** After everybody was surveyed. */
  contend(isContended: Uint8Array): void {
    this.isContended.set(isContended);
    this.#tenant.groups.templates.forEach((template, group) => {
      if (template?.skus.some((sku) => isContended[sku] === 1)) this.givesContended[group] = 1;
    });
  }

  /** May it concern the person, as far as their groups and rows tell? Lays nothing out. */
  mayConcern(user: UserIndex): boolean {
    const { memberships, store, table } = this.#tenant;
    const joined = memberships.groups.data;
    const start = memberships.start[user] as number;
    const end = start + (memberships.count[user] as number);
    for (let index = start; index < end; index++) {
      if (this.givesContended[joined[index] as number] === 1) return true;
    }
    const { data } = store.words;
    const at = this.#tenant.rows(user);
    const last = at + (data[at] as number) * 2;
    for (let place = at + 1; place < last; place += 2) {
      if (this.isContended[table.sku[data[place] as number] as number] === 1) return true;
    }
    return false;
  }

  /** Does the person in the look want such a product, or have one to let go of? */
  concerns(look: Look, plain: boolean): boolean {
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 0 && this.givesContended[look.group[local] as number] === 1) return true;
    }
    if (plain) return false;
    const { sku, state } = this.#tenant.table;
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      if (look.local[index] === DIRECT || (state[row] as number) > ACTIVE_WITH_ERROR) continue;
      if (this.isContended[sku[row] as number] === 1) return true;
    }
    return false;
  }
}

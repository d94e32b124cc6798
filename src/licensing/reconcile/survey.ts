import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { ACTIVE_WITH_ERROR, DIRECT } from '../model/row-codes.ts';
import type { GroupIndex, UserIndex } from '../model/tenant.ts';
import { groupLacked, holds } from './newcomers.ts';

const NO_PRODUCTS = new Uint32Array(0);

/** A first look at people, which is all for most of a settled tenant: lays nothing out. */
export class Survey {
  /**
   * Of whom `settledGroups` found unsettled: the one group of which they have nothing, where they have just what all their
   * others give; else -1. And how many licensed groups they are in.
   */
  lacked = -1;
  licensed = 0;
  /** By product: people whom `settledGroups` found unsettled, who lack it and may come to hold it. */
  readonly demand: Int32Array;
  readonly #tenant: DecidingTenant;
  /** By group: the look in which it was last met; and places for whatever is to be marked. */
  readonly #metAt: Int32Array;
  readonly #marks: Int32Array;
  /** By product: the look in which it was last seen to be held, or counted in `demand`. */
  readonly #heldAt: Int32Array;
  #looks = 0;

  constructor(tenant: DecidingTenant) {
    this.#tenant = tenant;
    this.demand = new Int32Array(tenant.skus.length);
    this.#heldAt = new Int32Array(tenant.skus.length);
    this.#metAt = new Int32Array(tenant.groupCount);
    this.#marks = new Int32Array(tenant.groupCount);
  }

  /**
   * How many licensed groups the person is in, when their inherited rows are just what those give: then nothing is to be
   * done. Otherwise undefined, and the person counts in `demand`.
   */
  settledGroups(user: UserIndex): number | undefined {
    const { memberships, groups, store, table, handles } = this.#tenant;
    const start = memberships.start[user] as number;
    const end = start + (memberships.count[user] as number);
    const joined = memberships.groups.data;
    const stamps = this.#metAt;
    const look = ++this.#looks;
    let licensed = 0;
    let expected = 0;
    for (let index = start; index < end; index++) {
      const group = joined[index] as number;
      const products = groups.products[group] as number;
      stamps[group] = look;
      expected += products;
      if (products > 0) licensed++;
    }
    const { data } = store.words;
    const at = handles[user] as number;
    const last = at + (data[at] as number) * 2;
    let isOpen = false;
    for (let place = at + 1; place < last; place += 2) {
      const row = data[place] as number;
      const source = table.gives[row] as number;
      if (source === DIRECT) continue;
      if (source < 0 || stamps[source] !== look) {
        isOpen = true;
        break;
      }
      expected--;
    }
    if (!isOpen && expected === 0) return licensed;
    this.lacked = isOpen ? -1 : groupLacked(this.#tenant, user, expected, this.#marks);
    this.licensed = licensed;
    if (this.lacked >= 0) this.#countLacked(user, this.lacked);
    else if (licensed > 0) this.#countDemand(user);
    return undefined;
  }

  /** The demand of somebody who has all that their other groups give. */
  #countLacked(user: UserIndex, group: GroupIndex): void {
    const skus = this.#tenant.groups.templates[group]?.skus ?? NO_PRODUCTS;
    const rows = this.#tenant.rows(user);
    for (let slot = 0; slot < skus.length; slot++) {
      const sku = skus[slot] as number;
      if (!holds(this.#tenant, rows, sku)) this.demand[sku] = (this.demand[sku] as number) + 1;
    }
  }

  #countDemand(user: UserIndex): void {
    const { memberships, groups, store, table, handles } = this.#tenant;
    const { demand } = this;
    const heldAt = this.#heldAt;
    const look = this.#looks;
    const { data } = store.words;
    const at = handles[user] as number;
    const last = at + (data[at] as number) * 2;
    for (let place = at + 1; place < last; place += 2) {
      const row = data[place] as number;
      if ((table.state[row] as number) <= ACTIVE_WITH_ERROR) heldAt[table.sku[row] as number] = look;
    }
    const start = memberships.start[user] as number;
    const end = start + (memberships.count[user] as number);
    const joined = memberships.groups.data;
    for (let index = start; index < end; index++) {
      const skus = groups.templates[joined[index] as number]?.skus ?? NO_PRODUCTS;
      for (let slot = 0; slot < skus.length; slot++) {
        const sku = skus[slot] as number;
        if (heldAt[sku] === look) continue;
        heldAt[sku] = look;
        demand[sku] = (demand[sku] as number) + 1;
      }
    }
  }
}

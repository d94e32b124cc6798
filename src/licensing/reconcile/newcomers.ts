import { type DecidingTenant, isProhibited } from '../model/deciding-tenant.ts';
import { ACTIVE_WITH_ERROR, DIRECT } from '../model/row-codes.ts';
import type { RowStore } from '../model/row-store.ts';
import type { Template } from '../model/template.ts';
import type { GroupIndex, Rows, SkuIndex, UserIndex } from '../model/tenant.ts';
import type { SeatLedger } from './seat-ledger.ts';

/**
 * The one group that gives all of the products which somebody is missing, where they have nothing of it; else -1. Their rows
 * are direct or those that their groups give. `marks` has a place for each group, and
 * nobody needs what stands there.
 */
export function groupLacked(tenant: DecidingTenant, user: UserIndex, missing: number, marks: Int32Array): number {
  const { memberships, groups, store, table, handles } = tenant;
  const { data } = store.words;
  const at = handles[user] as number;
  const last = at + (data[at] as number) * 2;
  const start = memberships.start[user] as number;
  const end = start + (memberships.count[user] as number);
  const joined = memberships.groups.data;
  for (let index = start; index < end; index++) marks[joined[index] as number] = 0;
  for (let place = at + 1; place < last; place += 2) {
    const source = table.gives[data[place] as number] as number;
    if (source !== DIRECT) marks[source] = 1;
  }
  for (let index = start; index < end; index++) {
    const group = joined[index] as number;
    if (marks[group] === 0 && groups.products[group] === missing) return group;
  }
  return -1;
}

/** Is the product held by one of these rows? */
export function holds({ table, store }: DecidingTenant, rows: Rows, sku: SkuIndex): boolean {
  const { data } = store.words;
  const last = rows + (data[rows] as number) * 2;
  for (let at = rows + 1; at < last; at += 2) {
    const row = data[at] as number;
    if (table.sku[row] === sku && (table.state[row] as number) <= ACTIVE_WITH_ERROR) return true;
  }
  return false;
}

interface NewcomersOptions {
  readonly tenant: DecidingTenant;
  readonly ledger: SeatLedger;
  /** Where new rows are written, and the number of the time that they have. */
  readonly store: RowStore;
  readonly now: number;
}

/**
 * People who have just what their groups give, but for one of which they have nothing: a product that is given to
 * everybody makes newcomers of most. Where nothing can speak against it, it comes to their rows and the group's.
 */
export class Newcomers {
  readonly #options: NewcomersOptions;
  /** By group: 1 where something may speak against it whoever gets it, 2 where nothing does. */
  readonly #known: Uint8Array;

  constructor(options: NewcomersOptions) {
    this.#options = options;
    this.#known = new Uint8Array(options.tenant.groupCount);
  }

  /** The newcomer's rows with those of the group, of whose products nobody has to go without; undefined: it is to be decided. */
  accept(user: UserIndex, group: GroupIndex): Rows | undefined {
    const { tenant, ledger } = this.#options;
    const { location, sharesAddress } = tenant.people;
    const template = tenant.groups.templates[group] as Template;
    if (sharesAddress[user] === 1 || !this.#isHarmless(group, template) || ledger.lacks(template.skus))
      return undefined;
    const place = (location[user] as number) || tenant.countryCode;
    const { skus } = template;
    for (let slot = 0; slot < skus.length; slot++) {
      if (isProhibited(tenant, template, slot, place)) return undefined;
    }
    const rows = tenant.rows(user);
    for (let slot = 0; slot < skus.length; slot++) {
      if (!holds(tenant, rows, skus[slot] as number)) ledger.take(skus[slot] as number);
    }
    return this.#written(rows, template);
  }

  /** Of its products no plan needs or excludes another person's, and everybody can be given them. */
  #isHarmless(group: GroupIndex, template: Template): boolean {
    const known = this.#known[group] as number;
    if (known > 0) return known === 2;
    const { table } = this.#options.tenant;
    const { excludesNothing, isSelfContained, isWide, rows } = template;
    const is = excludesNothing && isSelfContained && !isWide && rows.every((row) => table.withheld[row] === 0);
    this.#known[group] = is ? 2 : 1;
    return is;
  }

  #written(rows: Rows, template: Template): Rows {
    const { tenant, store, now } = this.#options;
    const count = tenant.store.words.data[rows] as number;
    store.begin(count + template.rows.length);
    const { data } = tenant.store.words;
    for (let at = 1; at <= count * 2; at += 2) store.add(data[rows + at] as number, data[rows + at + 1] as number);
    for (let slot = 0; slot < template.rows.length; slot++) store.add(template.rows[slot] as number, now);
    return store.finish();
  }
}

import type { DecidingTenant } from '../model/deciding-tenant.ts';
import type { Words } from '../model/growable.ts';
import { ACTIVE_WITH_ERROR, DIRECT, KEPT_ROW } from '../model/row-codes.ts';
import type { Template } from '../model/template.ts';
import type { GroupIndex, UserIndex } from '../model/tenant.ts';
import { Survey } from './survey.ts';

/** `local` of a row whose group is none of the person's licensed groups. */
const NOT_MINE = -2;

/**
 * One person laid out for decisions, in columns that are used again for the next: licensed groups in group order, and
 * the rows as the tenant has them, which are those at the beginning of the reconciliation.
 */
export class Look {
  user = 0;
  location = 0;
  sharesAddress = false;
  /** Licensed groups with the person as a member. */
  groupCount = 0;
  group = new Int32Array(32);
  readonly template: Template[] = [];
  accepted = new Uint8Array(32);
  /** Where the error codes of the group's slots begin in `codes`. */
  codesAt = new Int32Array(33);
  codes = new Uint8Array(128);
  rowCount = 0;
  row = new Uint32Array(32);
  time = new Uint32Array(32);
  /** Place in `group`, `DIRECT` for rows that no group takes away, or less for those of no group of the person's. */
  local = new Int32Array(32);
  /** Place in the template of the row's group; -1 for rows that are not wanted. */
  slot = new Int32Array(32);
  /** 1: held, and not let go of since. */
  alive = new Uint8Array(32);
  /** Groups that are not accepted. */
  pending = 0;
  /** Held rows that are not wanted. */
  departing = 0;
  /** A row of a group that is not accepted is held. */
  hasHeldPending = false;
  readonly survey: Survey;
  readonly #tenant: DecidingTenant;
  /** By group: the look in which it was last met, and its place in `group` then. */
  readonly #stamp: Int32Array;
  readonly #localOf: Int32Array;
  /** Products of a group's template that are there just as it asks for them. */
  #whole = new Int32Array(32);
  #looks = 0;

  constructor(tenant: DecidingTenant) {
    this.#tenant = tenant;
    this.survey = new Survey(tenant);
    this.#stamp = new Int32Array(tenant.groupCount);
    this.#localOf = new Int32Array(tenant.groupCount);
  }

  load(user: UserIndex): void {
    const { people } = this.#tenant;
    this.user = user;
    this.sharesAddress = people.sharesAddress[user] === 1;
    this.location = (people.location[user] as number) || this.#tenant.countryCode;
    this.#loadGroups(user);
    this.#loadRows(user);
  }

  /** The group's place in `group`, undefined when it is no licensed group of the person's. */
  find(group: GroupIndex): number | undefined {
    return this.#stamp[group] === this.#looks ? (this.#localOf[group] as number) : undefined;
  }

  /** Puts down what decisions about a plain person need; `loadPlain` takes it up again. */
  storePlain(words: Words): void {
    let direct = 0;
    for (let index = 0; index < this.rowCount; index++) if (this.#isDirectAndHeld(index)) direct++;
    words.push(this.location * 2 + (this.sharesAddress ? 1 : 0));
    words.push(this.groupCount);
    words.push(direct);
    for (let local = 0; local < this.groupCount; local++) words.push(this.group[local] as number);
    for (let index = 0; index < this.rowCount; index++) {
      if (this.#isDirectAndHeld(index)) words.push(this.row[index] as number);
    }
  }

  /** Of a plain person, from what `storePlain` put down at this place; who is accepted is left open. */
  loadPlain(user: UserIndex, words: Uint32Array, at: number): void {
    const head = words[at] as number;
    this.user = user;
    this.location = head >>> 1;
    this.sharesAddress = (head & 1) === 1;
    this.groupCount = words[at + 1] as number;
    this.rowCount = words[at + 2] as number;
    if (this.groupCount > this.group.length) this.#growGroups(this.groupCount);
    if (this.rowCount > this.row.length) this.#growRows(this.rowCount);
    const groups = at + 3;
    for (let local = 0; local < this.groupCount; local++) this.group[local] = words[groups + local] as number;
    this.#layOutGroups(this.groupCount);
    const rows = groups + this.groupCount;
    for (let index = 0; index < this.rowCount; index++) {
      this.row[index] = words[rows + index] as number;
      this.local[index] = DIRECT;
      this.slot[index] = -1;
      this.alive[index] = 1;
    }
    this.departing = 0;
    this.hasHeldPending = false;
  }

  #isDirectAndHeld(index: number): boolean {
    return this.local[index] === DIRECT && this.alive[index] === 1;
  }

  #loadGroups(user: UserIndex): void {
    const { memberships, groups } = this.#tenant;
    const start = memberships.start[user] as number;
    const end = start + (memberships.count[user] as number);
    if (end - start > this.group.length) this.#growGroups(end - start);
    const { products } = groups;
    const joined = memberships.groups.data;
    let count = 0;
    for (let index = start; index < end; index++) {
      const group = joined[index] as number;
      if (products[group] !== 0) this.group[this.#roomFor(group, count++)] = group;
    }
    this.#layOutGroups(count);
  }

  /** After `group` was filled up to here. */
  #layOutGroups(count: number): void {
    const { products, templates } = this.#tenant.groups;
    const { group: mine, codesAt, template } = this;
    const stamps = this.#stamp;
    const localOf = this.#localOf;
    const look = ++this.#looks;
    let codes = 0;
    for (let local = 0; local < count; local++) {
      const group = mine[local] as number;
      stamps[group] = look;
      localOf[group] = local;
      codesAt[local] = codes;
      codes += products[group] as number;
      template[local] = templates[group] as Template;
    }
    if (codes > this.codes.length) this.codes = new Uint8Array(codes * 2);
    codesAt[count] = codes;
    this.groupCount = count;
  }

  /** Makes room for the group among those before, in group order. */
  #roomFor(group: number, from: number): number {
    const { rank } = this.#tenant.groups;
    let place = from;
    while (place > 0 && (rank[this.group[place - 1] as number] as number) > (rank[group] as number)) {
      this.group[place] = this.group[place - 1] as number;
      place--;
    }
    return place;
  }

  #loadRows(user: UserIndex): void {
    const { table, store, handles } = this.#tenant;
    const { data } = store.words;
    const { source: sources, gives, state: states, slot: slots, isTemplate, kept } = table;
    const at = handles[user] as number;
    const count = data[at] as number;
    if (count > this.row.length) this.#growRows(count);
    const { row: rows, time: times, local: locals, slot: places, alive } = this;
    const stamps = this.#stamp;
    const whole = this.#whole;
    const look = this.#looks;
    this.rowCount = count;
    for (let local = 0; local < this.groupCount; local++) whole[local] = 0;
    for (let index = 0; index < count; index++) {
      const row = data[at + 1 + index * 2] as number;
      const source = sources[row] as number;
      rows[index] = row;
      times[index] = data[at + 2 + index * 2] as number;
      alive[index] = (states[row] as number) <= ACTIVE_WITH_ERROR ? 1 : 0;
      places[index] = -1;
      if (source < 0 || stamps[source] !== look || gives[row] === DIRECT) {
        locals[index] = gives[row] === DIRECT || kept[row] === KEPT_ROW ? DIRECT : NOT_MINE;
        continue;
      }
      const local = this.#localOf[source] as number;
      locals[index] = kept[row] === KEPT_ROW ? DIRECT : local;
      places[index] = slots[row] as number;
      if (isTemplate[row] === 1) whole[local] = (whole[local] as number) + 1;
    }
    this.#findAccepted();
    this.countHeld();
  }

  /** Accepted is whose whole template is there as it should be. */
  #findAccepted(): void {
    const { accepted, codesAt } = this;
    this.pending = 0;
    for (let local = 0; local < this.groupCount; local++) {
      const products = (codesAt[local + 1] as number) - (codesAt[local] as number);
      const isWhole = this.#whole[local] === products;
      accepted[local] = isWhole ? 1 : 0;
      if (!isWhole) this.pending++;
    }
  }

  /** After `alive` changed. */
  countHeld(): void {
    this.departing = 0;
    this.hasHeldPending = false;
    for (let index = 0; index < this.rowCount; index++) {
      const local = this.local[index] as number;
      if (this.alive[index] === 0 || local === DIRECT) continue;
      if (local < 0 || this.slot[index] === -1) this.departing++;
      else if (this.accepted[local] === 0) this.hasHeldPending = true;
    }
  }

  #growGroups(count: number): void {
    this.group = new Int32Array(count * 2);
    this.accepted = new Uint8Array(count * 2);
    this.#whole = new Int32Array(count * 2);
    this.codesAt = new Int32Array(count * 2 + 1);
  }

  #growRows(count: number): void {
    this.row = new Uint32Array(count * 2);
    this.time = new Uint32Array(count * 2);
    this.local = new Int32Array(count * 2);
    this.slot = new Int32Array(count * 2);
    this.alive = new Uint8Array(count * 2);
  }
}

import { memoryOf } from './memory-tenant.ts';
import { ACTIVE, ACTIVE_WITH_ERROR, COUNT, DIRECT, ERROR, KEPT_ROW } from './row-codes.ts';
import type { GroupIndex, Rows, SkuIndex, Tenant, UserIndex } from './tenant.ts';

/** What can be told of a person's rows and groups without reading them in Graph's terms. */
interface RowsGlance {
  /** Equal exactly for the same rows in the same order, times left aside. */
  key(rows: Rows): string;
  /** A number for each row, the same for the same row of whomever, times left aside. */
  numbers(rows: Rows): readonly number[];
  /** Equal only where the same rows go and come, and the same rows of their groups are in error then. Times left aside. */
  changeKey(before: Rows, after: Rows): string;
  /** Calls back with the number of each row of this group. */
  eachOf(rows: Rows, group: GroupIndex, take: (number: number) => void): void;
  /** Tells, whenever it is asked, whether anybody may have a row of this group: of one that never gave anything nobody has. */
  mayHave(group: GroupIndex): () => boolean;
  /** Equal only for people who are in the same groups. */
  membershipKey(user: UserIndex): string;
  /**
   * Equal only for members of the group who lack nothing of it but seats, and of the same products. Undefined where anything
   * else is wrong with a row of it, or nothing is.
   */
  seatKey(user: UserIndex, rows: Rows, group: GroupIndex): string | undefined;
  /** Some row carries an error. */
  hasError(rows: Rows): boolean;
  /** Some row is kept. */
  keepsSome(rows: Rows): boolean;
  /** Whether some row carries an error and comes from one of these groups, or from any. */
  failsIn(groups: readonly GroupIndex[] | 'any'): (rows: Rows) => boolean;
  /** The person has no usage location of their own. */
  inheritsLocation(user: UserIndex): boolean;
}

export function rowsGlance(tenant: Tenant): RowsGlance {
  const { store, table, memberships, people } = memoryOf(tenant);
  const someRow = (isMeant: (row: number) => boolean) => (rows: Rows) => {
    const { data } = store.words;
    const end = rows + 1 + (data[rows] ?? 0) * 2;
    for (let at = rows + 1; at < end; at += 2) if (isMeant(data[at] ?? 0)) return true;
    return false;
  };
  return {
    key(rows) {
      const { data } = store.words;
      const end = rows + 1 + (data[rows] ?? 0) * 2;
      let key = '';
      for (let at = rows + 1; at < end; at += 2) key += charsOf(data[at] ?? 0);
      return key;
    },
    numbers(rows) {
      const { data } = store.words;
      const end = rows + 1 + (data[rows] ?? 0) * 2;
      const numbers: number[] = [];
      for (let at = rows + 1; at < end; at += 2) numbers.push(data[at] ?? 0);
      return numbers;
    },
    changeKey(before, after) {
      const [from, ends] = store.sameEnds(before, after);
      const groups: number[] = [];
      let key = '';
      const less = (rows: Rows, others: Rows) => {
        for (let place = from; place < store.count(rows) - ends; place++) {
          const row = store.row(rows, place);
          if (store.has(others, row)) continue;
          key += charsOf(row);
          groups.push(table.source[row] as number);
        }
        key += charsOf(0);
      };
      less(before, after);
      less(after, before);
      for (let place = 0; place < store.count(after); place++) {
        const row = store.row(after, place);
        if (table.error[row] !== 0 && groups.includes(table.source[row] as number)) key += charsOf(row);
      }
      return key;
    },
    eachOf(rows, group, take) {
      const { data } = store.words;
      const end = rows + 1 + (data[rows] ?? 0) * 2;
      for (let at = rows + 1; at < end; at += 2) {
        const row = data[at] ?? 0;
        if (table.source[row] === group) take(row);
      }
    },
    mayHave(group) {
      let [seen, has] = [1, false];
      return () => {
        for (; !has && seen < table.size; seen++) has = table.source[seen] === group;
        return has;
      };
    },
    membershipKey(user) {
      const { data } = memberships.groups;
      const start = memberships.start[user] ?? 0;
      const end = start + (memberships.count[user] ?? 0);
      let key = '';
      for (let at = start; at < end; at++) key += charsOf(data[at] ?? 0);
      return key;
    },
    seatKey(user, rows, group) {
      let key = `${group} `;
      let lacks = false;
      for (let place = 0; place < store.count(rows); place++) {
        const row = store.row(rows, place);
        if (table.source[row] !== group || table.error[row] === 0) continue;
        if (table.error[row] !== COUNT || table.state[row] === ACTIVE || table.slot[row] === -1) return undefined;
        key += charsOf(row);
        lacks = true;
      }
      return lacks && memberships.placeIn(group, user) !== undefined ? key : undefined;
    },
    hasError: someRow((row) => table.error[row] !== 0),
    keepsSome: someRow((row) => table.kept[row] === KEPT_ROW),
    failsIn: (groups) => failsIn(tenant, groups),
    inheritsLocation: (user) => people.location[user] === 0,
  };
}

function failsIn(tenant: Tenant, groups: readonly GroupIndex[] | 'any'): (rows: Rows) => boolean {
  const { store, table } = memoryOf(tenant);
  const meant = new Uint8Array(table.size);
  for (let row = 1; row < table.size; row++) {
    const source = table.source[row] as number;
    const isMeant = groups === 'any' ? source !== DIRECT : groups.includes(source);
    if (isMeant && table.error[row] !== 0) meant[row] = 1;
  }
  return (rows) => {
    const { data } = store.words;
    const end = rows + 1 + (data[rows] ?? 0) * 2;
    for (let at = rows + 1; at < end; at += 2) if (meant[data[at] ?? 0] === 1) return true;
    return false;
  };
}

function charsOf(index: number): string {
  return String.fromCharCode(index & 0xffff, index >>> 16);
}

/** Everybody who holds the product, in file order. Cost: one glance at every row of the tenant. */
export function peopleHolding(tenant: Tenant, sku: SkuIndex): readonly UserIndex[] {
  const { table } = memoryOf(tenant);
  return peopleWithRow(tenant, (row) => table.sku[row] === sku && (table.state[row] ?? ERROR) <= ACTIVE_WITH_ERROR);
}

/**
 * Everybody with a row that is kept, in file order: of this group, or of any. Cost: nothing where nobody has one, else one
 * glance at every row.
 */
export function peopleKeeping(tenant: Tenant, group?: GroupIndex): readonly UserIndex[] {
  const { table } = memoryOf(tenant);
  const isMeant = (row: number) => group === undefined || table.source[row] === group;
  return peopleWithRow(tenant, (row) => table.kept[row] === KEPT_ROW && isMeant(row));
}

/** Everybody with a row of this group in error, member or not. Cost: one glance at every row of the tenant. */
export function peopleFailedBy(tenant: Tenant, group: GroupIndex): readonly UserIndex[] {
  const { table } = memoryOf(tenant);
  return peopleWithRow(tenant, (row) => table.source[row] === group && table.error[row] !== 0);
}

/** `peopleFailedBy` of each of these groups, in their order, at the cost of one glance for all of them. */
export function peopleFailedByEach(tenant: Tenant, groups: readonly GroupIndex[]): readonly (readonly UserIndex[])[] {
  if (groups.length === 0) return [];
  const { store, table, handles } = memoryOf(tenant);
  const { data } = store.words;
  const people = groups.map((): UserIndex[] => []);
  /** From 1; 0: not asked for. */
  const places = new Map(groups.map((group, place) => [group, place + 1]));
  const placeOf = new Int32Array(table.size);
  for (let row = 1; row < table.size; row++) {
    if (table.error[row] !== 0) placeOf[row] = places.get(table.source[row] as number) ?? 0;
  }
  for (let user = 0; user < tenant.userCount; user++) {
    const rows = handles[user] ?? 0;
    const end = rows + 1 + (data[rows] ?? 0) * 2;
    for (let at = rows + 1; at < end; at += 2) {
      const place = placeOf[data[at] ?? 0] ?? 0;
      if (place === 0) continue;
      const failed = people[place - 1] as UserIndex[];
      if (failed[failed.length - 1] !== user) failed.push(user);
    }
  }
  return people;
}

function peopleWithRow(tenant: Tenant, isMeant: (row: number) => boolean): readonly UserIndex[] {
  const { store, table, handles } = memoryOf(tenant);
  const { data } = store.words;
  const meant = new Uint8Array(table.size);
  let any = false;
  for (let row = 1; row < table.size; row++) {
    if (!isMeant(row)) continue;
    meant[row] = 1;
    any = true;
  }
  const people: UserIndex[] = [];
  if (!any) return people;
  for (let user = 0; user < tenant.userCount; user++) {
    const rows = handles[user] ?? 0;
    const end = rows + 1 + (data[rows] ?? 0) * 2;
    for (let at = rows + 1; at < end; at += 2) {
      if (meant[data[at] ?? 0] === 1) {
        people.push(user);
        break;
      }
    }
  }
  return people;
}

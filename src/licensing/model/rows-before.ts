import type { Rows, RowsChange, Tenant, UserIndex } from './tenant.ts';

/** What the rows of some people were, in columns: each person once, in file order. */
export interface RowsBefore {
  readonly users: Uint32Array;
  readonly rows: Uint32Array;
}

/** Where there are fewer among everybody, they are sorted rather than found by a pass over all. */
const FEW = 16;

/** Of several rows of one person the first count. */
export function rowsBefore(
  tenant: Tenant,
  first: ReadonlyMap<UserIndex, Rows>,
  changed: readonly Pick<RowsChange, 'user' | 'before'>[],
): RowsBefore {
  if (changed.length * FEW < tenant.userCount) return inColumns(first, changed);
  /** By person, the handle + 1. */
  const places = new Uint32Array(tenant.userCount);
  let count = 0;
  const note = (user: UserIndex, rows: Rows) => {
    if (places[user] !== 0) return;
    places[user] = rows + 1;
    count += 1;
  };
  for (const [user, rows] of first) note(user, rows);
  for (let place = 0; place < changed.length; place++) {
    const { user, before } = changed[place] as Pick<RowsChange, 'user' | 'before'>;
    note(user, before);
  }
  const found = { users: new Uint32Array(count), rows: new Uint32Array(count) };
  for (let user = 0, at = 0; at < count; user++) {
    const place = places[user] as number;
    if (place === 0) continue;
    found.users[at] = user;
    found.rows[at++] = place - 1;
  }
  return found;
}

/** The rows that these people have now; who is named twice counts once. */
export function rowsNow(tenant: Tenant, people: readonly ArrayLike<UserIndex>[]): RowsBefore {
  const users = distinct(tenant, people);
  return { users, rows: users.map((user) => tenant.rows(user)) };
}

function distinct(tenant: Tenant, people: readonly ArrayLike<UserIndex>[]): Uint32Array {
  const named = people.reduce((sum, { length }) => sum + length, 0);
  if (named * FEW < tenant.userCount) {
    return Uint32Array.from(new Set(people.flatMap((some) => Array.from(some)))).sort();
  }
  const are = new Uint8Array(tenant.userCount);
  for (const some of people) for (let place = 0; place < some.length; place++) are[some[place] as UserIndex] = 1;
  const users = new Uint32Array(named);
  let count = 0;
  for (let user = 0; user < are.length; user++) if (are[user] === 1) users[count++] = user;
  return users.slice(0, count);
}

function inColumns(
  first: ReadonlyMap<UserIndex, Rows>,
  changed: readonly Pick<RowsChange, 'user' | 'before'>[],
): RowsBefore {
  const known = new Map(first);
  for (const { user, before } of changed) if (!known.has(user)) known.set(user, before);
  const users = Uint32Array.from(known.keys()).sort();
  return { users, rows: users.map((user) => known.get(user) as Rows) };
}

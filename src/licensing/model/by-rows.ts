import { rowsGlance } from './rows-glance.ts';
import type { GroupIndex, Rows, Tenant } from './tenant.ts';

/**
 * Reads something from the rows of one group, once for all people with the same rows of it, times left aside. A group's
 * rows are few and much the same for all of its members: they are found by their numbers, one after the other, as a key
 * for each of a million memberships would cost more than the look. Good for one look at a tenant: what it knows must not
 * outlive the `attempt` it was made in.
 */
export function byRowsOf<T>(tenant: Tenant, group: GroupIndex, look: (rows: Rows) => T): (rows: Rows) => T {
  const { eachOf, mayHave } = rowsGlance(tenant);
  const isThere = mayHave(group);
  const none: Known<T> = { next: new Map() };
  let known = none;
  const follow = (number: number) => {
    let next = known.next.get(number);
    if (next === undefined) {
      next = { next: new Map() };
      known.next.set(number, next);
    }
    known = next;
  };
  return (rows) => {
    known = none;
    if (isThere()) eachOf(rows, group, follow);
    known.found ??= { value: look(rows) };
    return known.found.value;
  };
}

/** What is known of the rows that led here, and where one more leads. */
interface Known<T> {
  found?: { readonly value: T };
  readonly next: Map<number, Known<T>>;
}

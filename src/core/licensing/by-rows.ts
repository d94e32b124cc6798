import { rowsGlance } from './memory/rows-glance.ts';
import type { GroupIndex, Rows, Tenant } from './tenant.ts';

/**
 * Reads something from rows, once for all people with the same rows, times left aside. Good for one look at a tenant:
 * what it knows must not outlive the `attempt` it was made in.
 */
export function byRows<T>(tenant: Tenant, look: (rows: Rows) => T): (rows: Rows) => T {
  return remembered(rowsGlance(tenant).key, look);
}

/** `byRows` where only the rows of one group matter: once for all people with the same rows of it. */
export function byRowsOf<T>(tenant: Tenant, group: GroupIndex, look: (rows: Rows) => T): (rows: Rows) => T {
  const glance = rowsGlance(tenant);
  return remembered((rows) => glance.keyOf(rows, group), look);
}

function remembered<T>(keyOf: (rows: Rows) => string, look: (rows: Rows) => T): (rows: Rows) => T {
  const known = new Map<string, { readonly value: T }>();
  return (rows) => {
    const key = keyOf(rows);
    const entry = known.get(key);
    if (entry) return entry.value;
    const value = look(rows);
    known.set(key, { value });
    return value;
  };
}

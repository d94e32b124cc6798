import type { LicenseAssignmentState } from '../../graph/types.ts';
import { rowsGlance } from '../model/rows-glance.ts';
import type { GroupIndex, Rows, Tenant, UserIndex } from '../model/tenant.ts';
import { isAccepted } from '../reconcile/if-accepted.ts';

/** How one group fails one person, as the rows say it. */
export interface RowFailure {
  readonly group: GroupIndex;
  readonly on: 'assignment' | 'removal';
  /** The rows of the failing products: of the template on assignment, those that linger on removal. */
  readonly rows: readonly LicenseAssignmentState[];
}

/** Ids of the groups through which some row carries an error, gone groups included. */
export function failingGroupIds(rows: readonly LicenseAssignmentState[]): readonly string[] {
  const ids = new Set<string>();
  for (const row of rows) if (row.error !== null && row.assignedByGroup !== null) ids.add(row.assignedByGroup);
  return [...ids];
}

/** `failingGroupIds` of handles, each different row read once. Good for one look at a tenant. */
export function failingReader(tenant: Tenant): (rows: Rows) => readonly string[] {
  const glance = rowsGlance(tenant);
  /** By number of the row; null where it fails through no group. */
  const known: (string | null)[] = [];
  const readAnew = (rows: Rows, numbers: readonly number[]) => {
    tenant.read(rows).forEach(({ assignedByGroup, error }, place) => {
      known[numbers[place] ?? 0] = error === null ? null : assignedByGroup;
    });
  };
  return (rows) => {
    if (!glance.hasError(rows)) return NONE;
    const numbers = glance.numbers(rows);
    const ids: string[] = [];
    for (const number of numbers) {
      if (known[number] === undefined) readAnew(rows, numbers);
      const id = known[number] ?? null;
      if (id !== null && !ids.includes(id)) ids.push(id);
    }
    return ids;
  };
}

const NONE: readonly string[] = [];

/**
 * How this group fails this person, or undefined when it does not. A group that gives somebody everything it has can
 * still fail to take something away: a product that left its template while another plan needs it (R26).
 */
export function failureOf(tenant: Tenant, user: UserIndex, group: GroupIndex): RowFailure | undefined {
  const { id } = tenant.group(group);
  const rows = tenant.read(tenant.rows(user));
  const failing = rows.filter((row) => row.assignedByGroup === id && row.error !== null);
  if (failing.length === 0) return undefined;
  const template = tenant.givenLicenses(group);
  const assigning =
    template.length > 0 && tenant.groupsOf(user).includes(group) && !isAccepted(tenant, group, id, rows);
  if (!assigning) return { group, on: 'removal', rows: failing };
  const wanted = failing.filter((row) => template.some((license) => license.skuId === row.skuId));
  return { group, on: 'assignment', rows: wanted.length > 0 ? wanted : failing };
}

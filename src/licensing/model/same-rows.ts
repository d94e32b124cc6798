import { idKey } from '../../graph/ids.ts';
import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';

/** Whether two lists of a person's rows say the same, in whatever order; times count, and what is ours alone does not. */
export function areSameRows(
  rows: readonly LicenseAssignmentState[],
  others: readonly LicenseAssignmentState[],
): boolean {
  return areSame(rows, others, (row) => `${rowKey(row)} ${row.lastUpdatedDateTime ?? ''}`);
}

/** Whether two templates give the same. */
export function areSameLicenses(licenses: readonly AssignedLicense[], others: readonly AssignedLicense[]): boolean {
  return areSame(licenses, others, licenseKey);
}

/** Equal for rows that say the same, whenever they came to be. */
export function rowKey(row: LicenseAssignmentState): string {
  return [
    licenseKey(row),
    idKey(row.assignedByGroup ?? ''),
    row.state,
    row.error ?? '',
    JSON.stringify(row.words),
  ].join(' ');
}

function licenseKey({ skuId, disabledPlans }: AssignedLicense): string {
  return `${idKey(skuId)} ${disabledPlans.map(idKey).sort().join()}`;
}

function areSame<T>(some: readonly T[], others: readonly T[], keyOf: (one: T) => string): boolean {
  if (some.length !== others.length) return false;
  const keys = new Set(some.map(keyOf));
  return others.every((one) => keys.has(keyOf(one)));
}

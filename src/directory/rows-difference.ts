import type { LicenseAssignmentState } from '../core/graph.ts';

/** How a change of one person's rows came out for one group: `failed` when a row of the group carries an error. */
export interface GroupResult {
  readonly groupId: string;
  readonly failed: boolean;
}

/** The groups whose rows differ between two states of one person, each once. */
export function groupResults(
  before: readonly LicenseAssignmentState[],
  after: readonly LicenseAssignmentState[],
): readonly GroupResult[] {
  const touched = new Set<string>();
  collect(before, after, touched);
  collect(after, before, touched);
  return [...touched].map((groupId) => ({ groupId, failed: hasError(after, groupId) }));
}

/** Whether a row that the group gives this person, or should give, carries an error. */
export function hasError(rows: readonly LicenseAssignmentState[], groupId: string): boolean {
  return rows.some((row) => row.assignedByGroup === groupId && row.error !== null);
}

function collect(
  rows: readonly LicenseAssignmentState[],
  others: readonly LicenseAssignmentState[],
  touched: Set<string>,
): void {
  for (const row of rows) {
    if (
      row.assignedByGroup !== null &&
      !touched.has(row.assignedByGroup) &&
      !others.some((other) => same(row, other))
    ) {
      touched.add(row.assignedByGroup);
    }
  }
}

function same(row: LicenseAssignmentState, other: LicenseAssignmentState): boolean {
  return (
    row === other ||
    (row.skuId === other.skuId &&
      row.assignedByGroup === other.assignedByGroup &&
      row.state === other.state &&
      row.error === other.error &&
      row.disabledPlans.length === other.disabledPlans.length &&
      row.disabledPlans.every((plan) => other.disabledPlans.includes(plan)))
  );
}

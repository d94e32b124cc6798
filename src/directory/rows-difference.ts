import type { LicenseAssignmentState } from '../graph/types.ts';

/** How a change of one person's rows came out for one group: `failed` when a row of the group carries an error. */
export interface GroupResult {
  readonly groupId: string;
  readonly failed: boolean;
}

/** The rows that only the one of two states of a person has: all that a change of rows is about. */
export interface RowsOnlyInOne {
  readonly gone: readonly LicenseAssignmentState[];
  readonly come: readonly LicenseAssignmentState[];
}

/** Order and times do not make a difference. */
export function rowsDifference(
  before: readonly LicenseAssignmentState[],
  after: readonly LicenseAssignmentState[],
): RowsOnlyInOne {
  return { gone: without(before, after), come: without(after, before) };
}

/** The groups whose rows differ between two states of one person, each once. */
export function groupResults(
  before: readonly LicenseAssignmentState[],
  after: readonly LicenseAssignmentState[],
): readonly GroupResult[] {
  return resultsOf(rowsDifference(before, after), after);
}

/** The same of a difference that is known. */
export function resultsOf(
  { gone, come }: RowsOnlyInOne,
  after: readonly LicenseAssignmentState[],
): readonly GroupResult[] {
  const touched = new Set<string>();
  for (const { assignedByGroup } of [...gone, ...come]) {
    if (assignedByGroup !== null) {
      touched.add(assignedByGroup);
    }
  }
  return [...touched].map((groupId) => ({ groupId, failed: hasError(after, groupId) }));
}

/** Whether a row that the group gives this person, or should give, carries an error. */
function hasError(rows: readonly LicenseAssignmentState[], groupId: string): boolean {
  return rows.some((row) => row.assignedByGroup === groupId && row.error !== null);
}

function without(
  rows: readonly LicenseAssignmentState[],
  others: readonly LicenseAssignmentState[],
): readonly LicenseAssignmentState[] {
  // Most rows are the same object, and only the others are compared.
  return rows.filter((row) => !others.includes(row) && !others.some((other) => same(row, other)));
}

function same(row: LicenseAssignmentState, other: LicenseAssignmentState): boolean {
  return (
    row.skuId === other.skuId &&
    row.assignedByGroup === other.assignedByGroup &&
    row.state === other.state &&
    row.error === other.error &&
    row.disabledPlans.length === other.disabledPlans.length &&
    row.disabledPlans.every((plan) => other.disabledPlans.includes(plan))
  );
}

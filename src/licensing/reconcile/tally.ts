import type { LicenseAssignmentError } from '../../graph/types.ts';

/** Counts over the people of a part. */
export interface PartTally {
  /** Rows added, removed or altered. */
  rowChanges: number;
  /** Pairs of person and group accepted and refused, the latter by their top reason. */
  assigned: number;
  failed: number;
  readonly byError: Partial<Record<LicenseAssignmentError, number>>;
}

export function emptyTally(): PartTally {
  return { rowChanges: 0, assigned: 0, failed: 0, byError: {} };
}

export function addTally(tally: PartTally, { rowChanges, assigned, failed, byError }: PartTally): void {
  tally.rowChanges += rowChanges;
  tally.assigned += assigned;
  tally.failed += failed;
  for (const [error, count] of Object.entries(byError) as [keyof typeof byError, number][]) {
    tally.byError[error] = (tally.byError[error] ?? 0) + count;
  }
}

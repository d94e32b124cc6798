import { inOwnWords } from '../../graph/row-words.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { RowsOnlyInOne } from '../rows-difference.ts';

/**
 * The words of Microsoft's audit log, service *Core Directory*, and the shape of its `modifiedProperties`: values are
 * strings (https://learn.microsoft.com/graph/api/resources/modifiedproperty).
 */
export const GROUP_LICENSING = { displayName: 'Microsoft Entra group-Based Licensing' };

export function modified(displayName: string, oldValue: unknown, newValue: unknown) {
  return { modifiedProperties: [{ displayName, oldValue: text(oldValue), newValue: text(newValue) }] };
}

/** The details of a finished run: how many people it gave licenses, and how many it failed. */
export function finishDetails({ assigned, failed }: { readonly assigned: number; readonly failed: number }) {
  return modified(
    'Result',
    '[]',
    `[Users successfully assigned licenses: ${assigned}, Users for whom license assignment failed: ${failed}.]`,
  );
}

/**
 * The details of one person's record: the rows that went and came, with `licensingErrorMessage` where some that came are
 * in error. Rows that stay are left out: they are many, and the log is kept for ever.
 */
export function changeUserLicenseDetails({ gone, come }: RowsOnlyInOne) {
  const errors = [...new Set(come.flatMap((row) => (row.error === null ? [] : [row.error])))];
  return {
    ...modified('LicenseAssignmentStates', gone.map(asGraphSays), come.map(asGraphSays)),
    ...resultOf(errors),
  };
}

/** How a person's record came out, by the errors of the rows that came. */
export function resultOf(errors: readonly string[]) {
  return errors.length > 0 ? { status: 'failure', licensingErrorMessage: errors.join(', ') } : { status: 'success' };
}

/** Without times, and without what is ours alone. */
export function asGraphSays({ lastUpdatedDateTime: _, kept: __, words, ...row }: LicenseAssignmentState) {
  return words === undefined ? row : inOwnWords({ ...row, words } as LicenseAssignmentState);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

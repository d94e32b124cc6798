import type { LicenseAssignmentState } from './types.ts';

/**
 * A row in the words that it came with, to be written: no error is `None`, a state that it never had is not there, and that
 * it is kept is ours alone.
 */
export function inOwnWords({ words, kept: _, ...row }: LicenseAssignmentState): Readonly<Record<string, unknown>> {
  const written = { ...row, error: row.error ?? 'None', ...words };
  if (written.state !== null) return written;
  const { state: __, ...stateless } = written;
  return stateless;
}

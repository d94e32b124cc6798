import type { LicenseAssignmentState } from './graph.ts';

/** A row in the words that it came with, to be written: no error is `None`, and a state that it never had is not there. */
export function inOwnWords({ words, ...row }: LicenseAssignmentState): Readonly<Record<string, unknown>> {
  const written = { ...row, error: row.error ?? 'None', ...words };
  if (written.state !== null) return written;
  const { state: _, ...stateless } = written;
  return stateless;
}

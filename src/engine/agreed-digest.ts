import { createHash } from 'node:crypto';
import type { ChangeRecord } from '../changes/change-record.ts';

/**
 * SHA-256, in hex, of what a second person is shown: the outcome's fingerprint, its preview in numbers and ids, and the
 * changes. The same for the same content, in whatever order an object's members were written.
 */
export function agreedDigest({
  fingerprint,
  preview,
  changes,
}: Pick<ChangeRecord, 'fingerprint' | 'preview' | 'changes'>): string {
  return createHash('sha256').update(canonical({ fingerprint, preview, changes })).digest('hex');
}

/** JSON with the members of every object in the order of their names; those that are undefined are absent. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

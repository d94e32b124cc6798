import { hash } from 'node:crypto';

/** What the first record is bound to. */
export const GENESIS = '0'.repeat(64);

/** Everything a record says, as its columns stand in the table. */
export interface AuditContent {
  readonly seq: number;
  readonly time: string;
  readonly activity: string;
  readonly actor: string;
  readonly target: string;
  readonly details: string;
  readonly prev_hash: string;
}

/** SHA-256, in hex, over the JSON array of a record's columns in this order. Part of the format: it never changes. */
export function hashOf({ seq, time, activity, actor, target, details, prev_hash }: AuditContent): string {
  return hash('sha256', JSON.stringify([prev_hash, seq, time, activity, actor, target, details]));
}

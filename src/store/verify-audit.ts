import { type AuditRow, auditHead } from './audit.ts';
import { GENESIS, hashOf } from './audit-chain.ts';
import type { Database } from './database.ts';

export interface AuditVerdict {
  /** Records that are as they were written, from the first on. */
  readonly intact: number;
  /** Hash of the last intact record: published elsewhere, it shows that nothing before it was rewritten. */
  readonly head: string;
  readonly broken?: { readonly seq: number; readonly reason: string };
}

/** Walks the chain from its start: any changed, missing, moved or cut-off record is the first broken one. */
export function verifyChain(database: Database): AuditVerdict {
  let intact = 0;
  let head = GENESIS;
  for (const row of database.each<AuditRow>('SELECT * FROM audit ORDER BY seq')) {
    const reason = faultOf(row, intact + 1, head);
    if (reason !== undefined) {
      return { intact, head, broken: { seq: intact + 1, reason } };
    }
    intact = row.seq;
    head = row.hash;
  }
  const written = auditHead(database);
  if (written.seq !== intact || written.hash !== head) {
    return { intact, head, broken: { seq: intact + 1, reason: `the log was written up to record ${written.seq}` } };
  }
  return { intact, head };
}

function faultOf(row: AuditRow, seq: number, head: string): string | undefined {
  if (row.seq !== seq) {
    return `it is missing: the next one is ${row.seq}`;
  }
  if (row.prev_hash !== head) {
    return 'it is not bound to the record before it';
  }
  return hashOf(row) === row.hash ? undefined : 'its content is not what was written';
}

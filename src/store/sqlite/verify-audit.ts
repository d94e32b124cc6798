import { GENESIS, hashOf } from '../audit-chain.ts';
import { StoreFault } from '../fault.ts';
import type { AuditVerdict } from '../store.ts';
import { type AuditRow, auditHead } from './audit.ts';
import type { Database } from './database.ts';

/** Records looked at before others have their turn. */
const SLICE = 2_000;

/**
 * Walks the chain from its start: any changed, missing, moved or cut-off record is the first broken one. Whoever can
 * write the whole file can also write a whole new chain: that shows by a head that was `published` before and is gone.
 */
export function verifyChain(database: Database, published?: string): AuditVerdict {
  let found = published === undefined || published === GENESIS;
  const slices = chainSlices(database, (hash) => {
    found ||= hash === published;
  });
  let step = slices.next();
  while (!step.done) step = slices.next();
  const verdict = step.value;
  if (found || verdict.broken !== undefined) return verdict;
  return { ...verdict, broken: { seq: verdict.intact + 1, reason: `no record has the published hash ${published}` } };
}

/** The same, resting after each slice. What is written meanwhile is seen with the slice it falls into. */
export function* chainSlices(
  database: Database,
  onIntact: (hash: string) => void = () => {},
): Generator<undefined, AuditVerdict> {
  let intact = 0;
  let head = GENESIS;
  for (;;) {
    const rows = readSlice(database, intact);
    if ('reason' in rows) return { intact, head, broken: { seq: intact + 1, reason: rows.reason } };
    for (const row of rows) {
      const reason = faultOf(row, intact + 1, head);
      if (reason !== undefined) return { intact, head, broken: { seq: intact + 1, reason } };
      intact = row.seq;
      head = row.hash;
      onIntact(head);
    }
    if (rows.length < SLICE) return ended(database, intact, head);
    yield;
  }
}

/** Damage may lie so that SQLite itself cannot read on: then the record behind the last one read is the broken one. */
function readSlice(database: Database, after: number): readonly AuditRow[] | { readonly reason: string } {
  try {
    return database.all<AuditRow>('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?', after, SLICE);
  } catch (error) {
    if (error instanceof StoreFault && error.code === 'Corrupt') return { reason: error.message };
    throw error;
  }
}

function ended(database: Database, intact: number, head: string): AuditVerdict {
  const written = auditHead(database);
  if (written.seq === intact && written.hash === head) return { intact, head };
  return { intact, head, broken: { seq: intact + 1, reason: `the log was written up to record ${written.seq}` } };
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

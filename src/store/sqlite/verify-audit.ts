import { type AuditRow, type ChainWalk, chainWalk } from '../audit-rows.ts';
import { StoreFault } from '../fault.ts';
import type { AuditVerdict } from '../store.ts';
import { auditHead } from './audit.ts';
import type { Database } from './database.ts';

/** Records looked at before others have their turn. */
const SLICE = 2_000;

/** Walks the chain from its start. @param published the hash of a record that must still be in it */
export function verifyChain(database: Database, published?: string): AuditVerdict {
  const slices = chainSlices(database, chainWalk(published));
  let step = slices.next();
  while (!step.done) step = slices.next();
  return step.value;
}

/** The same, resting after each slice. What is written meanwhile is seen with the slice it falls into. */
export function* chainSlices(database: Database, walk: ChainWalk = chainWalk()): Generator<undefined, AuditVerdict> {
  for (;;) {
    const rows = readSlice(database, walk.head.seq);
    if ('reason' in rows) return walk.broken(rows.reason);
    const verdict = walk.take(rows) ?? (rows.length < SLICE ? walk.end(auditHead(database)) : undefined);
    if (verdict !== undefined) return verdict;
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

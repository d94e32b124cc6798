import type { AuditActor, AuditEntry, AuditRecord } from './audit.ts';
import { type AuditContent, GENESIS, hasher, hashOf } from './audit-chain.ts';
import { parseStored } from './fault.ts';
import type { AuditVerdict } from './store.ts';

/** A record as its columns have it, in any database. */
export interface AuditRow extends AuditContent {
  readonly hash: string;
}

/** The last record, as it is noted beside the log. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** The head of a log that holds nothing. */
export const NO_RECORD: AuditHead = { seq: 0, hash: GENESIS };

/** The rows of entries, each bound to the one before it, the first to `head`. */
export function* rowsAfter(head: AuditHead, entries: Iterable<AuditEntry>): Generator<AuditRow> {
  const json = jsonOnce();
  const hashOf = hasher();
  let { seq, hash: prev_hash } = head;
  for (const { time, activity, actor, target, details } of entries) {
    seq += 1;
    const content = { seq, time, activity, actor: json(actor), target, details: json(details), prev_hash };
    prev_hash = hashOf(content);
    yield { ...content, hash: prev_hash };
  }
}

/** JSON of values, of which many records have the same one. */
function jsonOnce(): (value: unknown) => string {
  const known = new Map<unknown, string>();
  return (value) => {
    const text = known.get(value) ?? JSON.stringify(value);
    known.set(value, text);
    return text;
  };
}

export function recordOf(row: AuditRow): AuditRecord {
  return {
    seq: row.seq,
    time: row.time,
    activity: row.activity,
    actor: parseStored<AuditActor>(row.actor, `audit record ${row.seq}`),
    target: row.target,
    details: parseStored<unknown>(row.details, `audit record ${row.seq}`),
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

/** Records read at once before others have their turn. */
const PAGE = 1_000;

/** Every record behind `seq` that `read` has, read as they are asked for. */
export async function* pagesFrom(
  seq: number,
  read: (after: number, limit: number) => Promise<readonly AuditRecord[]>,
): AsyncGenerator<AuditRecord> {
  for (let last = seq; ; ) {
    const page = await read(last, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.seq ?? last;
  }
}

/** A walk along the chain from its start, a slice of rows after the other. */
export interface ChainWalk {
  /** The last record that is as it was written. */
  readonly head: AuditHead;
  /** The rows behind `head`, in order. The verdict, when one of them is not as it was written. */
  take(rows: readonly AuditRow[]): AuditVerdict | undefined;
  /** The record behind `head` is broken. */
  broken(reason: string): AuditVerdict;
  /** There are no more rows. @param written what the head of the log was noted to be */
  end(written: AuditHead): AuditVerdict;
}

/**
 * Any changed, missing, moved or cut-off record is the first broken one. Whoever can write the whole database can also write
 * a whole new chain: that shows by a head that was `published` before and is gone.
 */
export function chainWalk(published: string = GENESIS): ChainWalk {
  let head = NO_RECORD;
  let found = published === GENESIS;
  const broken = (reason: string): AuditVerdict => {
    return { intact: head.seq, head: head.hash, broken: { seq: head.seq + 1, reason } };
  };
  return {
    get head() {
      return head;
    },
    broken,
    take(rows) {
      for (const row of rows) {
        const reason = faultOf(row, head);
        if (reason !== undefined) return broken(reason);
        head = { seq: row.seq, hash: row.hash };
        found ||= row.hash === published;
      }
      return undefined;
    },
    end(written) {
      if (written.seq !== head.seq || written.hash !== head.hash) {
        return broken(`the log was written up to record ${written.seq}`);
      }
      return found ? { intact: head.seq, head: head.hash } : broken(`no record has the published hash ${published}`);
    },
  };
}

function faultOf(row: AuditRow, head: AuditHead): string | undefined {
  if (row.seq !== head.seq + 1) {
    return `it is missing: the next one is ${row.seq}`;
  }
  if (row.prev_hash !== head.hash) {
    return 'it is not bound to the record before it';
  }
  return hashOf(row) === row.hash ? undefined : 'its content is not what was written';
}

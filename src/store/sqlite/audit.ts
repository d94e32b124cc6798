import type { AuditActor, AuditEntry, AuditRecord } from '../audit.ts';
import { GENESIS, hasher } from '../audit-chain.ts';
import { parseStored } from '../fault.ts';
import type { Database } from './database.ts';

/** `limit`: at most so many; absent: all. */
export interface SqliteAudit {
  /** In order; part of the transaction around it, if there is one. */
  append(entries: Iterable<AuditEntry>): void;
  /** Records after `seq`, oldest first. */
  since(seq: number, limit?: number): readonly AuditRecord[];
  /** The newest records about an object, newest first. */
  about(target: string, limit: number): readonly AuditRecord[];
  /** Records about an object after `seq` and from a time on, oldest first. */
  aboutSince(target: string, time: string, seq?: number, limit?: number): readonly AuditRecord[];
}

export interface AuditRow {
  readonly seq: number;
  readonly time: string;
  readonly activity: string;
  readonly actor: string;
  readonly target: string;
  readonly details: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export function auditHead(database: Database): AuditHead {
  return database.get<AuditHead>('SELECT seq, hash FROM audit_head') ?? { seq: 0, hash: GENESIS };
}

const ALL = -1;

export function auditLog(database: Database): SqliteAudit {
  const read = (sql: string, ...values: (string | number)[]) => database.all<AuditRow>(sql, ...values).map(recordOf);
  return {
    append(entries) {
      database.transaction(() => appendAll(database, entries));
    },
    since: (seq, limit = ALL) => read('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit),
    about: (target, limit) => read('SELECT * FROM audit WHERE target = ? ORDER BY seq DESC LIMIT ?', target, limit),
    aboutSince: (target, time, seq = 0, limit = ALL) =>
      read(
        'SELECT * FROM audit WHERE target = ? AND time >= ? AND seq > ? ORDER BY seq LIMIT ?',
        target,
        time,
        seq,
        limit,
      ),
  };
}

function appendAll(database: Database, entries: Iterable<AuditEntry>): void {
  const before = auditHead(database);
  const json = jsonOnce();
  const hashOf = hasher();
  let head = before;
  for (const { time, activity, actor, target, details } of entries) {
    const content = {
      seq: head.seq + 1,
      time,
      activity,
      actor: json(actor),
      target,
      details: json(details),
      prev_hash: head.hash,
    };
    const hash = hashOf(content);
    database.run(
      'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      content.seq,
      time,
      activity,
      content.actor,
      target,
      content.details,
      content.prev_hash,
      hash,
    );
    head = { seq: content.seq, hash };
  }
  if (head !== before) {
    database.run('INSERT OR REPLACE INTO audit_head VALUES (1, ?, ?)', head.seq, head.hash);
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

function recordOf(row: AuditRow): AuditRecord {
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

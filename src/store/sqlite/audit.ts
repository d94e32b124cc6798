import { GENESIS, hasher } from '../audit-chain.ts';
import { parseStored } from '../fault.ts';
import type { Database } from './database.ts';

/** Who acted, as the log names them: a person by object id, or an application by its name alone. */
export interface AuditActor {
  readonly userId?: string;
  readonly displayName: string;
}

/** Who acts when nobody does in person: a time has come, or nobody decided. What is done traces to what a person confirmed. */
export const SEATKEEPER: AuditActor = { displayName: 'Seatkeeper' };

/** What happened, in the activities of Microsoft's audit log where it has one. `target` is an object id. */
export interface AuditEntry {
  readonly time: string;
  readonly activity: string;
  readonly actor: AuditActor;
  readonly target: string;
  /** Plain JSON. */
  readonly details: unknown;
}

export interface AuditRecord extends AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** What happened and can be neither changed nor taken away unseen: append-only, each record bound to the one before. */
export interface AuditLog {
  /** In order; part of the transaction around it, if there is one. */
  append(entries: Iterable<AuditEntry>): void;
  /** Records after `seq`, oldest first, read as they are asked for. */
  since(seq: number): Iterable<AuditRecord>;
  /** The newest records about an object, newest first. */
  about(target: string, limit: number): readonly AuditRecord[];
  /** Every record about an object from a time on (ISO 8601), oldest first, read as they are asked for. */
  aboutSince(target: string, time: string): Iterable<AuditRecord>;
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

export function auditLog(database: Database): AuditLog {
  return {
    append(entries) {
      database.transaction(() => appendAll(database, entries));
    },
    *since(seq) {
      for (const row of database.each<AuditRow>('SELECT * FROM audit WHERE seq > ? ORDER BY seq', seq)) {
        yield recordOf(row);
      }
    },
    about(target, limit) {
      const sql = 'SELECT * FROM audit WHERE target = ? ORDER BY seq DESC LIMIT ?';
      return database.all<AuditRow>(sql, target, limit).map(recordOf);
    },
    *aboutSince(target, time) {
      const sql = 'SELECT * FROM audit WHERE target = ? AND time >= ? ORDER BY seq';
      for (const row of database.each<AuditRow>(sql, target, time)) {
        yield recordOf(row);
      }
    },
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

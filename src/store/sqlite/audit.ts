import type { AuditEntry, AuditRecord } from '../audit.ts';
import { type AuditHead, type AuditRow, NO_RECORD, recordOf, rowsAfter } from '../audit-rows.ts';
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

export function auditHead(database: Database): AuditHead {
  return database.get<AuditHead>('SELECT seq, hash FROM audit_head') ?? NO_RECORD;
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
  let head = before;
  for (const row of rowsAfter(before, entries)) {
    database.run(
      'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      row.seq,
      row.time,
      row.activity,
      row.actor,
      row.target,
      row.details,
      row.prev_hash,
      row.hash,
    );
    head = row;
  }
  if (head !== before) {
    database.run('INSERT OR REPLACE INTO audit_head VALUES (1, ?, ?)', head.seq, head.hash);
  }
}

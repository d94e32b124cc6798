import type { AuditEntry } from '../audit.ts';
import { type AuditHead, type AuditRow, NO_RECORD, pagesFrom, recordOf, rowsAfter } from '../audit-rows.ts';
import type { AuditLog } from '../store.ts';
import type { Connection } from './schema.ts';

/** Rows in one statement: a statement takes 65,535 values. */
const ROWS_AT_ONCE = 2_000;

export function auditLog(connection: Connection): AuditLog {
  const about = (target: string) => connection.selectFrom('audit').selectAll().where('target', '=', target);
  const read = async (query: { execute(): Promise<AuditRow[]> }) => (await query.execute()).map(recordOf);
  return {
    append: (entries) => append(connection, entries),
    since: (seq) => pagesFrom(seq, async (after, limit) => (await rowsBehind(connection, after, limit)).map(recordOf)),
    about: (target, limit) => read(about(target).orderBy('seq', 'desc').limit(limit)),
    aboutSince: (target, time) =>
      pagesFrom(0, (after, limit) =>
        read(about(target).where('time', '>=', time).where('seq', '>', after).orderBy('seq').limit(limit)),
      ),
  };
}

/** Within a transaction that nobody else writes beside. */
async function append(connection: Connection, entries: Iterable<AuditEntry>): Promise<void> {
  const before = await auditHead(connection);
  let head = before;
  for (const rows of parts(rowsAfter(before, entries))) {
    await connection.insertInto('audit').values(rows).execute();
    head = rows.at(-1) ?? head;
  }
  if (head === before) return;
  const { seq, hash } = head;
  await connection
    .insertInto('audit_head')
    .values({ one: 1, seq, hash })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ seq, hash }))
    .execute();
}

function* parts(rows: Iterable<AuditRow>): Generator<readonly AuditRow[]> {
  let part: AuditRow[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < ROWS_AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

export async function auditHead(connection: Connection): Promise<AuditHead> {
  return (await connection.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst()) ?? NO_RECORD;
}

/** Records behind `seq`, oldest first. */
export function rowsBehind(connection: Connection, seq: number, limit: number): Promise<AuditRow[]> {
  return connection.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

import {
  advanced,
  type ChangeDraft,
  type ChangeRecord,
  type ChangeState,
  type RecordIn,
  type Step,
} from '../../changes/change-record.ts';
import { nextOf } from '../../changes/schedule.ts';
import { entriesOfNew, entriesOfStep } from '../audit-changes.ts';
import {
  type ChangeRow,
  DECIDED_BY,
  ENDED_UNDECIDED,
  FIRST_NUMBER,
  recordOf,
  rowOf,
  whomItIsAbout,
} from '../change-rows.ts';
import type { Changes } from '../store.ts';
import type { AtOnce } from './at-once.ts';
import type { SqliteAudit } from './audit.ts';
import type { Database } from './database.ts';
import { insertRow } from './sealed.ts';

export interface SqliteChanges extends AtOnce<Omit<Changes, 'inState'>> {
  inState<State extends ChangeState>(...states: State[]): readonly RecordIn<State>[];
}

/** Steps and their audit records are one transaction. @param now ISO 8601 */
export function changeRecords(
  database: Database,
  audit: Pick<SqliteAudit, 'append'>,
  now: () => string,
): SqliteChanges {
  const read = (sql: string, ...values: (string | number)[]) =>
    database.all<ChangeRow>(sql, ...values).map((row) => recordOf(row));
  return {
    create: (draft) =>
      database.transaction(() => {
        const record = create(database, draft);
        audit.append(entriesOfNew(record, now()));
        return record;
      }),
    get: (number) => read('SELECT * FROM changes WHERE number = ?', number)[0],
    advance: (from, step, by) =>
      database.transaction(() => {
        const record = advance(database, from, step);
        if (record !== undefined) audit.append(entriesOfStep(from, record, { time: now(), by }));
        return record;
      }),
    dropPreviews: (times, limit) => database.transaction(() => dropPreviews(database, times, limit)),
    inState<State extends ChangeState>(...states: State[]) {
      const sql = 'SELECT * FROM changes WHERE state IN (SELECT value FROM json_each(?)) ORDER BY number';
      return database.all<ChangeRow>(sql, JSON.stringify(states)).map(recordOf<State>);
    },
    toCome: () => read(TO_COME).filter((record) => nextOf(record) !== undefined),
    versionsOf: (numbers) =>
      new Map(
        database
          .all<Pick<ChangeRow, 'number' | 'version'>>(VERSIONS, JSON.stringify(numbers))
          .map(({ number, version }) => [number, version]),
      ),
    latest: (limit) => read('SELECT * FROM changes ORDER BY number DESC LIMIT ?', limit),
    newest: () => newest(database),
    about: (targetId, limit) =>
      read(
        'SELECT changes.* FROM change_targets JOIN changes USING (number) WHERE target_id = ? ORDER BY number DESC LIMIT ?',
        targetId,
        limit,
      ),
  };
}

const VERSIONS = 'SELECT number, version FROM changes WHERE number IN (SELECT value FROM json_each(?))';

/** With the condition of the index, word for word. Left to itself, SQLite takes the one by state and reads every record that has ended. */
const TO_COME = `SELECT * FROM changes INDEXED BY changes_to_come
  WHERE json_extract(record, '$.schedule.zone') IS NOT NULL AND json_extract(record, '$.schedule.over') IS NULL
    AND state IN ('scheduled', 'finished') ORDER BY number`;

function newest(database: Database): number {
  return database.get<{ last: number | null }>('SELECT max(number) AS last FROM changes')?.last ?? FIRST_NUMBER - 1;
}

function create(database: Database, draft: ChangeDraft): ChangeRecord {
  const record = { ...draft, number: newest(database) + 1, version: 1 };
  const row = rowOf(record);
  database.run(
    'INSERT INTO changes VALUES (?, ?, ?, ?, ?)',
    row.number,
    row.version,
    row.state,
    row.record,
    row.checksum,
  );
  keepTargets(database, record);
  return record;
}

function keepTargets(database: Database, record: ChangeRecord): void {
  for (const id of whomItIsAbout(record)) {
    const sql = 'SELECT 1 FROM change_targets WHERE target_id = ? AND number = ?';
    if (database.get(sql, id, record.number) === undefined) insertRow(database, 'change_targets', [id, record.number]);
  }
}

function advance(database: Database, from: ChangeRecord, step: Step): ChangeRecord | undefined {
  const row = rowOf(advanced(from, step));
  const won = database.get<ChangeRow>(
    'UPDATE changes SET version = ?, state = ?, record = ?, checksum = ? WHERE number = ? AND version = ? RETURNING *',
    row.version,
    row.state,
    row.record,
    row.checksum,
    from.number,
    from.version,
  );
  if (won === undefined) return undefined;
  const record = recordOf(won);
  if (step.changes !== undefined) keepTargets(database, record);
  return record;
}

function dropPreviews(
  database: Database,
  { undecidedSince, offeredSince }: { readonly undecidedSince: string; readonly offeredSince: string },
  limit: number,
): readonly number[] {
  const numbers = database
    .all<{ number: number }>(UNDECIDED, undecidedSince, undecidedSince, offeredSince, limit)
    .map(({ number }) => number);
  for (const number of numbers) {
    database.run('DELETE FROM change_targets WHERE number = ?', number);
    database.run('DELETE FROM changes WHERE number = ?', number);
  }
  return numbers;
}

const UNDECIDED = `SELECT number FROM changes
  WHERE (state = 'previewed' OR state IN (${ENDED_UNDECIDED.map((state) => `'${state}'`).join(', ')})
      AND coalesce(${DECIDED_BY.map((name) => `json_extract(record, '$.${name}')`).join(', ')}) IS NULL)
    AND json_extract(record, '$.createdAt') < ?
    AND json_extract(record, '$.createdAt') < iif(json_array_length(record, '$.changes') > 0, ?, ?)
    AND number < (SELECT max(number) FROM changes) ORDER BY number LIMIT ?`;

import { type SelectQueryBuilder, sql } from 'kysely';
import { advanced, type ChangeRecord, type ChangeState, type RecordIn } from '../../changes/change-record.ts';
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
import type { AuditLog, Changes } from '../store.ts';
import { damageHere } from './fault.ts';
import type { Connection, Schema, Sought } from './schema.ts';

type Rows = SelectQueryBuilder<Schema, 'changes', ChangeRow>;

/** What is written is written within a transaction that nobody else writes beside. @param now ISO 8601 */
export function changeRecords(connection: Connection, audit: Pick<AuditLog, 'append'>, now: () => string): Changes {
  const read = async (rows: Rows) => (await rows.execute()).map((row) => soundRecordOf(row));
  const all: Rows = connection.selectFrom('changes').selectAll('changes');
  return {
    async create(draft) {
      const record = { ...draft, number: (await newest(connection)) + 1, version: 1 };
      await connection.insertInto('changes').values(columnsOf(record)).execute();
      await keepTargets(connection, record);
      await audit.append(entriesOfNew(record, now()));
      return record;
    },
    async get(number) {
      return (await read(all.where('number', '=', number)))[0];
    },
    async advance(from, step, by) {
      const record = advanced(from, step);
      const { numUpdatedRows } = await connection
        .updateTable('changes')
        .set(columnsOf(record))
        .where('number', '=', from.number)
        .where('version', '=', from.version)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return undefined;
      if (step.changes !== undefined) await keepTargets(connection, record);
      await audit.append(entriesOfStep(from, record, { time: now(), by }));
      return recordOf(rowOf(record));
    },
    dropPreviews: (times, limit) => dropPreviews(connection, times, limit),
    async inState<State extends ChangeState>(...states: State[]) {
      const rows = states.length === 0 ? [] : await all.where('state', 'in', states).orderBy('number').execute();
      return rows.map((row) => soundRecordOf<State>(row));
    },
    async toCome() {
      return (await read(all.where('may_come', '=', true).orderBy('number'))).filter(
        (record) => nextOf(record) !== undefined,
      );
    },
    async versionsOf(numbers) {
      const versions = connection.selectFrom('changes').select(['number', 'version']);
      const rows = numbers.length === 0 ? [] : await versions.where('number', 'in', numbers).execute();
      return new Map(rows.map(({ number, version }) => [number, version]));
    },
    latest: (limit) => read(all.orderBy('number', 'desc').limit(limit)),
    newest: () => newest(connection),
    about: (targetId, limit) =>
      read(
        all
          .where(
            'number',
            'in',
            connection.selectFrom('change_targets').select('number').where('target_id', '=', targetId),
          )
          .orderBy('number', 'desc')
          .limit(limit),
      ),
  };
}

function soundRecordOf<State extends ChangeState>(row: ChangeRow): RecordIn<State> {
  try {
    return recordOf<State>(row);
  } catch (error) {
    throw damageHere(error);
  }
}

async function newest(connection: Connection): Promise<number> {
  return (await last(connection).executeTakeFirst())?.number ?? FIRST_NUMBER - 1;
}

function last(connection: Connection) {
  return connection.selectFrom('changes').select('number').orderBy('number', 'desc').limit(1);
}

async function keepTargets(connection: Connection, record: ChangeRecord): Promise<void> {
  const targets = Array.from(whomItIsAbout(record), (target_id) => ({ target_id, number: record.number }));
  if (targets.length === 0) return;
  await connection
    .insertInto('change_targets')
    .values(targets)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function dropPreviews(
  connection: Connection,
  { undecidedSince, offeredSince }: Parameters<Changes['dropPreviews']>[0],
  limit: number,
): Promise<readonly number[]> {
  const numbers = connection
    .selectFrom('changes')
    .select('number')
    .where((is) =>
      is.or([
        is('state', '=', 'previewed'),
        is.and([
          is('state', 'in', ENDED_UNDECIDED),
          sql<boolean>`NOT jsonb_exists_any(record::jsonb, ARRAY[${sql.join(DECIDED_BY)}])`,
        ]),
      ]),
    )
    .where('created_at', '<', undecidedSince)
    .where((is) => is.or([is('offers', '=', false), is('created_at', '<', offeredSince)]))
    .where('number', '<', last(connection))
    .orderBy('number')
    .limit(limit);
  const dropped = await connection.deleteFrom('changes').where('number', 'in', numbers).returning('number').execute();
  return dropped.map(({ number }) => number).sort((one, other) => one - other);
}

function columnsOf(record: ChangeRecord): ChangeRow & Sought {
  return { ...rowOf(record), ...soughtIn(record) };
}

export function soughtIn({ createdAt, changes, schedule }: ChangeRecord): Sought {
  return {
    created_at: createdAt,
    offers: changes.length === 0,
    may_come: schedule !== undefined && schedule.over === undefined,
  };
}

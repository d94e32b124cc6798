import { type Compilable, type QueryCreator, sql } from 'kysely';
import { parseStored } from '../fault.ts';
import type { KeyvEntry, KvAdapter } from '../key-value.ts';
import type { Values } from '../store.ts';
import type { Turns } from '../turns.ts';
import type { Connection, Schema } from './schema.ts';
import { isSound, soundRow } from './sums.ts';

/** In the same table and form as what `kvAdapter` keeps, and without lifetimes. */
export function values<Value>(connection: Connection, namespace: string): Values<Value> {
  return {
    async get(key) {
      const [row] = await rowsIn(namespace, within(connection, namespace).where('key', '=', key));
      return row && parseStored<{ readonly value: Value }>(row.value, `${namespace} ${key}`).value;
    },
    put: (key, value) => put(connection, { namespace, key, value: JSON.stringify({ value }), expires_at: null }),
    async remove(key) {
      await connection.deleteFrom('kv').where('namespace', '=', namespace).where('key', '=', key).execute();
    },
  };
}

interface KvIo {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly beside: Turns['beside'];
  /** A transaction of its own. */
  readonly alone: Alone;
  readonly atOnce: AtOnce;
}

/**
 * One namespace, for Keyv. What is read and written there needs no transaction with anything else.
 */
export function kvAdapter(connection: Connection, namespace: string, { now, beside, alone, atOnce }: KvIo): KvAdapter {
  const alive = () =>
    within(connection, namespace).where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now())]));
  const rowOf = ({ key, value, ttl }: KeyvEntry) => {
    return { namespace, key, value, expires_at: ttl === undefined ? null : Math.ceil(now() + ttl) };
  };
  let writes = 0;
  async function set(rows: readonly KeyvRow[]): Promise<void> {
    // Of a key that is there twice the last value counts, and one statement takes each row once.
    const last = new Map(rows.map((row) => [row.key, row]));
    await atOnce((marked) => putting(marked, namespace, [...last.values()]));
    writes += 1;
    if (writes % WRITES_BETWEEN_CLEANINGS !== 0) return;
    await alone((db) => db.deleteFrom('kv').where('expires_at', '<=', now()).execute());
  }
  const remove = (db: Connection) => db.deleteFrom('kv').where('namespace', '=', namespace);
  return {
    get: (key) => beside(async () => (await rowsIn(namespace, alive().where('key', '=', key)))[0]?.value),
    async getMany(keys) {
      if (keys.length === 0) return [];
      const among = alive().where((is) => is('key', '=', is.fn.any(is.val([...keys]))));
      const rows = await beside(() => rowsIn(namespace, among));
      const found = new Map(rows.map(({ key, value }) => [key, value]));
      return keys.map((key) => found.get(key));
    },
    async set(key, value, ttl) {
      await set([rowOf({ key, value, ...(ttl === undefined ? {} : { ttl }) })]);
      return true;
    },
    async setMany(entries) {
      await set(entries.map(rowOf));
      return entries.map(() => true);
    },
    async delete(key) {
      return (await atOnce((marked) => removing(marked, namespace, key))) > 0;
    },
    async clear() {
      await alone((db) => remove(db).execute());
    },
    keys: () => beside(async () => (await rowsIn(namespace, alive())).map(({ key }) => key)),
  };
}

/** So often somebody looks for entries whose time is over. */
const WRITES_BETWEEN_CLEANINGS = 500;

type Alone = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/** What begins with the mark of the claim, as `mark`: it is to write only where that comes to a row. */
export type Marked = QueryCreator<Schema & { readonly mark: { readonly epoch: number } }>;

/** A statement that is a transaction. Answers how many rows it wrote: where its answer was lost and it was committed, one. */
export type AtOnce = (statement: (marked: Marked) => Compilable<Counts> & Executable) => Promise<number>;
interface Counts {
  readonly marked: string | number | bigint;
  readonly done: string | number | bigint;
}
interface Executable {
  executeTakeFirstOrThrow(): Promise<Counts>;
}

function putting(marked: Marked, namespace: string, rows: readonly KeyvRow[]) {
  const columns = (['key', 'value', 'expires_at'] as const).map((name) => rows.map((row) => row[name]));
  const [keys, values, ends] = columns;
  return counts(
    marked.with('done', (db) =>
      db
        .insertInto('kv')
        .columns(['namespace', 'key', 'value', 'expires_at'])
        .expression(
          sql`SELECT ${namespace}, row.* FROM mark, unnest(${keys}::text[], ${values}::text[], ${ends}::bigint[]) AS row`,
        )
        .onConflict((conflict) =>
          conflict.columns(['namespace', 'key']).doUpdateSet((is) => {
            return { value: is.ref('excluded.value'), expires_at: is.ref('excluded.expires_at') };
          }),
        )
        .returning('key'),
    ),
  );
}

function removing(marked: Marked, namespace: string, key: string) {
  return counts(
    marked.with('done', (db) =>
      db
        .deleteFrom('kv')
        .where('namespace', '=', namespace)
        .where('key', '=', key)
        .where(({ exists, selectFrom }) => exists(selectFrom('mark').select('epoch')))
        .returning('key'),
    ),
  );
}

function counts(written: QueryCreator<Schema & { readonly mark: object; readonly done: object }>) {
  return written.selectNoFrom(({ selectFrom, fn }) => [
    selectFrom('mark').select(fn.countAll().as('rows')).$asScalar().$notNull().as('marked'),
    selectFrom('done').select(fn.countAll().as('rows')).$asScalar().$notNull().as('done'),
  ]);
}

function within(connection: Connection, namespace: string) {
  const kept = connection.selectFrom('kv').select(['key', 'value', isSound('kv')]);
  return kept.where('namespace', '=', namespace).orderBy('key');
}

async function rowsIn(namespace: string, rows: ReturnType<typeof within>) {
  return (await rows.execute()).map((row) => soundRow(row, `${row.key} of ${namespace}`));
}

async function put(connection: Connection, row: KeyvRow): Promise<void> {
  const { value, expires_at } = row;
  await connection
    .insertInto('kv')
    .values(row)
    .onConflict((conflict) => conflict.columns(['namespace', 'key']).doUpdateSet({ value, expires_at }))
    .execute();
}

interface KeyvRow {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly expires_at: number | null;
}

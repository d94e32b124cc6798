import { parseStored } from '../fault.ts';
import type { KeyvEntry, KvAdapter } from '../key-value.ts';
import type { Values } from '../store.ts';
import type { Turns } from '../turns.ts';
import type { Connection } from './schema.ts';
import { isSound, soundRow } from './sums.ts';

/** In the same table and form as what `kvAdapter` keeps, and without lifetimes. */
export function values<Value>(connection: Connection, namespace: string): Values<Value> {
  return {
    async get(key) {
      const [row] = await rowsIn(namespace, within(connection, namespace).where('key', '=', key));
      return row && parseStored<{ readonly value: Value }>(row.value, `${namespace} ${key}`).value;
    },
    put: (key, value) => put(connection, [{ namespace, key, value: JSON.stringify({ value }), expires_at: null }]),
    async remove(key) {
      await connection.deleteFrom('kv').where('namespace', '=', namespace).where('key', '=', key).execute();
    },
  };
}

/**
 * One namespace, for Keyv. What is read and written there needs no transaction with anything else.
 * @param io.now milliseconds since 1970
 * @param io.alone a transaction of its own
 */
export function kvAdapter(
  connection: Connection,
  namespace: string,
  { now, beside, alone }: { readonly now: () => number; readonly beside: Turns['beside']; readonly alone: Alone },
): KvAdapter {
  const alive = () =>
    within(connection, namespace).where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now())]));
  const rowOf = ({ key, value, ttl }: KeyvEntry) => {
    return { namespace, key, value, expires_at: ttl === undefined ? null : Math.ceil(now() + ttl) };
  };
  let writes = 0;
  const set = (rows: readonly KeyvRow[]) =>
    alone(async (db) => {
      await put(db, rows);
      writes += 1;
      if (writes % WRITES_BETWEEN_CLEANINGS === 0) await db.deleteFrom('kv').where('expires_at', '<=', now()).execute();
    });
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
      return alone(async (db) => (await remove(db).where('key', '=', key).executeTakeFirst()).numDeletedRows > 0n);
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

function within(connection: Connection, namespace: string) {
  const kept = connection.selectFrom('kv').select(['key', 'value', isSound('kv')]);
  return kept.where('namespace', '=', namespace).orderBy('key');
}

async function rowsIn(namespace: string, rows: ReturnType<typeof within>) {
  return (await rows.execute()).map((row) => soundRow(row, `${row.key} of ${namespace}`));
}

async function put(connection: Connection, rows: readonly KeyvRow[]): Promise<void> {
  // Of a key that is there twice the last value counts, and one statement takes each row once.
  const last = new Map(rows.map((row) => [row.key, row]));
  await connection
    .insertInto('kv')
    .values([...last.values()])
    .onConflict((conflict) =>
      conflict.columns(['namespace', 'key']).doUpdateSet((is) => {
        return { value: is.ref('excluded.value'), expires_at: is.ref('excluded.expires_at') };
      }),
    )
    .execute();
}

interface KeyvRow {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly expires_at: number | null;
}

import type { KeyvEntry, KvAdapter } from '../key-value.ts';
import type { Turns } from '../turns.ts';
import type { Database } from './database.ts';
import { putRow, rowsOf } from './sealed.ts';

const ALIVE = '(expires_at IS NULL OR expires_at > ?)';

/** So often somebody looks for entries whose time is over. */
const WRITES_BETWEEN_CLEANINGS = 500;

export function kvAdapter(
  { database, take }: { readonly database: Database; readonly take: Turns['take'] },
  namespace: string,
  now: () => number,
): KvAdapter {
  let writes = 0;

  function put({ key, value, ttl }: KeyvEntry): void {
    const expiresAt = ttl === undefined ? null : Math.ceil(now() + ttl);
    putRow(database, 'kv', 'namespace, key', [namespace, key, value, expiresAt]);
    writes += 1;
    if (writes % WRITES_BETWEEN_CLEANINGS === 0) deleteExpired(database, now());
  }

  function read(key: string): string | undefined {
    const [row] = rowsOf(database, 'kv', `WHERE namespace = ? AND key = ? AND ${ALIVE}`, namespace, key, now());
    return row === undefined ? undefined : String(row.value);
  }

  return {
    get: (key) => take(() => read(key)),
    getMany: (keys) => take(() => keys.map(read)),
    set: (key, value, ttlMs) =>
      take(() => {
        put({ key, value, ...(ttlMs === undefined ? {} : { ttl: ttlMs }) });
        return true;
      }),
    setMany: (entries) =>
      take(() => {
        database.transaction(() => entries.forEach(put));
        return entries.map(() => true);
      }),
    delete: (key) => take(() => database.run('DELETE FROM kv WHERE namespace = ? AND key = ?', namespace, key) > 0),
    clear: () => take(() => void database.run('DELETE FROM kv WHERE namespace = ?', namespace)),
    keys: () =>
      take(() => {
        const sql = `SELECT json_group_array(key) AS keys FROM
          (SELECT key FROM kv WHERE namespace = ? AND ${ALIVE} ORDER BY key)`;
        return JSON.parse(database.get<{ keys: string }>(sql, namespace, now())?.keys ?? '[]') as string[];
      }),
  };
}

/** Entries whose time is over are never read; this frees their place. */
export function deleteExpired(database: Database, now: number): void {
  database.run('DELETE FROM kv WHERE expires_at <= ?', now);
}

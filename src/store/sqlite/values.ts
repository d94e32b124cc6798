import { parseStored } from '../fault.ts';
import type { Values } from '../store.ts';
import type { AtOnce } from './at-once.ts';
import type { Database } from './database.ts';
import { putRow, rowsOf } from './sealed.ts';

/** In the same table and form as `keyValue`, and without lifetimes. */
export function values<Value>(database: Database, namespace: string): AtOnce<Values<Value>> {
  return {
    get(key) {
      const [row] = rowsOf(database, 'kv', 'WHERE namespace = ? AND key = ?', namespace, key);
      return row && parseStored<{ readonly value: Value }>(String(row.value), `${namespace} ${key}`).value;
    },
    put: (key, value) =>
      void putRow(database, 'kv', 'namespace, key', [namespace, key, JSON.stringify({ value }), null]),
    remove: (key) => void database.run('DELETE FROM kv WHERE namespace = ? AND key = ?', namespace, key),
  };
}

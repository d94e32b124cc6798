import { parseStored } from '../fault.ts';
import type { Database } from './database.ts';
import { putRow, rowsOf } from './sealed.ts';

/** A namespace of values that are written together with something else: at once, in the transaction around it. */
export interface Values<Value> {
  /** @throws StoreFault when it is not what was written */
  get(key: string): Value | undefined;
  put(key: string, value: Value): void;
  remove(key: string): void;
}

/** In the same table and form as `keyValue`, and without lifetimes. */
export function values<Value>(database: Database, namespace: string): Values<Value> {
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

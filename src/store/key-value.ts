import { Keyv } from 'keyv';
import type { KeyValue } from './store.ts';

/** One namespace of the table `kv`, in the shape that Keyv asks of a backend. `value` is Keyv's own serialization. */
export interface KvAdapter {
  get(key: string): Promise<string | undefined>;
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>;
  set(key: string, value: string, ttlMs?: number): Promise<boolean>;
  /** All of them, or none. */
  setMany(entries: readonly KeyvEntry[]): Promise<boolean[]>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
  /** Keys that have not expired, in order. */
  keys(): Promise<readonly string[]>;
}

export interface KeyvEntry {
  readonly key: string;
  readonly value: string;
  readonly ttl?: number;
}

/** Keyv behind one namespace, with an adapter of its own: two Keyvs on one adapter would share a namespace. */
export function keyValue<Value>(adapter: KvAdapter): KeyValue<Value> {
  // Keyv takes a failing backend for an absent key unless it is told to throw.
  const keyv = new Keyv<Value>({ store: adapter, useKeyPrefix: false, throwOnErrors: true });
  // It also emits what it throws, and an error event that nobody hears would end the process.
  keyv.on('error', () => undefined);
  const some: KeyValue<Value>['some'] = async (keys) => {
    const values = await keyv.getMany<Value>([...keys]);
    return keys.flatMap((key, place) => {
      const value = values[place];
      return value === undefined ? [] : [[key, value] as const];
    });
  };
  return {
    get: (key) => keyv.get<Value>(key),
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs);
    },
    async setAll(entries) {
      if (entries.length > 0) await keyv.setMany(entries.map(([key, value]) => ({ key, value })));
    },
    delete: (key) => keyv.delete(key),
    keys: () => adapter.keys(),
    some,
    entries: async () => some(await adapter.keys()),
  };
}

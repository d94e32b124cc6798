import { Keyv } from 'keyv';
import type { KeyValue } from '../store.ts';
import type { KvAdapter } from './kv-adapter.ts';

/** Keyv behind one namespace, with an adapter of its own: two Keyvs on one adapter would share a namespace. */
export function keyValue<Value>(adapter: KvAdapter): KeyValue<Value> {
  // Keyv takes a failing backend for an absent key unless it is told to throw.
  const keyv = new Keyv<Value>({ store: adapter, useKeyPrefix: false, throwOnErrors: true });
  // It also emits what it throws, and an error event that nobody hears would end the process.
  keyv.on('error', () => undefined);
  return {
    get: (key) => keyv.get<Value>(key),
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs);
    },
    async setAll(entries) {
      if (entries.length > 0) await keyv.setMany(entries.map(([key, value]) => ({ key, value })));
    },
    delete: (key) => keyv.delete(key),
    async entries() {
      const found: (readonly [string, Value])[] = [];
      for (const key of await adapter.keys()) {
        const value = await keyv.get<Value>(key);
        if (value !== undefined) {
          found.push([key, value]);
        }
      }
      return found;
    },
  };
}

import { Keyv } from 'keyv';
import type { Database } from './database.ts';
import { kvAdapter } from './kv-adapter.ts';

/**
 * What may be last-writer-wins: conversation references, which card shows what, preferences. Values are plain JSON.
 * Undefined means "asked, and not there"; a store that cannot answer throws.
 */
export interface KeyValue<Value> {
  get(key: string): Promise<Value | undefined>;
  /** `ttlMs`: gone after that time. */
  set(key: string, value: Value, ttlMs?: number): Promise<void>;
  /** All of them, or none: for the price of one. */
  setAll(entries: readonly (readonly [key: string, value: Value])[]): Promise<void>;
  /** Whether it was there. */
  delete(key: string): Promise<boolean>;
  /** Every entry of the namespace, in the order of the keys. */
  entries(): Promise<readonly (readonly [key: string, value: Value])[]>;
}

/** Keyv behind one namespace, with an adapter of its own: two Keyvs on one adapter would share a namespace. */
export function keyValue<Value>(database: Database, namespace: string, now: () => number): KeyValue<Value> {
  const adapter = kvAdapter(database, namespace, now);
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
      for (const key of adapter.keys()) {
        const value = await keyv.get<Value>(key);
        if (value !== undefined) {
          found.push([key, value]);
        }
      }
      return found;
    },
  };
}

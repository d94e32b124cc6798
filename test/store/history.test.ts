import { describe, expect, it } from 'vitest';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { MEGAN } from '../directory/small-tenant.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from './open-for-test.ts';

const fault = (code: string) => expect.objectContaining({ name: 'StoreFault', code });

/** Two changes, what is remembered of them, and a freeze: the directory of a store that was closed. */
async function filledDirectory(): Promise<string> {
  const store = openForTest();
  const command = { intent: 'assign_license', slots: {}, reading: 'Assign E3 to HR', language: 'en' } as const;
  for (const targetGroupIds of [['hr'], ['kiosk']]) {
    const { number } = await store.changes.create({
      state: 'previewed',
      requestedBy: MEGAN,
      language: 'en',
      command,
      changes: [],
      targetGroupIds,
      targetUserIds: [],
      fingerprint: 'f',
      simulated: {} as never,
      createdAt: '2026-11-24T08:00:00.000Z',
    });
    for (const namespace of ['cards', 'offers', 'answered-messages']) await store.kv(namespace).set(`${number}`, 1);
  }
  await store.kv('freezes').set('tenant', 'x');
  await store.close();
  return store.dataDir;
}

function checkAll({ checkHistory }: SqliteStore): void {
  for (const _ of checkHistory?.() ?? []);
}

describe('what a start does not read', () => {
  it.each([
    ['an entry that is other', "UPDATE kv SET value = '{' WHERE namespace = 'cards' AND key = '1001'"],
    ['an entry of another name', "UPDATE kv SET key = '1003' WHERE namespace = 'offers' AND key = '1001'"],
    ['an entry that is gone', "DELETE FROM kv WHERE namespace = 'answered-messages' AND key = '1002'"],
    ['a record that is other', "UPDATE changes SET record = replace(record, 'Megan', 'Adele') WHERE number = 1001"],
    ['a state that is other', "UPDATE changes SET state = 'finished'"],
    ['whom a change is about', "UPDATE change_targets SET target_id = 'sales' WHERE target_id = 'hr'"],
  ])('is checked after it, and stops all writing: %s', async (_, sql) => {
    const dataDir = await filledDirectory();
    tamper(dataDir, sql);
    const store = openForTest({ dataDir });
    await store.kv('zones').set('megan', 'Europe/Amsterdam');
    expect(() => checkAll(store)).toThrow(fault('Corrupt'));
    await expect(store.kv('zones').set('megan', 'UTC')).rejects.toThrow(fault('Corrupt'));
    await expect(store.check()).rejects.toThrow('seatkeeper restore FILE');
    expect(await store.kv('zones').get('megan')).toBe('Europe/Amsterdam');
  });

  it.each([
    ['an entry that decides', "UPDATE kv SET value = '{' WHERE namespace = 'freezes'"],
    ['an entry that became one of the past', "UPDATE kv SET namespace = 'cards' WHERE namespace = 'freezes'"],
    ['a change', 'DELETE FROM change_targets; DELETE FROM changes'],
    ['an older version of a change', 'UPDATE changes SET version = 0'],
    ['that a change is about somebody', 'DELETE FROM change_targets WHERE number = 1002'],
  ])('is not %s', async (_, sql) => {
    const dataDir = await filledDirectory();
    tamper(dataDir, sql);
    expect(() => openStore(dataDir, { clock: virtualClock() })).toThrow(fault('Corrupt'));
  });

  it('is as it was at one moment, whatever is written while it is checked', async () => {
    const store = openForTest({ dataDir: await filledDirectory() });
    const cards = store.kv<number>('cards');
    await cards.setAll(Array.from({ length: 2_000 }, (_, number) => [`${number}`, number]));
    const slices = store.checkHistory?.() ?? [];
    let count = 0;
    for (const _ of slices) {
      count += 1;
      await cards.set(`a ${count}`, count);
      await cards.delete(`${count}`);
    }
    expect(count).toBeGreaterThan(3);
    expect(() => checkAll(store)).not.toThrow();
  });
});

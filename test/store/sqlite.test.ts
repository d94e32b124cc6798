import { describe, expect, it } from 'vitest';
import { type Opened, storeContract } from './contract.ts';
import { openForTest, tamper } from './open-for-test.ts';

async function open(): Promise<Opened> {
  const store = openForTest();
  const reopened = async () => {
    await store.close();
    return openForTest({ dataDir: store.dataDir });
  };
  return { store, reopened };
}

describe('a store in an SQLite file', () => {
  storeContract(open);

  it('does not believe a change that the disk has changed', async () => {
    const { changes, dataDir } = openForTest();
    const { number } = await changes.create({ ...DRAFT, reason: 'because' });
    tamper(dataDir, "UPDATE changes SET record = replace(record, 'because', 'becauze')");
    await expect(changes.get(number)).rejects.toThrow('change 1001 is not what was written');
  });
});

const DRAFT = {
  state: 'previewed',
  requestedBy: { userId: 'megan', displayName: 'Megan Bowen' },
  language: 'en',
  command: { intent: 'assign_license', slots: {}, reading: 'Assign E3', language: 'en' },
  changes: [],
  targetGroupIds: ['hr'],
  targetUserIds: [],
  fingerprint: 'f',
  simulated: {} as never,
  createdAt: '2026-11-24T08:00:00.000Z',
} as const;

import { expect, test } from 'vitest';
import { checkAudit } from '../../src/engine/check-audit.ts';
import { openForTest, tamper } from '../store/open-for-test.ts';
import { virtualClock } from './virtual-clock.ts';

const act = {
  time: '2026-11-24T08:00:00.000Z',
  activity: 'Update user',
  actor: { displayName: 'Megan Bowen' },
  target: 'adele',
  details: {},
};

test('the audit log is checked beside other work, and what is broken is named', async () => {
  const store = openForTest();
  await store.audit.append(Array.from({ length: 5_000 }, () => act));
  const stopping = new AbortController();
  expect(await checkAudit(store, virtualClock(), stopping.signal)).toMatchObject({ intact: 5_000 });
  tamper(store.dataDir, "DROP TRIGGER audit_is_append_only_update; UPDATE audit SET target = 'x' WHERE seq = 4000");
  expect(await checkAudit(store, virtualClock(), stopping.signal)).toMatchObject({ broken: { seq: 4_000 } });
});

test('a process that stops waits for no check', async () => {
  const store = openForTest();
  const stopping = new AbortController();
  stopping.abort();
  expect(await checkAudit(store, virtualClock(), stopping.signal)).toBeUndefined();
});

import { expect, test } from 'vitest';
import type { ChangeDraft, Step } from '../../src/changes/change-record.ts';
import { freezes } from '../../src/engine/freezes.ts';
import { housekeeping } from '../../src/engine/housekeeping.ts';
import { atOnce } from '../store/at-once.ts';
import { openForTest, tamper } from '../store/open-for-test.ts';
import { virtualClock } from './virtual-clock.ts';

const A_DAY_MS = 24 * 3_600_000;
const MEGAN = { userId: 'megan', displayName: 'Megan Bowen' };

function draft(createdAt: string, more: Partial<ChangeDraft> = {}): ChangeDraft {
  return {
    state: 'previewed',
    requestedBy: MEGAN,
    language: 'en',
    command: { intent: 'assign_license', slots: {}, reading: '', language: 'en' },
    changes: [{ kind: 'addMember', groupId: 'hr', userId: 'adele' }],
    targetGroupIds: ['hr'],
    targetUserIds: [],
    fingerprint: '',
    simulated: {
      people: 0,
      succeeded: 0,
      failed: 0,
      byError: {},
      fixed: 0,
      newlyFailing: 0,
      products: [],
      leftGroups: [],
    },
    createdAt,
    ...more,
  };
}

test('previews that nobody decided are dropped after their time, with all that was kept beside; no number comes again', async () => {
  const clock = virtualClock();
  const store = openForTest({ clock });
  const at = clock.now().toISOString();
  const create = async (more?: Partial<ChangeDraft>, step?: Step) => {
    const record = await store.changes.create(draft(at, more));
    if (step !== undefined) await store.changes.advance(record, step);
    return record.number;
  };
  const [old, offer, waiting, finished] = [
    await create(),
    await create({ changes: [] }),
    await create({}, { state: 'waiting', approval: { askedAt: at, expiresAt: at, losing: 0 } }),
    await create({}, { state: 'finished', finishedAt: at }),
  ];
  for (let more = 0; more < 450; more += 1) await create();
  const newest = await create();
  await store.kv('cards').set(String(old), []);
  await store.kv('offers').set(String(offer), {});
  const stop = housekeeping({
    store,
    clock,
    policy: { lifetimeMs: A_DAY_MS },
    onFault: (error) => expect(error).toBeUndefined(),
  });
  const left = () =>
    atOnce(store)
      .changes.latest(1_000)
      .map(({ number }) => number);
  await clock.advance(A_DAY_MS - 60_000);
  expect(left()).toHaveLength(455);
  await clock.advance(2 * 3_600_000);
  expect(left()).toEqual([newest, finished, waiting, offer]);
  expect(await store.changes.about('hr', 1_000)).toHaveLength(4);
  expect(await store.kv('cards').get(String(old))).toBeUndefined();
  await clock.advance(40 * A_DAY_MS);
  expect(left()).toEqual([newest, finished, waiting]);
  expect(await store.kv('offers').get(String(offer))).toBeUndefined();
  expect(await create()).toBe(newest + 1);
  expect((await store.verifyAudit()).broken).toBeUndefined();
  await stop();
});

test('a freeze and its record are stored together or not at all', async () => {
  const clock = virtualClock();
  const store = openForTest({ clock });
  const frozen = freezes({ store, clock, tenantId: 'contoso' });
  tamper(store.dataDir, "CREATE TRIGGER full BEFORE INSERT ON kv BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  await expect(frozen.freeze(MEGAN, {})).rejects.toThrow('disk full');
  expect([await frozen.current(), await Array.fromAsync(store.audit.since(0))]).toEqual([undefined, []]);
  tamper(store.dataDir, 'DROP TRIGGER full');
  await frozen.freeze(MEGAN, { reason: ': inventory' });
  expect(await frozen.current()).toMatchObject({ by: MEGAN, reason: ': inventory' });
  tamper(store.dataDir, "CREATE TRIGGER full BEFORE DELETE ON kv BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  await expect(frozen.lift(MEGAN, undefined)).rejects.toThrow('disk full');
  expect(await frozen.current()).toBeDefined();
  expect((await Array.fromAsync(store.audit.since(0))).map(({ activity }) => activity)).toEqual(['Changes frozen']);
});

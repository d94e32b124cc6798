import { describe, expect, it } from 'vitest';
import type { ChangeRecord } from '../../src/core/change-record.ts';
import { openForTest, tamper } from './open-for-test.ts';

const draft: Omit<ChangeRecord, 'number' | 'version'> = {
  state: 'previewed',
  requestedBy: { userId: 'megan', displayName: 'Megan Bowen' },
  language: 'en',
  command: { intent: 'assign_license', slots: { groups: ['HR Department'] }, reading: 'Assign E3', language: 'en' },
  changes: [{ kind: 'addMember', groupId: 'hr', userId: 'adele' }],
  targetGroupIds: ['hr'],
  targetUserIds: ['adele'],
  fingerprint: 'f',
  simulated: {
    people: 1,
    succeeded: 1,
    failed: 0,
    byError: {},
    fixed: 0,
    newlyFailing: 0,
    products: [],
    leftGroups: [],
  },
  createdAt: '2026-11-24T08:00:00.000Z',
};

describe('changes', () => {
  it('are numbered from 1001 upward and come back as they were kept', () => {
    const store = openForTest();
    const first = store.changes.create(draft);
    expect(first).toEqual({ ...draft, number: 1001, version: 1 });
    expect(store.changes.create(draft).number).toBe(1002);
    expect(store.changes.get(1001)).toEqual(first);
    expect(store.changes.get(999)).toBeUndefined();
  });

  it('are still there, and numbered on, after a restart', () => {
    const store = openForTest();
    store.changes.create(draft);
    store.close();
    const again = openForTest({ dataDir: store.dataDir });
    expect(again.changes.get(1001)).toMatchObject(draft);
    expect(again.changes.create(draft).number).toBe(1002);
  });

  it('go on for one of twenty who press at once', () => {
    const { changes } = openForTest();
    const seen = changes.create(draft);
    const winners = Array.from({ length: 20 }, () => changes.advance(seen, { state: 'queued' })).filter(Boolean);
    expect(winners).toEqual([{ ...seen, state: 'queued', version: 2 }]);
    expect(changes.get(seen.number)).toEqual(winners[0]);
  });

  it('do not go on from a version that is over, nor when they are unknown', () => {
    const { changes } = openForTest();
    const first = changes.create(draft);
    const second = changes.advance(first, { state: 'queued' });
    expect(changes.advance(first, { state: 'dismissed' })).toBeUndefined();
    expect(second && changes.advance(second, { state: 'running' })?.version).toBe(3);
    expect(changes.advance({ ...first, number: 5 }, { state: 'queued' })).toBeUndefined();
  });

  it('are found by state, and by group or person, newest first', () => {
    const { changes } = openForTest();
    const first = changes.create(draft);
    const second = changes.create({ ...draft, targetGroupIds: ['kiosk'] });
    changes.advance(first, { state: 'running' });
    expect(changes.inState('running', 'queued').map((change) => change.number)).toEqual([first.number]);
    expect(changes.inState()).toEqual([]);
    expect(changes.about('adele', 10).map((change) => change.number)).toEqual([second.number, first.number]);
    expect(changes.about('kiosk', 10).map((change) => change.number)).toEqual([second.number]);
    expect(changes.latest(1).map((change) => change.number)).toEqual([second.number]);
  });

  it('are found by whom they change too, also when that is known only later', () => {
    const { changes } = openForTest();
    const leave = { kind: 'removeMember', groupId: 'mended elsewhere', userId: 'ann' } as const;
    const fix = changes.create({ ...draft, changes: [leave] });
    const offered = changes.create({ ...draft, changes: [] });
    changes.advance(offered, { changes: [leave] });
    const numbers = [offered.number, fix.number];
    expect(changes.about('mended elsewhere', 10).map((change) => change.number)).toEqual(numbers);
    expect(changes.about('ann', 10).map((change) => change.number)).toEqual(numbers);
  });

  it('are not believed when the disk changed them', () => {
    const { changes, dataDir } = openForTest();
    const { number } = changes.create(draft);
    tamper(dataDir, "UPDATE changes SET record = replace(record, 'adele', 'adelf')");
    expect(() => changes.get(number)).toThrow('change 1001 is not what was written');
  });
});

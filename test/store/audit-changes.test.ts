import { describe, expect, it } from 'vitest';
import type { ChangeRecord } from '../../src/core/change-record.ts';
import { openForTest } from './open-for-test.ts';

const MEGAN = { userId: 'megan', displayName: 'Megan Bowen' };
const NOTHING = {
  people: 0,
  succeeded: 0,
  failed: 0,
  byError: {},
  fixed: 0,
  newlyFailing: 0,
  products: [],
  leftGroups: [],
};
const GIVE = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: 'e3', disabledPlans: [] }],
  removeLicenses: [],
} as const;
const TAKE = { ...GIVE, addLicenses: [], removeLicenses: ['e3'] };

const asked = (more: Partial<ChangeRecord> = {}): Omit<ChangeRecord, 'number' | 'version'> => ({
  state: 'previewed',
  requestedBy: MEGAN,
  language: 'en',
  command: { intent: 'assign_license', slots: {}, reading: 'Assign Office 365 E3 to HR', language: 'en' },
  reason: 'the pilot begins',
  changes: [GIVE],
  targetGroupIds: ['hr'],
  targetUserIds: [],
  fingerprint: 'f',
  simulated: NOTHING,
  createdAt: '2026-11-24T08:00:00.000Z',
  ...more,
});

function must(record: ChangeRecord | undefined): ChangeRecord {
  if (record === undefined) throw new Error('somebody else was first');
  return record;
}

describe('the steps of a change in the audit log', () => {
  it('say who, what, why, before and after, the number, and how it came out', () => {
    const { changes, audit } = openForTest();
    const record = changes.create(asked());
    const queued = must(changes.advance(record, { state: 'queued', inverse: [TAKE] }));
    const running = must(changes.advance(queued, { state: 'running' }));
    changes.advance(running, { state: 'finished', real: { ...NOTHING, people: 10, succeeded: 9, failed: 1 } });
    const lines = audit.about('hr', 10).toReversed();
    expect(lines.map(({ activity, actor }) => `${activity}: ${actor.displayName}`)).toEqual([
      'Change requested: Megan Bowen',
      'Change applied: Megan Bowen',
      'Change started: Seatkeeper',
      'Change finished: Seatkeeper',
    ]);
    expect(lines[0]?.details).toMatchObject({ number: 1001, reason: 'the pilot begins', changes: [GIVE] });
    expect(lines[1]?.details).toMatchObject({ number: 1001, before: [TAKE], after: [GIVE] });
    expect(lines[3]?.details).toMatchObject({ outcome: { succeeded: 9, failed: 1 } });
  });

  it('name who approved, who rejected and who stopped it', () => {
    const { changes, audit } = openForTest();
    const nestor = { userId: 'nestor', displayName: 'Nestor Wilke' };
    const times = { askedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2026-11-25T08:00:00.000Z', losing: 30 };
    const decided = (verdict: 'approved' | 'rejected') => ({
      approval: { ...times, decision: { verdict, by: nestor, at: '2026-11-24T09:00:00.000Z' } },
    });
    const waiting = () => must(changes.advance(changes.create(asked()), { state: 'waiting', approval: times }));
    const queued = must(changes.advance(waiting(), { state: 'queued', ...decided('approved') }));
    changes.advance(queued, { state: 'cancelling' }, { userId: 'alex', displayName: 'Alex Wilber' });
    changes.advance(waiting(), { state: 'rejected', ...decided('rejected') });
    const lines = audit.about('hr', 20).map(({ activity, actor }) => `${activity}: ${actor.displayName}`);
    expect(lines).toContain('Change applied: Nestor Wilke');
    expect(lines).toContain('Cancellation requested: Alex Wilber');
    expect(lines).toContain('Change rejected: Nestor Wilke');
  });

  it('tell an undo and a fix from other changes', () => {
    const { changes, audit } = openForTest();
    changes.create(asked({ undoes: 1001 }));
    changes.create(asked({ fixes: 1001 }));
    expect(audit.about('hr', 2).map(({ activity }) => activity)).toEqual(['Fix requested', 'Undo requested']);
  });

  it('are as many as there were steps: a lost race, progress and offers of fixes leave none', () => {
    const { changes, audit } = openForTest();
    const record = changes.create(asked());
    changes.create(asked({ changes: [] }));
    const queued = must(changes.advance(record, { state: 'queued' }));
    expect(changes.advance(record, { state: 'dismissed' })).toBeUndefined();
    changes.advance(queued, { progress: { total: 10, processed: 1, assigned: 1, failed: 0 } });
    expect([...audit.since(0)].map(({ activity }) => activity)).toEqual(['Change requested', 'Change applied']);
  });

  it('stand or fall with the change itself', () => {
    const store = openForTest();
    const broken = () =>
      store.transaction(() => {
        store.changes.create(asked());
        throw new Error('the work failed');
      });
    expect(broken).toThrow('the work failed');
    expect([...store.audit.since(0)]).toEqual([]);
    expect(store.changes.latest(1)).toEqual([]);
  });
});

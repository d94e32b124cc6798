import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/store/audit.ts';
import { openForTest, tamper } from './open-for-test.ts';

const entry = (activity: string, target = 'hr'): AuditEntry => ({
  time: '2026-11-24T08:00:00.000Z',
  activity,
  actor: { userId: 'megan', displayName: 'Megan Bowen' },
  target,
  details: { reason: activity },
});

function written() {
  const store = openForTest();
  store.audit.append([entry('first'), entry('second', 'kiosk'), entry('third')]);
  store.audit.append([entry('fourth')]);
  return store;
}

describe('the audit log', () => {
  it('numbers its records from 1, without gaps, each bound to the one before', () => {
    const records = [...written().audit.since(0)];
    expect(records.map((record) => record.seq)).toEqual([1, 2, 3, 4]);
    expect(records.slice(1).map((record) => record.prevHash)).toEqual(records.slice(0, 3).map((record) => record.hash));
    expect(records[1]).toMatchObject(entry('second', 'kiosk'));
  });

  it('is read from anywhere, and by what it is about, newest first', () => {
    const { audit } = written();
    expect([...audit.since(2)].map((record) => record.activity)).toEqual(['third', 'fourth']);
    expect(audit.about('hr', 2).map((record) => record.activity)).toEqual(['fourth', 'third']);
    expect(audit.about('nobody', 2)).toEqual([]);
  });

  it('is undone with the transaction around it', () => {
    const store = written();
    const broken = () =>
      store.transaction(() => {
        store.audit.append([entry('never')]);
        throw new Error('the work failed');
      });
    expect(broken).toThrow('the work failed');
    store.audit.append([entry('fifth')]);
    expect([...store.audit.since(4)].map((record) => record.activity)).toEqual(['fifth']);
    expect(store.verifyAudit()).toMatchObject({ intact: 5 });
  });

  it('holds nothing back when a look at it stops early', () => {
    const { audit, dataDir } = written();
    for (const record of audit.since(0)) {
      expect(record.seq).toBe(1);
      break;
    }
    audit.append([entry('fifth')]);
    const other = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
    expect(other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).toMatchObject({ busy: 0 });
    other.close();
  });

  it('takes no update and no deletion', () => {
    const { dataDir } = written();
    expect(() => tamper(dataDir, "UPDATE audit SET activity = 'x'")).toThrow('append-only');
    expect(() => tamper(dataDir, 'DELETE FROM audit')).toThrow('append-only');
  });
});

describe('verifying the audit log', () => {
  const unlocked = 'DROP TRIGGER audit_is_append_only_update; DROP TRIGGER audit_is_append_only_delete;';

  it('finds an untouched log intact, and an empty one too', () => {
    expect(written().verifyAudit()).toEqual({ intact: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(openForTest().verifyAudit()).toMatchObject({ intact: 0 });
  });

  it.each([
    ['changed', "UPDATE audit SET details = '{}' WHERE seq = 3", 3, 'content'],
    ['given another time', "UPDATE audit SET time = '2027' WHERE seq = 1", 1, 'content'],
    ['given another actor', 'UPDATE audit SET actor = \'{"displayName":"x"}\' WHERE seq = 2', 2, 'content'],
    ['taken out', 'DELETE FROM audit WHERE seq = 2', 2, 'missing'],
    ['taken off the start', 'DELETE FROM audit WHERE seq = 1', 1, 'missing'],
    ['cut off the end', 'DELETE FROM audit WHERE seq = 4', 4, 'up to record 4'],
    ['moved', 'UPDATE audit SET seq = 9 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3', 2, 'bound'],
    ['given another hash', "UPDATE audit SET hash = 'x' WHERE seq = 2", 2, 'content'],
  ])('names the first broken record when one was %s', (_, sql, seq, reason) => {
    const store = written();
    tamper(store.dataDir, unlocked + sql);
    expect(store.verifyAudit().broken).toEqual({ seq, reason: expect.stringContaining(reason) });
  });
});

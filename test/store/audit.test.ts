import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/store/sqlite/audit.ts';
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

  const SWAP =
    'UPDATE audit SET seq = 9 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 9';

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
    ['swapped with the next', SWAP, 2, 'bound'],
    ['given another hash', "UPDATE audit SET hash = 'x' WHERE seq = 2", 2, 'content'],
  ])('names the first broken record when one was %s', (_, sql, seq, reason) => {
    const store = written();
    tamper(store.dataDir, unlocked + sql);
    expect(store.verifyAudit().broken).toEqual({ seq, reason: expect.stringContaining(reason) });
  });

  it('finds any one byte of a record that changed in the file', () => {
    const store = written();
    store.close();
    const path = join(store.dataDir, 'seatkeeper.sqlite');
    const file = readFileSync(path);
    const offsets = ['first', 'second', 'third', 'fourth'].flatMap((word) => everyIndex(file, `{"reason":"${word}"}`));
    expect(offsets.length).toBeGreaterThanOrEqual(4);
    for (const offset of offsets) {
      for (const at of [11, 14]) {
        const damaged = Buffer.from(file);
        damaged.writeUInt8(damaged.readUInt8(offset + at) ^ 1, offset + at);
        writeFileSync(path, damaged);
        const opened = openForTest({ dataDir: store.dataDir });
        expect(opened.verifyAudit().broken?.seq).toBeGreaterThan(0);
        opened.close();
      }
    }
  });

  it('finds a chain that was written anew by the head that was noted before', () => {
    const store = written();
    const { head } = store.verifyAudit();
    store.audit.append([entry('fifth')]);
    expect(store.verifyAudit(head)).toMatchObject({ intact: 5 });
    const forged = openForTest();
    forged.audit.append([entry('first'), entry('third'), entry('fourth'), entry('fifth')]);
    expect(forged.verifyAudit()).not.toHaveProperty('broken');
    expect(forged.verifyAudit(head).broken?.reason).toContain(head);
  });

  it('rests between slices, and sees what is written meanwhile', () => {
    const store = openForTest();
    store.audit.append(Array.from({ length: 4_500 }, (_, index) => entry(`act ${index}`)));
    const slices = store.verifyAuditInSlices();
    expect(slices.next()).toEqual({ done: false, value: undefined });
    store.audit.append([entry('meanwhile')]);
    expect(slices.next().done).toBe(false);
    expect(slices.next()).toMatchObject({ done: true, value: { intact: 4_501 } });
  });
});

function everyIndex(file: Buffer, text: string): readonly number[] {
  const found: number[] = [];
  for (let at = file.indexOf(text); at !== -1; at = file.indexOf(text, at + 1)) found.push(at);
  return found;
}

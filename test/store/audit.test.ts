import { readFileSync, writeFileSync } from 'node:fs';
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

async function written() {
  const store = openForTest();
  await store.audit.append([entry('first'), entry('second', 'kiosk'), entry('third')]);
  await store.audit.append([entry('fourth')]);
  return store;
}

describe('the audit log', () => {
  it('holds nothing back when a look at it stops early', async () => {
    const { audit, dataDir } = await written();
    for await (const record of audit.since(0)) {
      expect(record.seq).toBe(1);
      break;
    }
    await audit.append([entry('fifth')]);
    const other = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
    expect(other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).toMatchObject({ busy: 0 });
    other.close();
  });

  it('takes no update and no deletion', async () => {
    const { dataDir } = await written();
    expect(() => tamper(dataDir, "UPDATE audit SET activity = 'x'")).toThrow('append-only');
    expect(() => tamper(dataDir, 'DELETE FROM audit')).toThrow('append-only');
  });
});

describe('verifying the audit log', () => {
  const unlocked = 'DROP TRIGGER audit_is_append_only_update; DROP TRIGGER audit_is_append_only_delete;';

  const SWAP =
    'UPDATE audit SET seq = 9 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 9';

  it('finds an untouched log intact, and an empty one too', async () => {
    expect(await (await written()).verifyAudit()).toEqual({ intact: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await openForTest().verifyAudit()).toMatchObject({ intact: 0 });
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
  ])('names the first broken record when one was %s', async (_, sql, seq, reason) => {
    const store = await written();
    tamper(store.dataDir, unlocked + sql);
    expect((await store.verifyAudit()).broken).toEqual({ seq, reason: expect.stringContaining(reason) });
  });

  it('finds any one byte of a record that changed in the file', async () => {
    const store = await written();
    await store.close();
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
        expect((await opened.verifyAudit()).broken?.seq).toBeGreaterThan(0);
        await opened.close();
      }
    }
  });

  it('finds a chain that was written anew by the head that was noted before', async () => {
    const store = await written();
    const { head } = await store.verifyAudit();
    await store.audit.append([entry('fifth')]);
    expect(await store.verifyAudit(head)).toMatchObject({ intact: 5 });
    const forged = openForTest();
    await forged.audit.append([entry('first'), entry('third'), entry('fourth'), entry('fifth')]);
    expect(await forged.verifyAudit()).not.toHaveProperty('broken');
    expect((await forged.verifyAudit(head)).broken?.reason).toContain(head);
  });
});

function everyIndex(file: Buffer, text: string): readonly number[] {
  const found: number[] = [];
  for (let at = file.indexOf(text); at !== -1; at = file.indexOf(text, at + 1)) found.push(at);
  return found;
}

import { describe, expect, it } from 'vitest';
import { startChild } from './child-process.ts';
import { openForTest } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** What is left of a log whose records were written in pairs. */
async function remains(dataDir: string) {
  const store = openForTest({ dataDir });
  const records = await Array.fromAsync(store.audit.since(0));
  const pairs = records.filter((record) => record.activity === 'second half').length;
  const { broken } = await store.verifyAudit();
  await store.close();
  return { pairs, records: records.length, broken: broken !== undefined };
}

describe('a process that is killed while it writes', () => {
  it('loses nothing that was committed and leaves no half of a transaction, again and again', async () => {
    const dataDir = temporaryDirectory();
    let before = 0;
    for (let kill = 1; kill <= 8; kill += 1) {
      const child = startChild('write', dataDir);
      let acknowledged = 0;
      while (acknowledged < kill) {
        acknowledged = countOf(await child.line()) ?? acknowledged;
      }
      for (const line of await child.kill()) {
        acknowledged = countOf(line) ?? acknowledged;
      }
      const { pairs, records, broken } = await remains(dataDir);
      expect(records).toBe(2 * pairs);
      expect(broken).toBe(false);
      expect(pairs - before).toBeGreaterThanOrEqual(acknowledged);
      // One more than it could tell of may have been committed, never two.
      expect(pairs - before).toBeLessThanOrEqual(acknowledged + 1);
      before = pairs;
    }
  });
});

describe('a disk that fails in the middle of a transaction', () => {
  it('is told as a fault, and what was committed before stays whole', async () => {
    const dataDir = temporaryDirectory();
    const child = startChild('write', dataDir, { fileBlocks: 300 });
    let acknowledged = 0;
    let last = '';
    for (let line = await child.line(); line !== undefined; line = await child.line()) {
      acknowledged = countOf(line) ?? acknowledged;
      last = line;
    }
    expect(last).toMatch(/^(Io|Full) .*seatkeeper\.sqlite/);
    expect(acknowledged).toBeGreaterThan(0);
    expect(await remains(dataDir)).toEqual({ pairs: acknowledged, records: 2 * acknowledged, broken: false });
  });
});

function countOf(line: string | undefined): number | undefined {
  return line?.startsWith('committed ') ? Number(line.slice('committed '.length)) : undefined;
}

import { describe, expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../../src/engine/clock.ts';
import { StoreFault } from '../../../src/store/fault.ts';
import { openPostgresStore, type PostgresStore, readPostgresStore } from '../../../src/store/postgres/open-store.ts';
import { virtualClock } from '../../engine/virtual-clock.ts';
import { startChild } from '../child-process.ts';
import { databaseForTest, execute, isLeftOut } from './database.ts';
import { type Loss, toxicNetwork } from './toxic.ts';

const entry = (activity: string) => ({
  time: '2026-11-24T08:00:00.000Z',
  activity,
  actor: { displayName: 'Megan Bowen' },
  target: 'hr',
  details: {},
});

const activitiesIn = async ({ audit }: PostgresStore) =>
  (await Array.fromAsync(audit.since(0))).map(({ activity }) => activity);

/** Its owner may have held on to it once more, in the moment before: whoever waits for it tries again. */
async function takenFrom(url: string): Promise<PostgresStore> {
  for (;;) {
    await execute(url, "UPDATE store SET held_until = '-infinity'");
    try {
      return await openHere(url);
    } catch (error) {
      if (!(error instanceof StoreFault && error.code === 'InUse')) throw error;
    }
  }
}

async function openHere(url: string, clock: Clock = systemClock): Promise<PostgresStore> {
  const store = await openPostgresStore(url, clock);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

const elsewhere = (url: string, change: (url: URL) => void) => {
  const other = new URL(url);
  change(other);
  return other.href;
};

describe.skipIf(isLeftOut)('opening a database', () => {
  it.each<[string, string, (url: URL) => void]>([
    ['Refused', 'refused the user or the password that DATABASE_URL names', (url) => (url.password = 'hunter2')],
    ['Absent', 'has no database of the name that DATABASE_URL gives', (url) => (url.pathname = '/nowhere')],
    ['Io', 'cannot be reached', (url) => (url.port = '1')],
  ])('that is not there says so, and tells no password: %s', async (code, words, change) => {
    const url = elsewhere(await databaseForTest(), change);
    const fault = await openPostgresStore(url, systemClock).catch((error) => error);
    expect(fault).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(fault.message).not.toMatch(/hunter2|secret/);
  });

  it('that a newer Seatkeeper wrote is refused, and stays as it is', async () => {
    const url = await databaseForTest();
    await (await openHere(url)).close();
    await execute(url, 'UPDATE schema_version SET version = 99; DROP TABLE kv');
    for (const open of [openPostgresStore, readPostgresStore]) {
      await expect(open(url, systemClock)).rejects.toMatchObject({
        code: 'NewerSchema',
        message: expect.stringContaining('was written by a newer Seatkeeper (schema 99'),
      });
    }
    await execute(url, 'CREATE TABLE kv ()');
  });

  it('to look at it makes nothing, and writes nothing', async () => {
    const url = await databaseForTest();
    expect(await readPostgresStore(url, systemClock)).toBeUndefined();
    const owner = await openHere(url);
    await owner.audit.append([entry('first')]);
    const reader = await readPostgresStore(url, systemClock);
    onTestFinished(() => reader?.close());
    expect(await reader?.verifyAudit()).toMatchObject({ intact: 1 });
    await expect(reader?.audit.append([entry('second')])).rejects.toMatchObject({ code: 'NotWritable' });
  });

  it('brings it up to date through a process that is killed at any statement', async () => {
    const script = new URL('killed-migration.ts', import.meta.url);
    // Each takes a process: all of them with KILL_POINTS.
    const next = (at: number) => (process.env['KILL_POINTS'] === undefined ? Math.ceil(at * 2.5) : at + 1);
    let killed = 0;
    for (let at = 1; ; at = next(at)) {
      const url = await databaseForTest();
      const child = startChild(String(at), url, { script });
      const end = await child.line();
      await child.kill();
      await execute(
        url,
        "DO $$ BEGIN UPDATE store SET held_until = '-infinity'; EXCEPTION WHEN undefined_table THEN END $$",
      );
      const store = await openHere(url);
      await store.audit.append([entry('first')]);
      expect(await store.verifyAudit()).toMatchObject({ intact: 1 });
      await store.close();
      if (end === 'open') break;
      killed += 1;
    }
    expect(killed).toBeGreaterThan(2);
  });

  it('that takes nothing for now, as one that just took the place of another, is away: whoever waits goes on waiting', async () => {
    const url = await databaseForTest();
    await (await openHere(url)).close();
    const readOnly = elsewhere(url, ({ searchParams }) =>
      searchParams.set('options', `${searchParams.get('options')} -c default_transaction_read_only=on`),
    );
    const away = { code: 'Io', message: expect.stringContaining('read-only') };
    await expect(openPostgresStore(readOnly, systemClock)).rejects.toMatchObject(away);
  });

  it('at once by several leaves one owner, and tables that are whole', async () => {
    const url = await databaseForTest();
    const opened = await Promise.allSettled([1, 2, 3].map(() => openHere(url)));
    const refused = opened.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const { reason } of refused as PromiseRejectedResult[]) expect(reason).toMatchObject({ code: 'InUse' });
  });
});

describe.skipIf(isLeftOut)('the owner of a database', () => {
  it('keeps others out, who hear which process it is', async () => {
    const url = await databaseForTest();
    const owner = await openHere(url);
    await expect(openPostgresStore(url, systemClock)).rejects.toThrow(`is in use by process ${process.pid} on `);
    await owner.check();
    await owner.close();
    await openHere(url);
  });

  it('writes nothing more once somebody else has taken it, whatever it was in the middle of', async () => {
    const url = await databaseForTest();
    // Time stands still for who sleeps: nothing is renewed.
    const zombie = await openHere(url, virtualClock());
    const middle = Promise.withResolvers<void>();
    const asleep = Promise.withResolvers<void>();
    const late = async () => {
      asleep.resolve();
      await middle.promise;
      throw new Error('not reached: the connection is gone');
    };
    await zombie.audit.append([entry('before')]);
    const inTheMiddle = zombie.transaction(({ audit }) => audit.append([entry('half')]).then(late)).catch(String);
    await asleep.promise;
    // Its claim runs out; its transaction would hold the row for ever, and the database ends it.
    const owner = await takenFrom(url);
    middle.resolve();
    await inTheMiddle;
    const refusal = { code: 'InUse', message: expect.stringContaining('was taken by another process') };
    await expect(zombie.audit.append([entry('after')])).rejects.toMatchObject(refusal);
    await expect(zombie.kv('cards').set('a', 1)).rejects.toMatchObject(refusal);
    await expect(zombie.check()).rejects.toMatchObject(refusal);
    await owner.audit.append([entry('mine')]);
    expect(await activitiesIn(owner)).toEqual(['before', 'mine']);
  });
});

describe.skipIf(isLeftOut)('a database that was set back', () => {
  it('is written no more by who remembers what it lost, also when nobody else has taken it', async () => {
    const url = await databaseForTest();
    const store = await openHere(url);
    await store.audit.append([entry('kept')]);
    await execute(url, 'CREATE TABLE before AS SELECT last_write FROM store');
    await store.audit.append([entry('lost')]);
    // As a replica of it that was behind and took its place.
    await execute(url, 'UPDATE store SET last_write = before.last_write FROM before');
    const refusal = { code: 'Replaced', message: expect.stringContaining('has lost what was written last') };
    await expect(store.audit.append([entry('after')])).rejects.toMatchObject(refusal);
    await expect(store.check()).rejects.toMatchObject(refusal);
    expect(store.lost.aborted).toBe(true);
    await store.close();
    expect(await activitiesIn(await openHere(url))).toEqual(['kept', 'lost']);
  });
});

describe.skipIf(isLeftOut)('a commit', () => {
  it.each<[Loss, string[]]>([
    ['answer', ['before', 'in doubt', 'after']],
    ['commit', ['before', 'after']],
  ])('whose %s the network loses is done, or said not to be', async (loses, activities) => {
    const network = await toxicNetwork(await databaseForTest());
    const store = await openHere(network.url);
    await store.audit.append([entry('before')]);
    network.loses = loses;
    const told: string[] = [];
    const doubtful = store
      .transaction(({ audit }) => audit.append([entry('in doubt')]), { committed: () => told.push('committed') })
      .then(() => told.push('resolved'))
      .catch((error) => told.push(error.code));
    await doubtful;
    expect(told).toEqual(loses === 'answer' ? ['committed', 'resolved'] : ['Io']);
    await store.audit.append([entry('after')]);
    expect(await activitiesIn(store)).toEqual(activities);
    expect(await store.verifyAudit()).not.toHaveProperty('broken');
  });
});

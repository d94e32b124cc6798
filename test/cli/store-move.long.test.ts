import { describe, expect, it, onTestFinished } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { openStoreOf } from '../../src/directory/embedded/open-store.ts';
import type { SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { E3, smallTenant } from '../directory/small-tenant.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from '../store/open-for-test.ts';
import { databaseForTest, execute, isLeftOut } from '../store/postgres/database.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { seatkeeper } from './terminal.ts';

const PREVIEWED = {
  state: 'previewed',
  requestedBy: { userId: 'megan', displayName: 'Megan Bowen' },
  language: 'en',
  command: { intent: 'assign_license', slots: {}, reading: 'Assign E3', language: 'en' },
  changes: [{ kind: 'removeMember', groupId: 'kiosk', userId: 'adele' }],
  targetGroupIds: ['hr'],
  targetUserIds: [],
  fingerprint: 'f',
  simulated: {} as never,
  createdAt: '2026-11-24T08:00:00.000Z',
} as const;

/** The clock of the command is the machine's. */
const YEARS_MS = 1e12;

/** A directory in which something of each kind is kept. */
async function usedDirectory(): Promise<string> {
  const store = openForTest();
  const { tenant, runs, exclusively } = embeddedStore(store);
  await exclusively(() => tenant.fill(smallTenant()));
  await exclusively(() => tenant.setAssignedLicenses('hr', [{ skuId: E3, disabledPlans: [] }]));
  await exclusively(() => runs.start('hr', '2026-11-24T08:00:00.000Z'));
  await exclusively(() => runs.record('hr', { assigned: [], failed: [0] }));
  const schedule = { zone: 'UTC', startsAt: '2026-12-01T08:00:00.000Z' };
  const scheduled = await store.changes.create({ ...PREVIEWED, schedule });
  await store.changes.advance(scheduled, { state: 'scheduled' });
  const { number } = await store.changes.create({ ...PREVIEWED, reason: 'a \u0000 and \ud800 in it, and "quotes"' });
  await store.outbox.put('news', number, { of: 'start' });
  await store.kv('cards').set('19:place@thread', { activityId: '1' }, YEARS_MS);
  await store.values('freezes').put('tenant', { by: 'megan' });
  await store.close();
  return store.dataDir;
}

/** What a bot would find. */
async function everythingIn(kept: { readonly dataDir: string; readonly databaseUrl?: string }) {
  const store = await openStoreOf({ databaseUrl: undefined, ...kept }, { clock: virtualClock() });
  onTestFinished(() => store.close().catch(() => undefined));
  const found = await readAll(store);
  await store.close();
  return found;
}

async function readAll(store: SqliteStore) {
  const { users, groups, subscribedSkus, directoryRoles, rules } =
    embeddedStore(store).tenant.snapshot() ?? expect.fail('there is no tenant');
  return {
    tenant: JSON.stringify([rules, subscribedSkus, directoryRoles, [...users], [...groups]]),
    runs: embeddedStore(store).runs.open(),
    changes: await store.changes.latest(10),
    toCome: (await store.changes.toCome()).map(({ number }) => number),
    aboutAdele: (await store.changes.about('adele', 10)).map(({ number }) => number),
    audit: await Array.fromAsync(store.audit.since(0)),
    verdict: await store.verifyAudit(),
    untold: await store.outbox.of('news'),
    cards: await store.kv('cards').entries(),
    freeze: await store.values('freezes').get('tenant'),
  };
}

describe.skipIf(isLeftOut)('store move', () => {
  it('takes all that is kept into a database and back, and goes on there', async () => {
    const [dataDir, databaseUrl, back] = [await usedDirectory(), await databaseForTest(), temporaryDirectory()];
    const before = await everythingIn({ dataDir });
    const there = await seatkeeper(['store', 'move', 'postgres'], {
      env: { DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    });
    expect(there).toMatchObject({ code: 0, err: '' });
    expect(there.out).toContain('Moved 2 changes, 3 audit records, 3 rows of what is remembered');
    expect(await everythingIn({ dataDir: 'not used', databaseUrl })).toEqual(before);
    const store = await openStoreOf({ dataDir: 'not used', databaseUrl }, { clock: virtualClock() });
    expect((await store.changes.create(PREVIEWED)).number).toBe(1003);
    expect(await store.outbox.put('news', 1003, {})).toBe(2);
    await store.close();
    const after = await everythingIn({ dataDir: 'not used', databaseUrl });
    const env = { DATA_DIR: back, DATABASE_URL: databaseUrl };
    expect(await seatkeeper(['store', 'move', 'directory'], { env })).toMatchObject({ code: 0, err: '' });
    expect(await everythingIn({ dataDir: back })).toEqual(after);
    expect(await everythingIn({ dataDir })).toEqual(before);
  });

  it('moves nothing to where something is kept, nor what is damaged', async () => {
    const [dataDir, databaseUrl] = [await usedDirectory(), await databaseForTest()];
    const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    const [owner, other] = [await usedDirectory(), await databaseForTest()];
    expect((await seatkeeper(['store', 'move', 'postgres'], { env })).code).toBe(0);
    for (const to of ['postgres', 'directory']) {
      const again = await seatkeeper(['store', 'move', to], { env });
      expect(again).toMatchObject({ code: 78, err: expect.stringContaining('Nothing is moved: ') });
    }
    tamper(owner, "UPDATE changes SET record = replace(record, 'quotes', 'kvotes')");
    const damaged = { DATA_DIR: owner, DATABASE_URL: other };
    expect(await seatkeeper(['store', 'move', 'postgres'], { env: damaged })).toMatchObject({ code: 78 });
    await execute(other, "DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM audit), 'something was moved'; END $$");
  });

  it('is wrong use without a database, or to nowhere', async () => {
    const env = { DATA_DIR: temporaryDirectory() };
    expect((await seatkeeper(['store', 'move', 'postgres'], { env })).err).toContain('DATABASE_URL is not set');
    expect(await seatkeeper(['store', 'move', 'paper'], { env })).toMatchObject({ code: 2 });
  });
});

import { describe, expect, it } from 'vitest';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from '../store/open-for-test.ts';
import { E3, MEGAN, smallTenant } from './small-tenant.ts';

/** A directory whose HR was given E3, and what the engine decided about it. */
async function decided(usersPerSecond?: number, clock = virtualClock(), snapshot = smallTenant()) {
  const store = openForTest({ clock });
  const directory = await openEmbeddedDirectory(store, { clock, usersPerSecond, snapshot: () => snapshot });
  const addLicenses = [{ skuId: E3, disabledPlans: [] }];
  await directory.change([{ kind: 'assignGroupLicense', groupId: 'hr', addLicenses, removeLicenses: [] }], MEGAN);
  const { tenant } = directory;
  const { changes } = tenant.attempt(() => reconcile(tenant, { users: 'everyone', now: '2026-11-24T08:00:00.000Z' }));
  const counts: number[] = [];
  const stopping = new AbortController();
  const apply = () =>
    directory.apply(changes, { signal: stopping.signal, onApplied: (part) => void counts.push(part.length) });
  const inMemory = () => changes.filter(({ user, after }) => tenant.rows(user) === after).length;
  const inStore = () =>
    [...(embeddedStore(store).tenant.snapshot()?.users ?? [])].filter((user) => user.licenseAssignmentStates).length;
  return { clock, store, directory, changes, counts, stopping, apply, inMemory, inStore };
}

describe('applying rows', () => {
  it.each([
    { what: 'the disk takes long: more people to a transaction', elapses: 50, computes: 0, parts: [100, 200, 400] },
    { what: 'they take long to compute: few', elapses: 60, computes: 60, parts: [100, 100, 100, 100, 100, 100, 100] },
  ])('where $what', async ({ elapses, computes, parts }) => {
    let [elapsedMs, computedMs] = [0, 0];
    const clock = {
      ...virtualClock(),
      elapsedMs: () => (elapsedMs += elapses),
      effortMs: () => (computedMs += computes),
    };
    const { apply, counts } = await decided(undefined, clock, smallTenant({ people: 699 }));
    expect(await apply()).toBe(700);
    expect(counts).toEqual(parts);
  });

  it('brings memory and store to what was decided, and says how many', async () => {
    const { apply, changes, counts, inMemory, inStore } = await decided();
    expect(await apply()).toBe(changes.length);
    expect(counts).toEqual([11]);
    expect([inMemory(), inStore()]).toEqual([11, 11]);
  });

  it('keeps to its pace', async () => {
    const { apply, clock, counts } = await decided(8);
    const done = apply();
    await clock.advance(250);
    expect(counts).toEqual([2, 2]);
    await clock.advance(10_000);
    expect(await done).toBe(11);
    expect(counts).toEqual([2, 2, 2, 2, 2, 1]);
  });

  it('keeps to its pace also over calls: starting again gains nothing', async () => {
    const { directory, changes, clock } = await decided(4);
    let applied = 0;
    for (let call = 0; call < 9; call += 1) {
      const stopping = new AbortController();
      const rest = changes.slice(applied);
      const done = directory.apply(rest, { signal: stopping.signal, onApplied: () => undefined });
      await clock.advance(100);
      stopping.abort();
      applied += await done;
    }
    expect(applied).toBe(4);
  });

  it('keeps to its pace when the clock is set back in the middle of it', async () => {
    const { apply, clock, counts } = await decided(8);
    const done = apply();
    await clock.advance(100);
    clock.setBack(3_600_000);
    await clock.advance(10_000);
    expect(counts).toHaveLength(6);
    expect(await done).toBe(11);
  });

  it('stops at once when told, with nobody half done', async () => {
    const { apply, clock, stopping, inMemory, inStore } = await decided(4);
    const done = apply();
    await clock.advance(600);
    stopping.abort();
    expect(await done).toBe(3);
    expect([inMemory(), inStore()]).toEqual([3, 3]);
  });

  it('stops before somebody whose rows are not those that were decided on', async () => {
    const { apply, clock, directory, counts } = await decided(4);
    const addLicenses = [{ skuId: E3, disabledPlans: [] }];
    await directory.change([{ kind: 'assignUserLicense', userId: 'person-3', addLicenses, removeLicenses: [] }], MEGAN);
    const done = apply();
    await clock.advance(10_000);
    const before = counts.length;
    expect(await done).toBe(before);
    expect(before).toBeLessThan(11);
  });

  it('has memory follow the disk: what could not be stored is not there', async () => {
    const { apply, store, inMemory, inStore } = await decided();
    tamper(store.dataDir, "CREATE TRIGGER fail BEFORE INSERT ON run_parts BEGIN SELECT RAISE(ABORT, 'full'); END");
    await expect(apply()).rejects.toMatchObject({ code: 'Storage' });
    expect([inMemory(), inStore()]).toEqual([0, 0]);
    expect((await Array.fromAsync(store.audit.since(0))).map(({ activity }) => activity)).toEqual([
      'Set group license',
    ]);
    expect(embeddedStore(store).runs.open()).toEqual([]);
  });
});

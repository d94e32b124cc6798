import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/engine/clock.ts';
import { type Bucket, type SharedBucket, sharedBucket } from '../../../src/store/postgres/buckets.ts';
import { type Fleet, openFleet } from '../../../src/store/postgres/fleet.ts';
import { databaseForTest, isLeftOut } from './database.ts';

async function fleetAt(url: string): Promise<Fleet> {
  const fleet = await openFleet(url, systemClock);
  onTestFinished(() => fleet.close());
  return fleet;
}

/** The same bucket, as two processes have it. */
async function two(bucket: Omit<Bucket, 'name'>): Promise<readonly [SharedBucket, SharedBucket]> {
  const url = await databaseForTest();
  const of = async () => sharedBucket((await fleetAt(url)).database, { name: 'writes of app', ...bucket }, systemClock);
  return [await of(), await of()];
}

/** How much each got until the time was over. */
async function takenIn(ms: number, buckets: readonly SharedBucket[]): Promise<readonly number[]> {
  const untilMs = performance.now() + ms;
  const counts = buckets.map(() => 0);
  const use = async (bucket: SharedBucket, at: number) => {
    for (;;) {
      await bucket.take(1);
      if (performance.now() >= untilMs) return;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  };
  await Promise.all(buckets.map(use));
  return counts;
}

describe.skipIf(isLeftOut)('a limit that two processes share', { timeout: 20_000 }, () => {
  it('is kept by both together, and neither is left with nothing', async () => {
    const counts = await takenIn(3_000, await two({ atOnce: 100, perSecond: 100 }));
    const all = (counts[0] ?? 0) + (counts[1] ?? 0);
    expect(all).toBeLessThanOrEqual(100 + 100 * 3);
    expect(all).toBeGreaterThan(200);
    expect(Math.min(...counts)).toBeGreaterThan(30);
  });

  it('is what is there at once, and nothing before more has come', async () => {
    const [one, other] = await two({ atOnce: 100, perSecond: 50 });
    await one.take(50);
    await other.take(50);
    const startMs = performance.now();
    await Promise.all([one.take(20), other.take(20)]);
    // 40 at 50 a second.
    expect(performance.now() - startMs).toBeGreaterThan(700);
  });

  it('is another one for another app', async () => {
    const { database } = await fleetAt(await databaseForTest());
    const of = (name: string) => sharedBucket(database, { name, atOnce: 50, perSecond: 1 }, systemClock);
    const startMs = performance.now();
    await Promise.all([of('one').take(50), of('another').take(50)]);
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });
});

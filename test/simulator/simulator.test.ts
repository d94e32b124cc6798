import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

/** The whole bot in virtual time, with all that can go wrong around it; many more by hand: npm run simulate:faults -- 5000. */

const SEEDS = Number(process.env['SEEDS'] ?? 20);

test('whatever goes wrong, nothing is lost, done unseen or told twice, and everything comes to rest', async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violation } = await simulate(seed);
    expect(violation?.message, `npm run simulate:faults -- seed ${seed}`).toBeUndefined();
  }
}, 120_000);

test('the same seed gives the same, to the last line', async () => {
  const [first, second] = [await simulate(3), await simulate(3)];
  expect(second.trace).toEqual(first.trace);
  expect(second.hash).toBe(first.hash);
}, 60_000);

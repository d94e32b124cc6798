import { expect, it } from 'vitest';
import { systemClock } from '../../src/engine/clock.ts';

it('wakes a sleeper at once when it is told to stop', async () => {
  const before = systemClock.now().getTime();
  const stopping = new AbortController();
  const sleeping = systemClock.sleep(60_000, stopping.signal);
  stopping.abort();
  await sleeping;
  await systemClock.sleep(60_000, stopping.signal);
  expect(systemClock.now().getTime() - before).toBeLessThan(60_000);
});

it('sleeps as long as it was told, and lets others go first', async () => {
  const order: string[] = [];
  const before = performance.now();
  const sleeping = systemClock.sleep(20).then(() => order.push('slept'));
  setImmediate(() => order.push('others'));
  await systemClock.breathe();
  order.push('breathed');
  await sleeping;
  expect(order).toEqual(['others', 'breathed', 'slept']);
  expect(performance.now() - before).toBeGreaterThanOrEqual(19);
});

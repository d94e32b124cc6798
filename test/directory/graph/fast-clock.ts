import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../../../src/engine/clock.ts';

/** So many seconds pass in one: waits are short, and still longer than what they wait for. */
const SPEED = 30;

/** A clock that runs fast, for real connections. */
export function fastClock(start = '2026-11-24T08:00:00.000Z'): Clock {
  const began = performance.now();
  return {
    now: () => new Date(Date.parse(start) + (performance.now() - began) * SPEED),
    elapsedMs: () => (performance.now() - began) * SPEED,
    async sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted) return;
      await setTimeout(ms / SPEED, undefined, signal && { signal }).catch(() => undefined);
    },
    breathe: () => setImmediate(),
  };
}

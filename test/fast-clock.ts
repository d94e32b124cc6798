import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../src/engine/clock.ts';

/** A clock on which so many seconds pass in one, for real connections: waits are short, and still longer than what they wait for. */
export function fastClock(speed: number, start = new Date().toISOString()): Clock {
  const began = performance.now();
  const elapsedMs = () => (performance.now() - began) * speed;
  return {
    now: () => new Date(Date.parse(start) + elapsedMs()),
    elapsedMs,
    async sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted) return;
      await setTimeout(Math.min(ms / speed, LONGEST_MS), undefined, signal && { signal }).catch(() => undefined);
    },
    breathe: () => setImmediate(),
  };
}

/** `setTimeout` fires at once when asked to wait longer. */
const LONGEST_MS = 2 ** 31 - 1;

import type { Clock } from './clock.ts';

/** Waits for the work, but no longer than that: it goes on, and nobody waits for it any more. Throws what it throws. */
export async function within(ms: number, work: Promise<unknown>, clock: Pick<Clock, 'sleep'>): Promise<void> {
  const isOver = new AbortController();
  try {
    await Promise.race([work, clock.sleep(ms, isOver.signal)]);
  } finally {
    isOver.abort();
  }
}

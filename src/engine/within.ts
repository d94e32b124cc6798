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

/** Does the work with a signal that is aborted when it takes longer. Throws what it throws. */
export async function inTime<T>(
  ms: number,
  work: (late: AbortSignal) => Promise<T>,
  clock: Pick<Clock, 'sleep'>,
): Promise<T> {
  const [late, isOver] = [new AbortController(), new AbortController()];
  void clock.sleep(ms, isOver.signal).then(() => late.abort(new DOMException('nobody answered', 'TimeoutError')));
  try {
    return await work(late.signal);
  } finally {
    isOver.abort();
  }
}

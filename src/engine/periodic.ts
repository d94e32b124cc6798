import type { Clock } from './clock.ts';

/** What could not be done, or not be kept, is tried again after this time. */
export const AFTER_FAULT_MS = 5_000;

/** Looks again and again: when it starts, when it is woken, and when the time is over that the last look answered. */
export interface Periodic {
  /** `after`: nothing is looked at before that is over. */
  start(after?: Promise<unknown>): void;
  wake(): void;
  /** Resolves when the look that is under way is over. */
  close(): Promise<void>;
  /** Aborted when it is closed. */
  readonly closing: AbortSignal;
}

interface PeriodicOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  /** A look that throws is repeated after this time. */
  readonly afterFaultMs?: number;
  readonly onFault: (error: unknown) => void;
}

/** @param look does what is due; answers after how many milliseconds to look again */
export function periodic(
  look: () => Promise<number>,
  { clock, afterFaultMs = AFTER_FAULT_MS, onFault }: PeriodicOptions,
): Periodic {
  const closing = new AbortController();
  let nap = new AbortController();
  let running = Promise.resolve();

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      nap = new AbortController();
      const waitMs = await look().catch((error) => {
        onFault(error);
        return afterFaultMs;
      });
      await clock.sleep(waitMs, AbortSignal.any([closing.signal, nap.signal]));
    }
  }

  return {
    closing: closing.signal,
    start(after = Promise.resolve()) {
      running = after.catch(onFault).then(run);
    },
    wake: () => nap.abort(),
    close() {
      closing.abort();
      return running;
    },
  };
}

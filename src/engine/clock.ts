import { setImmediate, setTimeout } from 'node:timers/promises';

/** Time, for everything outside of the core: the one way to ask for it and to wait. */
export interface Clock {
  now(): Date;
  /** Milliseconds since some moment, for ages and pauses: goes on evenly, however the clock of the machine is set. */
  elapsedMs(): number;
  /** Milliseconds that this thread has computed: less than what elapsed on a machine that is busy otherwise. Absent: not known. */
  effortMs?(): number;
  /** Resolves after `ms`, or at once when `signal` is or becomes aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets everything else that is due have its turn: between the slices of long work. */
  breathe(): Promise<void>;
}

/** `setTimeout` fires at once when asked to wait longer. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** What this thread has computed, in milliseconds. */
export function effortMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  effortMs,
  async sleep(ms, signal) {
    try {
      await setTimeout(Math.min(ms, LONGEST_SLEEP_MS), undefined, signal && { signal });
    } catch (error) {
      if (!signal?.aborted) {
        throw error;
      }
    }
  },
  breathe: () => setImmediate(),
};

/** The clock of the machine may be set, and a laptop may sleep: nobody waits longer than this without looking. */
export const LOOK_AGAIN_MS = 60_000;

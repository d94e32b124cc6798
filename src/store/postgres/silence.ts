import type { Clock } from '../../engine/clock.ts';
import { isRefusal } from './fault.ts';

const LISTENED_EVERY_MS = 250;
/** Silence is counted by so much at a time at most: whoever slept for longer has not listened. A busy machine wakes nobody in time. */
const LISTENED_MS = 1_000;

/** Nothing was heard of the database for as long as a claim lasts, not even that it is not there: somebody else may have it by now. */
export interface Silence {
  lasts(): boolean;
  /** Told when it comes to last, and each time it has lasted as long again. */
  onLasting(tell: () => void): void;
}

export interface Ear extends Silence {
  /** The database answered. */
  heard(): void;
  /** It did not take a statement, or nobody knows. */
  failed(error: unknown): void;
  listen(signal: AbortSignal): Promise<void>;
}

export function silence(clock: Pick<Clock, 'elapsedMs' | 'sleep'>, longMs: number): Ear {
  let tell = () => {};
  let [silentMs, toldMs] = [0, 0];
  const heard = () => {
    [silentMs, toldMs] = [0, 0];
  };
  return {
    lasts: () => toldMs > 0,
    onLasting(told) {
      tell = told;
    },
    heard,
    failed(error) {
      if (isRefusal(error)) heard();
    },
    async listen(signal) {
      for (let lastMs = clock.elapsedMs(); !signal.aborted; await clock.sleep(LISTENED_EVERY_MS, signal)) {
        const nowMs = clock.elapsedMs();
        silentMs += Math.min(nowMs - lastMs, LISTENED_MS);
        lastMs = nowMs;
        if (silentMs < toldMs + longMs) continue;
        toldMs += longMs;
        tell();
      }
    },
  };
}

import type { Clock } from '../../engine/clock.ts';
import { isRefusal } from './fault.ts';

/** Silence is counted by so much at a time: whoever slept for longer has not listened. */
const LISTENED_MS = 250;

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

export function silence(clock: Pick<Clock, 'sleep'>, longMs: number): Ear {
  let tell = () => {};
  let [silentMs, isLong] = [0, false];
  const heard = () => {
    [silentMs, isLong] = [0, false];
  };
  return {
    lasts: () => isLong,
    onLasting(told) {
      tell = told;
    },
    heard,
    failed(error) {
      if (isRefusal(error)) heard();
    },
    async listen(signal) {
      for (; !signal.aborted; await clock.sleep(LISTENED_MS, signal)) {
        silentMs += LISTENED_MS;
        if (silentMs % longMs !== 0) continue;
        isLong = true;
        tell();
      }
    },
  };
}

import type { Clock } from '../../src/engine/clock.ts';

export interface VirtualClock extends Clock {
  /** Moves time on, waking every sleeper whose time has come, in order, each before the next. */
  advance(ms: number): Promise<void>;
  /** Shows an earlier time; sleepers sleep no longer for it. */
  setBack(ms: number): void;
}

/** A clock that stands still until it is told. */
export function virtualClock(start = '2026-11-24T08:00:00.000Z'): VirtualClock {
  let now = Date.parse(start);
  let shownMinusNow = 0;
  const sleepers = new Set<{ due: number; wake: () => void }>();
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => new Date(now + shownMinusNow),
    elapsedMs: () => now,
    setBack(ms) {
      shownMinusNow -= ms;
    },
    sleep(ms, signal) {
      if (signal?.aborted || ms <= 0) {
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const sleeper = {
          due: now + ms,
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
      });
    },
    breathe,
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle(breathe);
        const next = [...sleepers].sort((a, b) => a.due - b.due)[0];
        if (!next || next.due > end) {
          break;
        }
        now = next.due;
        next.wake();
      }
      now = end;
    },
  };
}

/** Long enough for whoever was woken to do its work and to sleep again. */
async function settle(breathe: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await breathe();
  }
}

import type { Clock } from '../../src/engine/clock.ts';

export interface VirtualClock extends Clock {
  /** Moves time on, waking every sleeper whose time has come, in order, each before the next. */
  advance(ms: number): Promise<void>;
  /** How long each sleeper still has to wait, shortest first. */
  sleepers(): readonly number[];
}

/** A clock that stands still until it is told. */
export function virtualClock(start = '2026-11-24T08:00:00.000Z'): VirtualClock {
  let now = Date.parse(start);
  const sleepers = new Set<{ due: number; wake: () => void }>();
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => new Date(now),
    sleep(ms, signal) {
      if (signal?.aborted || ms <= 0) {
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const sleeper = {
          due: now + ms,
          wake() {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      });
    },
    breathe,
    sleepers: () => [...sleepers].map(({ due }) => due - now).sort((a, b) => a - b),
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

import type { Clock } from '../../src/engine/clock.ts';

/** Virtual time, and everything that is due in it, one after another. */
export interface Time {
  /** Since the beginning of the simulation. */
  nowMs(): number;
  at(ms: number, act: () => void): void;
  /** Does what is due next and all that follows from it at once; false: nothing is due until then. */
  step(untilMs: number): Promise<boolean>;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly act: () => void;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A tenant of Graph is read by way of files: as long as that takes, no virtual time passes. */
function isReadingFiles(): boolean {
  return process.getActiveResourcesInfo().some((resource) => /^(?:FSReq|CloseReq)/.test(resource));
}

export function virtualTime(): Time {
  const due: Due[] = [];
  let nowMs = 0;
  let order = 0;

  /** A heap, the earliest first; what is due at the same moment in the order in which it was asked for. */
  const isBefore = (one: Due, other: Due) => one.atMs - other.atMs || one.order - other.order;

  function push(entry: Due): void {
    let place = due.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isBefore(entry, due[parent] as Due) >= 0) break;
      due[place] = due[parent] as Due;
      place = parent;
    }
    due[place] = entry;
  }

  function pop(): Due | undefined {
    const [first] = due;
    const last = due.pop();
    if (first === undefined || last === undefined || due.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= due.length) break;
      if (child + 1 < due.length && isBefore(due[child + 1] as Due, due[child] as Due) < 0) child += 1;
      if (isBefore(last, due[child] as Due) <= 0) break;
      due[place] = due[child] as Due;
      place = child;
    }
    due[place] = last;
    return first;
  }

  return {
    nowMs: () => nowMs,
    at(ms, act) {
      push({ atMs: nowMs + Math.max(0, ms), order: order++, act });
    },
    async step(untilMs) {
      while (isReadingFiles()) await nextTurn();
      const next = due[0];
      if (next === undefined || next.atMs > untilMs) {
        nowMs = untilMs;
        return false;
      }
      pop();
      nowMs = next.atMs;
      next.act();
      // Promises that follow from it are done before the next: nothing here waits for real time.
      await nextTurn();
      return true;
    },
  };
}

const START = Date.parse('2026-11-24T08:00:00.000Z');

/** The clock of one process: stands still for ever when the process is dead, and may be set. */
export function clockOf(time: Time, isAlive: () => boolean, shownAheadMs: () => number): Clock {
  const never = new Promise<void>(() => undefined);
  return {
    now: () => new Date(START + time.nowMs() + shownAheadMs()),
    elapsedMs: () => time.nowMs(),
    breathe() {
      if (!isAlive()) return never;
      return new Promise((resolve) => time.at(0, () => isAlive() && resolve()));
    },
    sleep(ms, signal) {
      if (!isAlive()) return never;
      if (signal?.aborted) return Promise.resolve();
      // No time at all is a step as well: whoever waits so for ever is seen to.
      return new Promise((resolve) => {
        const wake = () => {
          signal?.removeEventListener('abort', wake);
          if (isAlive()) resolve();
        };
        time.at(ms, wake);
        signal?.addEventListener('abort', wake, { once: true });
      });
    },
  };
}

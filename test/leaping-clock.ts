import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../src/engine/clock.ts';

export interface LeapingClock extends Clock {
  /** Resolves when this process has nothing to do, before time moves on. */
  idle(): Promise<void>;
  /** Lets time pass for what somebody does, whatever else is going on. */
  pass(ms: number): void;
  /** Stands still until that has settled: what works in another process cannot be seen. */
  standsFor(outside: PromiseLike<unknown>): void;
}

/** Turns of the event loop, and a pause, in which nothing may come: what loopback or a thread of the pool still has. */
const QUIET_TURNS = 5;
const QUIET_MS = 1;
/** One end has heard it, then the other. */
const EVENTS_OF_A_ROUND = 2;
/** What is waited for may come from another process. */
const OUTSIDE_MS = 5;

/**
 * A clock for real connections within this process. It stands still while anything is done, and leaps to whoever sleeps for the
 * shortest time when nothing is: waits cost nothing, and nothing is late because the machine is slow.
 */
export function leapingClock(start = new Date().toISOString()): LeapingClock {
  let nowMs = Date.parse(start);
  let stirred = 0;
  let isRunning = false;
  let outside = 0;
  const sleepers = new Set<{ readonly due: number; wake(): void }>();
  let watchers: (() => void)[] = [];
  /** Changes whenever something happens. */
  const stirs = () => performance.nodeTiming.uvMetricsInfo.events + stirred;

  async function quietTurns(): Promise<void> {
    for (let quiet = 0, seen = stirs(); quiet < QUIET_TURNS; quiet += 1) {
      await setImmediate();
      if (stirs() !== seen) [quiet, seen] = [0, stirs()];
    }
  }

  async function settled(): Promise<void> {
    for (let seen = Number.NaN; stirs() !== seen + EVENTS_OF_A_ROUND; ) {
      await quietTurns();
      seen = stirs();
      await setTimeout(QUIET_MS);
      await roundTrip();
      await quietTurns();
    }
  }

  /** Whether those who watch found nothing, so that time may move on. */
  async function hasNobodyFound(): Promise<boolean> {
    if (watchers.length === 0) return true;
    const [seen, woken] = [stirs(), watchers];
    watchers = [];
    for (const wake of woken) wake();
    await quietTurns();
    return stirs() === seen;
  }

  async function run(): Promise<void> {
    while (sleepers.size > 0 || watchers.length > 0) {
      await settled();
      if (outside > 0) {
        await setTimeout(QUIET_MS);
        continue;
      }
      if (!(await hasNobodyFound())) continue;
      const next = [...sleepers].reduce((a, b) => (b.due < a.due ? b : a), NOBODY);
      if (next === NOBODY) {
        await setTimeout(OUTSIDE_MS);
        continue;
      }
      nowMs = Math.max(nowMs, next.due);
      next.wake();
    }
    isRunning = false;
  }

  function runs(): void {
    if (isRunning) return;
    isRunning = true;
    void run();
  }

  return {
    now: () => new Date(nowMs),
    elapsedMs: () => nowMs,
    sleep(ms, signal) {
      stirred += 1;
      if (ms <= 0 || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = {
          due: nowMs + ms,
          wake() {
            stirred += 1;
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
        runs();
      });
    },
    breathe() {
      stirred += 1;
      return setImmediate();
    },
    pass(ms) {
      nowMs += ms;
    },
    standsFor(promise) {
      outside += 1;
      const settled = () => {
        outside -= 1;
        stirred += 1;
      };
      promise.then(settled, settled);
    },
    idle() {
      return new Promise((resolve) => {
        watchers.push(resolve);
        runs();
      });
    },
  };
}

let line: Promise<() => Promise<unknown>> | undefined;

/** A byte to this process and back: what was sent on loopback before has arrived, however busy the machine is. */
async function roundTrip(): Promise<void> {
  line ??= openLine();
  await (await line)();
}

async function openLine(): Promise<() => Promise<unknown>> {
  const server = createServer((socket) => socket.unref().pipe(socket))
    .listen(0, '127.0.0.1')
    .unref();
  await once(server, 'listening');
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true }).unref();
  await once(socket, 'connect');
  return () => {
    socket.write('.');
    return once(socket, 'data');
  };
}

const NOBODY = { due: Number.POSITIVE_INFINITY, wake: () => undefined };

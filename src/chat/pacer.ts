import type { Clock } from '../engine/clock.ts';
import { within } from '../engine/within.ts';

/** What fails is done again after this time, then after twice as long, and so on: the last time after two hours. */
const FIRST_RETRY_MS = 30_000;
const RETRIES = 8;
/** An end that nobody hears of is not waited for. */
const LONGEST_CLOSING_MS = 2_000;

/** Something to be done about a change. */
interface Work {
  readonly number: number;
  /** Whether something was done after which to pause. */
  act(): Promise<boolean>;
}

/**
 * Does what it is asked for key by key: never twice at once for one key, never sooner after the last time than the
 * pause, and of what was asked for meanwhile only the newest. Keys do not wait for each other.
 */
interface Pacer {
  ask(key: string, work: Work): void;
  /** Whether the key's last work is under way, or its pause. */
  isBusy(key: string): boolean;
  /** Does at once what is asked for, as far as that goes quickly. */
  close(): Promise<void>;
}

interface PacerOptions {
  readonly clock: Clock;
  readonly pauseMs: number;
  /** Hears of each failure; the work stays asked for, until it has failed too often since it was asked for. */
  readonly onFault: (number: number, error: unknown) => void;
}

interface Lane {
  asked: Work | undefined;
  failures: number;
  /** Ends the wait for another try: what is asked for anew does not wait for it. */
  waiting: AbortController;
  running: Promise<void>;
}

export function pacer({ clock, pauseMs, onFault }: PacerOptions): Pacer {
  const lanes = new Map<string, Lane>();
  const closing = new AbortController();

  async function run(lane: Lane): Promise<void> {
    while (lane.asked !== undefined) {
      await clock.breathe();
      const work = lane.asked;
      lane.asked = undefined;
      try {
        if (await work.act()) await clock.sleep(pauseMs, closing.signal);
      } catch (error) {
        if (closing.signal.aborted) return;
        onFault(work.number, error);
        await clock.sleep(pauseMs, closing.signal);
        await again(lane, work);
      }
    }
  }

  async function again(lane: Lane, work: Work): Promise<void> {
    if (lane.asked !== undefined || lane.failures === RETRIES) return;
    lane.failures += 1;
    lane.asked = work;
    lane.waiting = new AbortController();
    const signal = AbortSignal.any([closing.signal, lane.waiting.signal]);
    await clock.sleep(FIRST_RETRY_MS * 2 ** (lane.failures - 1), signal);
  }

  function start(key: string, work: Work): void {
    const lane: Lane = { asked: work, failures: 0, waiting: new AbortController(), running: Promise.resolve() };
    lanes.set(key, lane);
    lane.running = run(lane).finally(() => {
      lanes.delete(key);
      if (lane.asked !== undefined) start(key, lane.asked);
    });
  }

  return {
    ask(key, work) {
      const lane = lanes.get(key);
      if (lane === undefined) return start(key, work);
      lane.asked = work;
      lane.failures = 0;
      lane.waiting.abort();
    },
    isBusy: (key) => lanes.has(key),
    async close() {
      closing.abort();
      const done = async () => {
        while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ running }) => running));
      };
      await within(LONGEST_CLOSING_MS, done(), clock);
    },
  };
}

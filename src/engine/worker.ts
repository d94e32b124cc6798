import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import { workQueue } from './work-queue.ts';

export interface Fault {
  readonly error: unknown;
  /** In a row, of this key. */
  readonly failures: number;
  readonly retryAfterMs: number;
}

interface WorkerOptions<Key> {
  /** Does what is to be done for the key; answers whether that is all, else the key comes again. */
  readonly work: (key: Key, stopping: AbortSignal) => Promise<boolean>;
  /** Hears of what `work` threw. Must not throw. */
  readonly onFault: (fault: Fault, key: Key) => void;
  /** How long the world asked to be left alone, if it did. */
  readonly askedToWaitMs: (error: unknown) => number | undefined;
  readonly clock: Clock;
  /** A new number from 0 to 1 each time. */
  readonly random: () => number;
}

/** Works the keys of a queue one after the other. Here alone it is decided to try again: always, later and later. */
export interface Worker<Key> {
  add(key: Key): void;
  start(): void;
  /** Lets the work of the moment come to its end and takes up no other. */
  stop(): Promise<void>;
  /** Resolves when no key waits, is in work or is to be tried again. */
  idle(): Promise<void>;
}

export function worker<Key>({ work, onFault, askedToWaitMs, clock, random }: WorkerOptions<Key>): Worker<Key> {
  const queue = workQueue<Key>();
  const stopping = new AbortController();
  const failures = new Map<Key, number>();
  const retrying = new Set<Key>();
  let working = Promise.resolve();
  let whenIdle: (() => void)[] = [];

  const isIdle = () => stopping.signal.aborted || !(queue.busy || retrying.size > 0);

  async function attempt(key: Key): Promise<void> {
    try {
      if (!(await work(key, stopping.signal))) {
        queue.add(key);
      }
      failures.delete(key);
    } catch (error) {
      retry(key, error);
    }
  }

  function retry(key: Key, error: unknown): void {
    const count = (failures.get(key) ?? 0) + 1;
    const retryAfterMs = askedToWaitMs(error) ?? backoffMs(count, random());
    failures.set(key, count);
    retrying.add(key);
    onFault({ error, failures: count, retryAfterMs }, key);
    void clock.sleep(retryAfterMs, stopping.signal).then(() => {
      retrying.delete(key);
      queue.add(key);
    });
  }

  function tellIdle(): void {
    if (isIdle()) {
      const resolvers = whenIdle;
      whenIdle = [];
      for (const resolve of resolvers) {
        resolve();
      }
    }
  }

  async function run(): Promise<void> {
    for (let key = await queue.get(); key !== undefined; key = await queue.get()) {
      if (!stopping.signal.aborted) {
        await attempt(key);
      }
      queue.done(key);
      tellIdle();
    }
  }

  return {
    add: queue.add,
    start() {
      working = run();
    },
    async stop() {
      stopping.abort();
      queue.shutDown();
      await working;
      tellIdle();
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}

/**
 * A queue of keys, with the contract of client-go's work queue:
 * - fair: keys come out in the order in which they were added;
 * - stingy: a key that is added many times before it is worked is worked once;
 * - a key may be added again while it is in work: it is worked again afterwards, never twice at once;
 * - after `shutDown` nothing more is added, what waits is still given out, then `get` answers undefined.
 *
 * It holds keys, never what to do: losing it loses nothing, since what is to be done can be read off the world.
 */
interface WorkQueue<Key> {
  add(key: Key): void;
  /** The next key, once there is one; undefined when the queue is shut down and empty. Whoever gets it owes `done`. */
  get(): Promise<Key | undefined>;
  /** Says that the work on `key` is over, well or not. */
  done(key: Key): void;
  /** Keys that wait, without those in work. */
  readonly length: number;
  /** True while a key is waiting or in work. */
  readonly busy: boolean;
  shutDown(): void;
}

export function workQueue<Key>(): WorkQueue<Key> {
  /** In order; each of them is dirty, and none is in work. */
  const waiting: Key[] = [];
  /** Everything that needs work: waiting, or added again while in work. */
  const dirty = new Set<Key>();
  const inWork = new Set<Key>();
  /** Who waits for a key; empty whenever a key waits. */
  const takers: ((key: Key | undefined) => void)[] = [];
  let isShutDown = false;

  function offer(key: Key): void {
    const taker = takers.shift();
    if (taker) {
      take(key);
      taker(key);
    } else {
      waiting.push(key);
    }
  }

  function take(key: Key): void {
    dirty.delete(key);
    inWork.add(key);
  }

  return {
    add(key) {
      if (isShutDown || dirty.has(key)) {
        return;
      }
      dirty.add(key);
      if (!inWork.has(key)) {
        offer(key);
      }
    },
    get() {
      const key = waiting.shift();
      if (key !== undefined) {
        take(key);
        return Promise.resolve(key);
      }
      return isShutDown ? Promise.resolve(undefined) : new Promise((resolve) => takers.push(resolve));
    },
    done(key) {
      inWork.delete(key);
      if (dirty.has(key)) {
        offer(key);
      }
    },
    get length() {
      return waiting.length;
    },
    get busy() {
      return dirty.size > 0 || inWork.size > 0;
    },
    shutDown() {
      isShutDown = true;
      for (const taker of takers.splice(0)) {
        taker(undefined);
      }
    },
  };
}

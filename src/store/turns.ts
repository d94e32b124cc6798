import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Those who use the one connection come one after the other, in the order in which they asked. While nobody holds it, whoever
 * asks is served at once.
 */
export interface Turns {
  /** `work` does not await. */
  take<T>(work: () => T): Promise<T>;
  /** `work` has a connection of its own and waits for nobody. It is the same fault for whoever holds this one. */
  beside<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Holds the connection until `work` resolves. `work` asks for no turn: that is a fault, as it would wait for itself.
   * @param committed told before anybody else has their turn; what it asks for comes after that
   */
  hold<T>(work: () => Promise<T>, committed?: (result: T) => void): Promise<T>;
}

export function turns(): Turns {
  const waiting: (() => void)[] = [];
  const holding = new AsyncLocalStorage<{ isOver: boolean }>();
  let isHeld = false;

  function outside<T>(begin: () => Promise<T>): Promise<T> {
    if (holding.getStore()?.isOver !== false) return begin();
    return Promise.reject(
      new Error('Within a transaction, use the records that it gives: the store waits for its end.'),
    );
  }

  function inTurn<T>(begin: () => Promise<T>): Promise<T> {
    return outside(() => (isHeld ? new Promise((resolve) => waiting.push(() => resolve(begin()))) : begin()));
  }

  function letOthers(): void {
    while (!isHeld && waiting.length > 0) waiting.shift()?.();
  }

  return {
    take: (work) => inTurn(() => attempt(work)),
    beside: outside,
    hold: (work, committed) =>
      inTurn(async () => {
        const own = { isOver: false };
        isHeld = true;
        try {
          const result = await holding.run(own, work);
          own.isOver = true;
          committed?.(result);
          return result;
        } finally {
          own.isOver = true;
          isHeld = false;
          letOthers();
        }
      }),
  };
}

/** What is done at once, as a promise of it. */
export function attempt<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(error);
  }
}

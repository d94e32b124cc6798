/** Who wants to hear of events. Whoever tells them owes them nothing more: see `tell`. */
interface Listeners<Event> {
  /** Returns how to stop. */
  add(listener: (event: Event) => void): () => void;
  /**
   * Tells everyone, in the order in which they came. A listener that throws keeps nobody else from hearing and does not
   * undo what happened: its error surfaces on its own, as an uncaught exception.
   */
  tell(event: Event): void;
}

export function listeners<Event>(): Listeners<Event> {
  const all = new Set<(event: Event) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(event) {
      for (const listener of all) {
        try {
          listener(event);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}

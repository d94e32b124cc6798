/** Runs what belongs to one key one after another, in the order of arrival; different keys do not wait for each other. */
export function oneAtATime(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const lastOf = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const next = (lastOf.get(key) ?? Promise.resolve()).then(work, work);
    lastOf.set(key, next);
    const forget = () => {
      if (lastOf.get(key) === next) lastOf.delete(key);
    };
    next.then(forget, forget);
    return next;
  };
}

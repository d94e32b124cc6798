import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();

/** Of what is under way: every line of the log that comes of one request bears it. Undefined outside of any. */
export function traceId(): string | undefined {
  return storage.getStore();
}

/** Does something as part of a trace: that of a W3C `traceparent` (https://www.w3.org/TR/trace-context/), or a new one. */
export function traced<T>(traceparent: string | undefined, work: () => T): T {
  const [, given] = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/.exec(traceparent ?? '') ?? [];
  return storage.run(given ?? randomBytes(16).toString('hex'), work);
}

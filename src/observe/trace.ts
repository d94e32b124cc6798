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

interface Span {
  recordException(error: unknown): void;
  setStatus(status: { readonly code: number }): void;
  end(): void;
}

interface TracerProvider {
  getTracer(name: string): {
    startActiveSpan<T>(
      name: string,
      options: { readonly attributes: Attributes },
      work: (span: Span) => Promise<T>,
    ): Promise<T>;
  };
}

type Attributes = Readonly<Record<string, string | number>>;

/** Where OpenTelemetry's API keeps what an SDK registers, so that all who use it in a process find the same. */
const API = Symbol.for('opentelemetry.js.api.1');
const FAILED = { code: 2 };

/**
 * Does the work as a span of OpenTelemetry, where an SDK was loaded into the process (`NODE_OPTIONS=--import …`); where none
 * was, as it is. Attributes are words and numbers of ours: nothing that anybody wrote, and no names.
 */
export function spanned<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const { trace } = (globalThis as { [API]?: { readonly trace?: TracerProvider } })[API] ?? {};
  if (trace === undefined) return work();
  return trace.getTracer('seatkeeper').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error);
      span.setStatus(FAILED);
      throw error;
    } finally {
      span.end();
    }
  });
}

import type { Clock } from '../../engine/clock.ts';
import { giveBack } from '../../plain/give-back.ts';

/** One request as it goes out: a whole address, and everything that stands in it. */
interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined: none. */
  readonly body: unknown;
  readonly read?: GraphReads | undefined;
}

/** How a good answer is read. */
export interface GraphReads {
  /** What it is. @throws SyntaxError where it breaks off */
  readonly whole: (answer: Buffer) => unknown;
  /** Hears how it begins before the rest is there: perhaps of an answer that breaks off. */
  readonly begun?: (first: Uint8Array) => void;
}

interface Sending {
  readonly clock: Clock;
  readonly withinMs: number;
  /** Undefined: over the network. */
  readonly send?: typeof fetch | undefined;
}

/** What came of sending it once. */
export type Attempt =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Headers;
      /** As it was read; undefined: there was none. */
      readonly body: unknown;
    }
  /** No answer, or not all of one: nobody knows whether it was done. */
  | { readonly kind: 'lost'; readonly cause: unknown };

/** Sends a request once and reads the answer to its end, both within the time. Never rejects. */
export async function attemptCall(
  { url, method, headers, body, read = JSON_TEXT }: Outgoing,
  { clock, withinMs, send = fetch }: Sending,
): Promise<Attempt> {
  const tooLate = new AbortController();
  const finished = new AbortController();
  void clock.sleep(withinMs, finished.signal).then(() => {
    if (!finished.signal.aborted) tooLate.abort(new Error(`no answer within ${withinMs / 1_000} s`));
  });
  try {
    const response = await send(url, {
      method,
      headers,
      signal: tooLate.signal,
      // A redirect is an answer like any other: the token goes nowhere else by itself.
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, headers: answered } = response;
    const isGood = status < 300;
    const bytes = await bytesOf(response, clock, isGood ? read.begun : undefined);
    const said = bytes.length === 0 ? undefined : isGood ? read.whole(bytes) : ifParsed(bytes);
    return { kind: 'answered', status, headers: answered, body: said };
  } catch (cause) {
    return { kind: 'lost', cause };
  } finally {
    finished.abort();
  }
}

async function bytesOf({ body }: Response, clock: Clock, begun: GraphReads['begun']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    if (begun === undefined || chunks.length > 1) continue;
    begun(chunk);
    // What it asks for is on its way before the rest is read.
    await clock.breathe();
  }
  const bytes = Buffer.concat(chunks);
  for (const chunk of chunks) giveBack(chunk);
  return bytes;
}

const decoder = new TextDecoder();
const JSON_TEXT: GraphReads = { whole: (bytes) => JSON.parse(decoder.decode(bytes)) };

/** Undefined: it is no JSON. What stands between us and Graph answers with pages of its own. */
export function ifParsed(bytes: Buffer): unknown {
  try {
    return JSON_TEXT.whole(bytes);
  } catch {
    return undefined;
  }
}

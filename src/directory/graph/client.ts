import { randomUUID } from 'node:crypto';
import type { Clock } from '../../engine/clock.ts';
import { DirectoryError } from '../port.ts';
import { answerOf, faultOf, type GraphAnswer, type GraphCall } from './answer.ts';
import { type Attempt, attemptCall } from './attempt.ts';
import { answersIn, type BatchAnswer, isUnauthorized, type Sending, sendBatches } from './batch.ts';
import { type DeltaRound, readDelta } from './delta.ts';
import { idsOf, READ_IDS } from './id-lists.ts';
import { type Limiter, limiter, type SharedLimit } from './limiter.ts';
import { type Answered, nextStep } from './next-step.ts';
import { linesReading, pageLines } from './page-lines.ts';
import { type JsonObject, readPages, valuesOf } from './pages.ts';
import { type Cost, costOf } from './published-limits.ts';
import type { Tokens } from './tokens.ts';

/**
 * Microsoft Graph: every call ends, in an answer or in a fault. What passes is tried again: too many requests and a busy
 * service for any call, when the service asks for it; a lost or broken answer where repeating does no harm.
 * @throws DirectoryError from each method, when trying again did not help or may not be done
 */
export interface GraphClient {
  /** @throws DirectoryError also where Graph refuses: `NotFound`, `Forbidden` */
  get(path: string, headers?: GraphCall['headers']): Promise<JsonObject>;
  /** One page after the other to the last; never a part as if it were all. */
  pages(path: string, headers?: GraphCall['headers']): AsyncIterable<readonly JsonObject[]>;
  /** The same, each page as lines of JSON, an object each. */
  lines(path: string): AsyncIterable<Buffer>;
  /** The same, of each page the ids alone, as `id-lists.ts` has them. */
  ids(path: string): AsyncIterable<string>;
  send(call: GraphCall): Promise<GraphAnswer>;
  /** Any number of calls, twenty at a time; those that have to be sent again are, alone. In the order of the calls. */
  batch(calls: readonly GraphCall[]): Promise<readonly BatchAnswer[]>;
  /** A round of a delta query from its beginning or from a link. Undefined: the link is too old, begin again. */
  delta(path: string, headers?: GraphCall['headers']): Promise<DeltaRound | undefined>;
}

/** For work that a person waits for, and beside it for what goes on by itself: that goes after it, within the same limits. */
export interface GraphConnection extends GraphClient {
  readonly background: GraphClient;
}

interface GraphClientOptions {
  /** With the version: `https://graph.microsoft.com/v1.0`. */
  readonly baseUrl: string;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** A new number from 0 to 1 each time. */
  readonly random: () => number;
  /** For each attempt, until the end of its answer. */
  readonly withinMs?: number;
  /** Of each call, before its fault is told. */
  readonly mostAttempts?: number;
  /** Undefined where this is the only tenant of its app. */
  readonly writesOfApp?: SharedLimit | undefined;
  /** What requests go through. Undefined: the network. */
  readonly send?: typeof fetch;
}

const WITHIN_MS = 60_000;
/** About a minute of waiting, and about four where nobody waits: three of ten requests may fail, and all of a tenant is read. */
const MOST_ATTEMPTS = { urgent: 8, background: 10 };
const MOST_REDIRECTS = 5;

export function graphClient(options: GraphClientOptions): GraphConnection {
  const pace = limiter(options.clock, options.writesOfApp);
  return { ...clientAt(options, pace, true), background: clientAt(options, pace, false) };
}

function clientAt(options: GraphClientOptions, pace: Limiter, isUrgent: boolean): GraphClient {
  const { baseUrl, tokens, clock, random, withinMs = WITHIN_MS, send: through } = options;
  const { mostAttempts = MOST_ATTEMPTS[isUrgent ? 'urgent' : 'background'] } = options;
  const { origin, pathname: version } = new URL(baseUrl);
  const priority = priorityOf(isUrgent);

  /** Links lead to the same place or nowhere: a token is for Graph alone. */
  function urlOf(path: string): string {
    const url = path.startsWith('/') ? `${baseUrl}${path}` : path;
    if (URL.parse(url)?.origin === origin) return url;
    throw new DirectoryError('Unreachable', `Graph gave a link that leads away from ${origin}: it is not followed.`);
  }

  function costAt({ method, path }: Pick<GraphCall, 'method' | 'path'>): Cost {
    const { pathname, searchParams } = new URL(urlOf(path));
    return costOf(method, pathname.slice(version.length), searchParams);
  }

  async function once(call: Sending, token: string): Promise<Attempt> {
    const { method, path, headers, body, read, parts = [call] } = call;
    const costs = parts.map(costAt);
    const admitted = await pace.admit(costs, isUrgent);
    const own = {
      ...priority,
      Accept: 'application/json',
      Authorization: `Bearer ${token}`,
      'client-request-id': randomUUID(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const came = await attemptCall(
      { url: urlOf(path), method, headers: { ...own, ...headers }, body, read },
      { clock, withinMs, send: through },
    );
    admitted.answered(answersIn(came, parts.length));
    return came;
  }

  /**
   * A token that Graph refuses is replaced once; one that it refuses again is no good. Of a batch it may refuse the parts alone:
   * they are sent again with what replaces it.
   */
  async function authorized(call: Sending): Promise<Attempt> {
    const token = await tokens.get();
    const first = await once(call, token);
    const refused = answersIn(first, call.parts?.length ?? 1).find(isUnauthorized);
    if (refused === undefined) return first;
    tokens.refused(token, claimsOf(refused.headers));
    return isUnauthorized(first) ? once(call, await tokens.get()) : first;
  }

  async function answered(call: Sending, redirects = 0): Promise<Answered> {
    const isRepeatable = call.isRepeatable ?? call.method === 'GET';
    for (let failures = 1; ; failures++) {
      const came = await authorized(call);
      const next = nextStep(came, {
        failures,
        isRepeatable,
        mostAttempts,
        nowMs: clock.now().getTime(),
        jitter: random(),
      });
      if (next.kind === 'giveUp') throw next.error;
      if (next.kind === 'take') return followed(call, next.answer, redirects);
      await clock.sleep(next.afterMs);
    }
  }

  /** A redirect of a read is followed within the same place. */
  async function followed(call: GraphCall, answer: Answered, redirects: number): Promise<Answered> {
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === null || call.method !== 'GET') return answer;
    if (redirects === MOST_REDIRECTS)
      throw new DirectoryError('Unreachable', `Graph leads GET ${call.path} from one place to the next without end.`);
    return answered({ ...call, path: urlOf(new URL(location, urlOf(call.path)).href) }, redirects + 1);
  }

  async function send(call: GraphCall): Promise<GraphAnswer> {
    return answerOf(await answered(call));
  }

  async function get(path: string, headers: GraphCall['headers'] = {}, read?: GraphCall['read']): Promise<JsonObject> {
    const answer = await send({ method: 'GET', path, headers, read });
    if (answer.kind === 'refused') throw faultOf(answer.refusal);
    if (typeof answer.body === 'object' && answer.body !== null) return answer.body as JsonObject;
    throw new DirectoryError('Unreachable', `Graph answered GET ${path} with no object.`);
  }

  return {
    get,
    pages: (path, headers) => readPages(path, (link) => get(link, headers), valuesOf),
    lines: (path) => readPages(path, (link, begun) => get(link, {}, linesReading(begun)), pageLines),
    ids: (path) => readPages(path, (link) => get(link, {}, READ_IDS), idsOf),
    send,
    batch: (calls) => sendBatches(calls, { send: (call) => answered(call), priority, clock, random, mostAttempts }),
    delta: (path, headers = {}) => readDelta(path, (link) => send({ method: 'GET', path: link, headers })),
  };
}

/** In a busy service what nobody waits for is refused first; the limits are the same. */
function priorityOf(isUrgent: boolean): Readonly<Record<string, string>> {
  return { 'x-ms-throttle-priority': isUrgent ? 'high' : 'low' };
}

/** What continuous access evaluation asks for: `error="insufficient_claims", claims="…"`, in base64. */
function claimsOf(headers: Headers): string | undefined {
  const challenge = headers.get('www-authenticate') ?? '';
  const claims = /error="insufficient_claims"/.test(challenge) ? /claims="([^"]+)"/.exec(challenge)?.[1] : undefined;
  return claims === undefined ? undefined : Buffer.from(claims, 'base64').toString();
}

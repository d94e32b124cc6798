import type { IncomingMessage, RequestListener } from 'node:http';
import type { Chat, Conversations } from '../chat/chat.ts';
import type { Events } from '../observe/events.ts';
import { METRICS_TYPE } from '../observe/metrics.ts';
import { traced } from '../observe/trace.ts';
import { type BodyFault, malformed, readBody } from './body.ts';
import { type Connector, connectorChat } from './connector.ts';
import { deliver, tooMany } from './deliver.ts';
import { type Admitted, type Gate, isRefusedActivity, type RefusedActivity, tenantIdsOf } from './gate.ts';
import { answering, type HttpAnswer, type MethodHandlers } from './http.ts';
import type { Limits } from './limits.ts';
import { whoIsMeant } from './mentioned.ts';
import { withoutCharts } from './plain-cards.ts';
import { readActivity } from './wire.ts';

export interface ServerOptions {
  readonly readiness: () => Promise<readonly string[]>;
  readonly metrics: () => Promise<string>;
  /** What else is served. */
  readonly routes?: Readonly<Record<string, MethodHandlers>>;
  readonly gate: Gate;
  /** Undefined where nobody is asked who they are: anybody could use up somebody else's. */
  readonly limits: Limits | undefined;
  readonly connector: () => Promise<Connector>;
  /** False: clients that draw no charts are served, and get what stands for them. */
  readonly charts: boolean;
  readonly events: Events;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
  /** Aborted when the bot stops. */
  readonly stopping: AbortSignal;
  /** Aborted while another process does all of this, or may: nobody is answered here. */
  readonly lost: Pick<AbortSignal, 'aborted'>;
  readonly now: () => Date;
  readonly elapsedMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
}

/** Who answers an activity here. */
export interface Answering extends Pick<ServerOptions, 'events' | 'lost'> {
  readonly conversations: Conversations;
  /** Aborted when whoever waits should rather ask another process, which may answer sooner. */
  readonly letGo?: AbortSignal;
  /** Told when it is answered. */
  readonly done?: () => void;
}

/** What came with an activity, for another process that is asked the same. */
export interface HttpRequest extends Pick<IncomingMessage, 'method' | 'url' | 'headers'> {
  readonly body: unknown;
}

/** Who answers each activity; or what it is answered with, as another process says. */
export type AnsweredBy = (activity: Admitted, asked: HttpRequest) => Promise<Answering | HttpAnswer>;

export interface Server {
  readonly chat: Chat;
  /** What answers HTTP. */
  listener(conversations: Conversations): RequestListener;
  listenerBy(answeredBy: AnsweredBy): RequestListener;
}

/** The HTTP face, and the way out to Teams. */
export function createServer(options: ServerOptions): Server {
  const { gate, log, events } = options;
  const drawn = options.charts ? <T>(said: T) => said : withoutCharts;
  const connected = connectorChat({ ...options, allows: gate.allows, allowsUpload: gate.allowsUpload });
  const chat: Chat = {
    ...connected,
    send: (place, message) => connected.send(place, drawn(message)),
    update: (place, messageId, message) => connected.update(place, messageId, drawn(message)),
  };
  const meant = whoIsMeant(options.connector);
  let answeredBy: AnsweredBy | undefined;

  const ready = async (): Promise<HttpAnswer> => {
    const missing = await options.readiness();
    return missing.length === 0 ? { status: 200, body: { status: 'ready' } } : { status: 503, body: { missing } };
  };
  const listener = answering(
    {
      ...options.routes,
      '/healthz': { GET: () => ({ status: 200, body: { status: 'alive' } }) },
      '/readyz': { GET: ready },
      '/metrics': { GET: async () => ({ status: 200, body: await options.metrics(), headers: METRICS_TYPE }) },
      '/api/messages': { POST: (request) => traced(oneOf(request.headers['traceparent']), () => receive(request)) },
    },
    { onFault: (path, error) => log('request failed', { path, error: String(error) }), onAnswer: events.request },
  );

  /** Who calls comes first, before anything of the body; what is then read is held against it. */
  async function receive(request: IncomingMessage): Promise<HttpAnswer> {
    const admission = await gate.authenticate(request.headers);
    if (isRefusedActivity(admission)) return refuse(admission);
    const body = await readBody(request);
    if ('status' in body) return bad(body);
    const reading = readActivity(body.value);
    if ('fault' in reading) return bad(malformed(`Not an activity: ${reading.fault}.`));
    const activity = admission(reading.activity);
    const { method, url, headers } = request;
    return isRefusedActivity(activity) ? refuse(activity) : serve(activity, { method, url, headers, body: body.value });
  }

  function refuse({ status, reason }: RefusedActivity): HttpAnswer {
    events.refused({ status, reason });
    return { status };
  }

  async function serve(activity: Admitted, asked: HttpRequest): Promise<HttpAnswer> {
    const waitMs = options.limits?.take(whoseIs(activity));
    if (waitMs !== undefined) {
      events.refused({ status: 429, reason: 'too many', who: activity.from.aadObjectId ?? undefined });
      const body = tooMany(activity);
      if (body !== undefined) return { status: 200, body };
      return { status: 429, headers: { 'Retry-After': String(Math.ceil(waitMs / 1_000)) } };
    }
    if (answeredBy === undefined) return { status: 503 };
    const answering = await answeredBy(activity, asked);
    return 'status' in answering ? answering : answeredHere(activity, answering);
  }

  async function answeredHere(activity: Admitted, answering: Answering): Promise<HttpAnswer> {
    const { letGo, lost, done } = answering;
    const answered = async (): Promise<HttpAnswer> => {
      try {
        const answer = await deliver(await meant(activity), { ...options, ...answering, chat });
        return lost.aborted ? GONE : { status: 200, body: drawn(answer) };
      } finally {
        done?.();
      }
    };
    return letGo === undefined ? answered() : Promise.race([answered(), aborted(letGo)]);
  }

  function listenerBy(by: AnsweredBy): RequestListener {
    answeredBy = by;
    return listener;
  }

  return {
    chat,
    listenerBy,
    listener: (conversations) => listenerBy(async () => ({ ...options, conversations })),
  };
}

const GONE: HttpAnswer = { status: 503 };

function aborted(signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(GONE);
    signal.addEventListener('abort', () => resolve(GONE), { once: true });
  });
}

function oneOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

function bad({ status, code, message }: BodyFault): HttpAnswer {
  return { status, body: { code, message } };
}

function whoseIs(activity: Admitted) {
  const { from, conversation } = activity;
  return {
    person: (from.aadObjectId ?? from.id).toLowerCase(),
    conversation: conversation.id,
    tenant: String(tenantIdsOf(activity)[0]).toLowerCase(),
  };
}

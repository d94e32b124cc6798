import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  request as send,
} from 'node:http';
import type { Clock } from '../engine/clock.ts';
import { within } from '../engine/within.ts';
import { METRICS_TYPE, processText } from '../observe/metrics.ts';
import type { Owner } from '../store/postgres/claim.ts';
import type { OwnerWatch } from '../store/postgres/watch-owner.ts';

/** Teams waits for 15 s: whoever asks while nobody serves is held for less, until the next owner does. */
const HELD_MS = 14_000;
const LOOKED_EVERY_MS = 250;
/** A database that does not answer is not waited for. */
const FIRST_LOOK_MS = 1_000;
/** More than any activity: what is longer is the owner's to refuse, and not held here. */
const LONGEST_BODY = 300 * 1024;

/** What answers HTTP for a replica that does not have the store. */
export interface Standby {
  readonly listener: RequestListener;
  /** Who has the store, as it was seen last. */
  owner(): Owner | undefined;
  /** It is not ready any more: nothing more should be sent here, and what is sent is passed on. */
  leave(): void;
  /** Looks no longer for who has the store. */
  close(): void;
}

/**
 * Passes each request on to the owner as it is, who alone knows who may speak. Whose owner has gone before it answered is passed on
 * to the next one, who knows by an activity's id whether it was answered.
 * @param own where this process answers: it does not ask itself while it leaves
 */
export async function standBy(
  watch: Pick<OwnerWatch, 'owner'>,
  clock: Pick<Clock, 'elapsedMs' | 'sleep'>,
  own: () => string | undefined = () => undefined,
): Promise<Standby> {
  const closing = new AbortController();
  let seen: Owner | undefined;
  let servedMs = Number.NEGATIVE_INFINITY;
  let isLeaving = false;
  /** Aborted when somebody else has the store: who had it before is not waited for. One that leaves answers what it was asked. */
  let changing = new AbortController();

  const serving = () => (isLeaving && seen?.address === own() ? undefined : seen?.address);

  async function look(): Promise<void> {
    // Where the database does not answer, whoever had it may still serve, and nobody knows whether they are connected.
    const found = await watch.owner().catch(() => seen && { ...seen, isConnected: true });
    const isSame = found?.epoch === seen?.epoch;
    seen = found;
    if (serving() !== undefined) servedMs = clock.elapsedMs();
    if (isSame) return;
    changing.abort();
    changing = new AbortController();
  }

  async function looking(): Promise<void> {
    for (; !closing.signal.aborted; await clock.sleep(LOOKED_EVERY_MS, closing.signal)) await look();
  }

  async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const body = await bytesOf(request);
    if (body === undefined) return void response.writeHead(413).end();
    const untilMs = clock.elapsedMs() + HELD_MS;
    while (!gone.signal.aborted && clock.elapsedMs() < untilMs) {
      const either = AbortSignal.any([gone.signal, changing.signal]);
      const address = serving();
      const answer = address === undefined ? undefined : await answerOf(address, request, body, either);
      if (answer !== undefined) return void response.writeHead(answer.status, answer.headers).end(answer.body);
      await clock.sleep(LOOKED_EVERY_MS, either);
    }
    response.writeHead(503, { 'Retry-After': '1' }).end();
  }

  await within(FIRST_LOOK_MS, look(), clock);
  void looking();
  return {
    listener(request, response) {
      response.on('error', () => undefined);
      if (request.url === '/healthz') return say(response, 200, { status: 'alive' });
      if (request.url === '/metrics')
        return void response.writeHead(200, METRICS_TYPE).end(processText({ owns: false }));
      if (request.url !== '/readyz') return void passOn(request, response).catch(() => response.destroy());
      if (isLeaving) return say(response, 503, { missing: ['it is stopping'] });
      // Between two owners whoever asks is held, and answered.
      const isReady = clock.elapsedMs() - servedMs < HELD_MS;
      return say(response, isReady ? 200 : 503, isReady ? { status: 'ready' } : { missing: ['no process serves'] });
    },
    owner: () => seen,
    leave() {
      isLeaving = true;
    },
    close: () => closing.abort(),
  };
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** Undefined when it is too long. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export interface PassedOn {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Undefined where that owner does not serve, has gone before all of its answer was here, or is not waited for any longer. */
export function answerOf(
  address: string,
  { method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: Buffer,
  signal: AbortSignal,
): Promise<PassedOn | undefined> {
  return new Promise((resolve) => {
    const { connection: _, 'transfer-encoding': __, ...kept } = headers;
    const options = { method, headers: { ...kept, 'content-length': body.length }, agent: false, signal };
    const sent = send(`${address}${url}`, options, async (answered) => {
      const { connection: ___, 'transfer-encoding': ____, ...given } = answered.headers;
      const parts = await Array.fromAsync(answered as AsyncIterable<Buffer>).catch(() => undefined);
      const status = answered.statusCode ?? 503;
      resolve(
        parts === undefined || status === 503 ? undefined : { status, headers: given, body: Buffer.concat(parts) },
      );
    });
    sent.on('error', () => resolve(undefined));
    sent.end(body);
  });
}

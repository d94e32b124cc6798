import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Replica } from './replica.ts';

const LOOKED_EVERY_MS = 500;
const GIVEN_UP_AFTER_MS = 25_000;

/** What stands before replicas: each request goes to the next of those that are ready. */
export interface Balancer {
  readonly url: string;
  /** Requests that it gave to a second replica, as the first hung up, refused the connection, went dumb or answered 503. */
  readonly again: number;
  close(): void;
}

export async function balancer(replicas: readonly Replica[]): Promise<Balancer> {
  const health = replicas.map((replica) => ({ replica, isReady: true, dumb: new AbortController() }));
  const made = { url: '', again: 0, close };
  let turn = 0;
  let isOver = false;

  async function look(one: (typeof health)[number]): Promise<void> {
    for (; !isOver; await setTimeout(LOOKED_EVERY_MS)) {
      one.isReady = await one.replica.isReady();
      if (one.isReady) continue;
      one.dumb.abort();
      one.dumb = new AbortController();
    }
  }
  for (const one of health) void look(one);

  /** The next that is ready, or any. */
  function next(): (typeof health)[number] {
    const ready = health.filter(({ isReady }) => isReady);
    const among = ready.length > 0 ? ready : health;
    return among[turn++ % among.length] as (typeof health)[number];
  }

  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    for (const untilMs = performance.now() + GIVEN_UP_AFTER_MS; performance.now() < untilMs; made.again += 1) {
      const { replica, dumb } = next();
      if (await passed(replica.url, { request, response, body, signal: dumb.signal })) return;
      await setTimeout(50);
    }
    response.writeHead(504).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  made.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return made;

  function close() {
    isOver = true;
    server.close();
    server.closeAllConnections();
  }
}

interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  /** Aborted when that replica is seen to be not ready: it is not waited for. */
  readonly signal: AbortSignal;
}

/** Whether it was answered. One that leaves is not ready and answers all the same: it is waited for while it answers. */
function passed(url: string, { request, response, body, signal }: Passing): Promise<boolean> {
  return new Promise((resolve) => {
    const { method, headers } = request;
    const sent = send(`${url}${request.url}`, { method, headers, agent: false }, async (answered) => {
      const parts = await Array.fromAsync(answered as AsyncIterable<Buffer>).catch(() => undefined);
      if (parts === undefined || answered.statusCode === 503) return resolve(false);
      response.writeHead(answered.statusCode ?? 502, answered.headers).end(Buffer.concat(parts));
      resolve(true);
    });
    const alive = async () => (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })).ok;
    signal.addEventListener('abort', () => void alive().catch(() => sent.destroy()), { once: true });
    sent.on('error', () => resolve(false));
    sent.end(body);
  });
}

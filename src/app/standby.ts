import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../engine/clock.ts';
import type { OwnerWatch } from '../store/postgres/watch-owner.ts';

/** Teams waits for 15 s: whoever asks while nobody serves is held for less, until the next owner does. */
const HELD_MS = 14_000;
const LOOKED_EVERY_MS = 250;
/** More than any activity: what is longer is the owner's to refuse, and not held here. */
const LONGEST_BODY = 300 * 1024;

/** What answers HTTP for a replica that does not have the store. */
export interface Standby {
  readonly port: number;
  /** Gives the port back. Who is held is still answered, by the owner that comes. */
  makeRoom(): void;
  close(): Promise<void>;
}

/**
 * Passes each request on to the owner as it is, who alone knows who may speak. What could not be delivered is tried again with the
 * next owner; what may have been is not.
 */
export async function standBy(
  { host, port }: { readonly host: string; readonly port: number },
  watch: OwnerWatch,
  clock: Pick<Clock, 'elapsedMs' | 'sleep'>,
): Promise<Standby> {
  const serving = async () => (await watch.owner().catch(() => undefined))?.address;

  async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    if (body === undefined) return void response.writeHead(413).end();
    for (const untilMs = clock.elapsedMs() + HELD_MS; clock.elapsedMs() < untilMs; await clock.sleep(LOOKED_EVERY_MS)) {
      const address = await serving();
      if (address !== undefined && (await delivered(address, request, body, response))) return;
    }
    response.writeHead(503, { 'Retry-After': '1' }).end();
  }

  const server = createServer(async (request, response) => {
    response.on('error', () => undefined);
    if (request.url === '/healthz') return answer(response, 200, { status: 'alive' });
    if (request.url !== '/readyz') return passOn(request, response).catch(() => response.destroy());
    const isReady = (await serving()) !== undefined;
    answer(response, isReady ? 200 : 503, isReady ? { status: 'ready' } : { missing: ['no process serves'] });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    makeRoom() {
      server.close();
      server.closeIdleConnections();
    },
    close: () => ended(server),
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
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

/** Whether it reached that owner, whatever came of it. */
function delivered(
  address: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  return new Promise((resolve) => {
    const { connection: _, 'transfer-encoding': __, ...kept } = headers;
    const options = { method, headers: { ...kept, 'content-length': body.length }, agent: false };
    const sent = send(`${address}${url}`, options, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
      resolve(true);
    });
    sent.on('error', (error) => {
      const isUnsent = 'code' in error && error.code === 'ECONNREFUSED';
      if (!isUnsent && !response.headersSent) response.writeHead(502).end();
      resolve(!isUnsent);
    });
    sent.end(body);
  });
}

async function ended(server: Server): Promise<void> {
  const closed = server.listening ? once(server, 'close') : undefined;
  server.close();
  server.closeAllConnections();
  await closed;
}

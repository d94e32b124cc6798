import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type GraphConnection, graphClient } from '../../../src/directory/graph/client.ts';
import { tokensFrom } from '../../../src/directory/graph/tokens.ts';
import { clock } from './connected.ts';

/** A service that answers so, for the length of a test. */
export async function service(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function json(body: unknown): RequestListener {
  return (_, response) => void response.end(JSON.stringify(body));
}

/** The client of a service, as of Graph. */
export function clientOf(origin: string): GraphConnection {
  const getToken = async () => ({ token: 'secret', expiresOnTimestamp: clock.now().getTime() + 3_600_000 });
  const tokens = tokensFrom({ credential: { getToken }, scope: 'x', clock });
  return graphClient({ baseUrl: `${origin}/v1.0`, tokens, clock, random: Math.random });
}

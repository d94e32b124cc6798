import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that a system gives to whoever asks for any: what listens at 0 beside a test never takes one of these. Above
 * 10080, the last of those that `fetch` refuses (https://fetch.spec.whatwg.org/#port-blocking).
 */
const FIRST = 10_081;
const END = 32_000;

/** A port of this machine that nothing listens at, for a process that is started on it. */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST, END);
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return freePort();
  }
  server.close();
  await once(server, 'close');
  return port;
}

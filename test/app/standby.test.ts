import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Standby, standBy } from '../../src/app/standby.ts';
import type { Owner } from '../../src/store/postgres/claim.ts';
import { virtualClock } from '../engine/virtual-clock.ts';

const HERE = { host: '127.0.0.1', port: 0 };
/** Nobody listens there. */
const GONE = 'http://127.0.0.1:1';

/** One that answers with what it was asked, or hangs up. */
async function owner(how: 'answers' | 'hangs up' = 'answers'): Promise<string> {
  const server = createServer(async (request, response) => {
    if (how === 'hangs up') {
      request.destroy();
      return;
    }
    const said = (await Array.fromAsync(request)).join('');
    response
      .writeHead(201, { 'x-of': 'owner' })
      .end(`${request.method} ${request.url} ${request.headers['x-who']} ${said}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A replica that stands by, which sees these owners one after the other; the last one stays. */
async function standing(...owners: (string | undefined)[]) {
  const clock = virtualClock();
  const seen = (address: string | undefined): Owner => ({ name: 'another process', address });
  const watch = {
    owner: async () => seen(owners.length > 1 ? owners.shift() : owners[0]),
    close: async () => undefined,
  };
  const standby: Standby = await standBy(HERE, watch, clock);
  onTestFinished(() => standby.close());
  const url = `http://127.0.0.1:${standby.port}`;
  const ask = (body = 'hello') =>
    fetch(`${url}/api/messages?a=1`, { method: 'POST', body, headers: { 'x-who': 'megan' } });
  /** Time goes on until it is answered. */
  const inTime = async (answer: Promise<Response>) => {
    let isAnswered = false;
    void answer.finally(() => (isAnswered = true)).catch(() => undefined);
    while (!isAnswered) await clock.advance(50);
    return answer;
  };
  return { url, ask, inTime, standby };
}

describe('a replica that stands by', () => {
  it('passes what it is asked on to the owner as it is, and the answer back', async () => {
    const { ask } = await standing(await owner());
    const answer = await ask();
    expect([answer.status, answer.headers.get('x-of')]).toEqual([201, 'owner']);
    expect(await answer.text()).toBe('POST /api/messages?a=1 megan hello');
  });

  it('holds whoever asks while nobody serves, until the next owner does', async () => {
    const { ask, inTime } = await standing(undefined, GONE, undefined, await owner());
    expect((await inTime(ask())).status).toBe(201);
  });

  it('says in time that nobody came', async () => {
    const { ask, inTime } = await standing(undefined);
    const answer = await inTime(ask());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('sends nothing twice that an owner may have had', async () => {
    const { ask } = await standing(await owner('hangs up'), await owner());
    expect((await ask()).status).toBe(502);
  });

  it('holds no more of a message than a message may have', async () => {
    const { ask } = await standing(await owner());
    expect((await ask('x'.repeat(400_000))).status).toBe(413);
  });

  it('is alive by itself, and ready by its owner', async () => {
    const [without, beside] = [await standing(undefined), await standing(GONE)];
    expect((await fetch(`${without.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${without.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${beside.url}/readyz`)).status).toBe(200);
  });

  it('gives its port to the process that takes the store', async () => {
    const { standby } = await standing(undefined);
    standby.makeRoom();
    const next = createServer().listen(standby.port, '127.0.0.1');
    await once(next, 'listening');
    next.close();
  });
});

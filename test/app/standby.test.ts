import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFace } from '../../src/app/face.ts';
import { standBy } from '../../src/app/standby.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { Owner } from '../../src/store/postgres/claim.ts';
import { virtualClock } from '../engine/virtual-clock.ts';

const HERE = { host: '127.0.0.1', port: 0 };
/** Nobody listens there. */
const GONE = 'http://127.0.0.1:1';
/** Where the replica itself answers. */
const OWN = 'http://127.0.0.1:2';

type How = 'answers' | 'hangs up' | 'hangs up halfway' | 'sleeps' | 'does not serve';

/** One that answers with what it was asked, or does not. */
async function owner(how: How = 'answers'): Promise<string> {
  const server = createServer(async (request, response) => {
    if (how === 'sleeps') return;
    if (how === 'does not serve') return void response.writeHead(503).end();
    if (how === 'hangs up') return void request.destroy();
    const said = (await Array.fromAsync(request)).join('');
    response.writeHead(201, { 'x-of': 'owner' });
    if (how === 'hangs up halfway') return void response.write('half', () => response.destroy());
    response.end(`${request.method} ${request.url} ${request.headers['x-who']} ${said}`);
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
  let epoch = 0;
  const seen = (address: string | undefined): Owner => ({
    name: 'another process',
    epoch: owners.length > 0 ? ++epoch : epoch,
    address,
    isConnected: true,
  });
  let last: string | undefined;
  const watch = {
    owner: async () => {
      if (owners.length > 0) last = owners.shift();
      return seen(last);
    },
  };
  const standby = await standBy(watch, clock, () => OWN);
  const heard = Promise.withResolvers<void>();
  const hearing: RequestListener = (request, response) => {
    heard.resolve();
    standby.listener(request, response);
  };
  const face = await openFace(HERE, hearing, systemClock);
  onTestFinished(async () => {
    standby.close();
    await face.close();
  });
  const url = `http://127.0.0.1:${face.port}`;
  const ask = (body = 'hello') =>
    fetch(`${url}/api/messages?a=1`, { method: 'POST', body, headers: { 'x-who': 'megan' } });
  /** Time goes on until it is answered. */
  const inTime = async (answer: Promise<Response>) => {
    let isAnswered = false;
    void answer.finally(() => (isAnswered = true)).catch(() => undefined);
    while (!isAnswered) await clock.advance(50);
    return answer;
  };
  return { url, ask, inTime, standby, face, clock, heard: heard.promise };
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

  it.each<How>(['hangs up', 'hangs up halfway', 'sleeps', 'does not serve'])(
    'asks the next owner what one that %s has not answered',
    async (how) => {
      const { ask, inTime } = await standing(await owner(how), await owner());
      const answer = await inTime(ask());
      expect([answer.status, await answer.text()]).toEqual([201, 'POST /api/messages?a=1 megan hello']);
    },
  );

  it('takes nobody for disconnected while the database does not answer', async () => {
    const clock = virtualClock();
    const seen = { name: 'another process', epoch: 1, address: GONE, isConnected: false };
    let isDown = false;
    const standby = await standBy({ owner: async () => (isDown ? Promise.reject(new Error('away')) : seen) }, clock);
    onTestFinished(() => standby.close());
    expect(standby.owner()?.isConnected).toBe(false);
    isDown = true;
    await clock.advance(1_000);
    expect(standby.owner()).toEqual({ ...seen, isConnected: true });
  });

  it('holds no more of a message than a message may have', async () => {
    const { ask } = await standing(await owner());
    expect((await ask('x'.repeat(400_000))).status).toBe(413);
  });

  it('counts itself, not its owner', async () => {
    const { url } = await standing(await owner());
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('\nseatkeeper_owner 0\n');
  });

  it('is alive by itself, and ready by its owner, also while one is followed by the next', async () => {
    const [without, beside] = [await standing(undefined), await standing(GONE, undefined)];
    const readiness = async ({ url }: { readonly url: string }) => (await fetch(`${url}/readyz`)).status;
    expect((await fetch(`${without.url}/healthz`)).status).toBe(200);
    expect([await readiness(without), await readiness(beside)]).toEqual([503, 200]);
    await beside.clock.advance(10_000);
    expect(await readiness(beside)).toBe(200);
    await beside.clock.advance(10_000);
    expect(await readiness(beside)).toBe(503);
  });

  it('that leaves is not ready, does not ask itself, and passes on what still comes', async () => {
    const { url, ask, inTime, standby } = await standing(OWN, await owner());
    standby.leave();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await inTime(ask())).status).toBe(201);
  });

  it('hangs up on whoever it holds, once it may not be the one to answer them', async () => {
    const { ask, face, heard } = await standing(await owner('sleeps'));
    const held = ask().catch(() => 'hung up');
    await heard;
    face.letGo();
    expect(await held).toBe('hung up');
  });

  it('gives its port to the process that takes the store, with nobody refused between them', async () => {
    const { url, ask, inTime, face, heard } = await standing(undefined, await owner());
    const held = ask();
    await heard;
    const answered = face.turnTo((_, response) => void response.end('owner'));
    expect(await (await fetch(url)).text()).toBe('owner');
    expect((await inTime(held)).status).toBe(201);
    await answered;
  });
});

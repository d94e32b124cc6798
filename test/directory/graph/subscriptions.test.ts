import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GraphCall } from '../../../src/directory/graph/answer.ts';
import { answering } from '../../../src/teams/http.ts';
import { NOTIFICATIONS_PATH, notificationRoute } from '../../../src/teams/notification-route.ts';
import { clock } from './connected.ts';
import { type GraphStage, graphStage } from './graph-stage.ts';

const NEVER_MS = 10 * 60 * 60_000;
const join: GraphCall = {
  method: 'POST',
  path: '/groups/kiosk/members/$ref',
  body: { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/megan' },
};

/** A directory that looks for changes by itself hardly ever, and that Graph can reach. */
async function reachable(pace = {}, send: typeof fetch = fetch) {
  let hears: GraphStage | undefined;
  const server = createServer(
    answering(
      { [NOTIFICATIONS_PATH]: notificationRoute((body) => hears?.directory.notified(body)) },
      { onFault: (_, error) => expect.unreachable(String(error)), onAnswer: () => undefined },
    ),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${NOTIFICATIONS_PATH}`;
  const stage = await graphStage({
    notificationUrl: url,
    send,
    pace: { observeMs: NEVER_MS, ...pace },
  });
  hears = stage;
  const subscribed = () => [...stage.emulator.world.subscriptions.values()];
  await until(async () => (await stage.store.kv('graph-subscriptions').entries()).length === 2);
  await stage.atRest();
  const post = (value: readonly object[]) =>
    fetch(url, { method: 'POST', body: JSON.stringify({ value }), headers: { 'Content-Type': 'application/json' } });
  const hear = (other: GraphStage) => {
    hears = other;
  };
  return { ...stage, subscribed, url, post, hear };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await isSo()) && looks < 300; looks++) await clock.sleep(2_000);
  expect(await isSo()).toBe(true);
}

const isInKiosk = ({ directory: { tenant } }: Pick<GraphStage, 'directory'>) =>
  tenant.members(tenant.findGroup('kiosk') ?? -1).includes(tenant.findUser('megan') ?? -2);

describe('where Graph can reach it', () => {
  it('a change made elsewhere is noticed when Graph tells of it', async () => {
    const stage = await reachable();
    expect(stage.subscribed().map(({ resource }) => resource)).toEqual(['/users', '/groups']);
    await stage.client.send(join);
    await until(() => isInKiosk(stage));
    await stage.atRest();
  });

  it('nothing is believed without the secret, and nobody can tell the difference', async () => {
    const { exchanges, post, subscribed, client } = await reachable();
    // What the subscribing itself made it look for is over.
    await clock.sleep(60_000);
    exchanges.length = 0;
    const [{ clientState } = { clientState: null }] = subscribed();
    const secrets = [undefined, null, 7, '', 'x', `${clientState}x`, clientState?.toUpperCase()];
    const answers = await Promise.all([
      ...secrets.map((secret) => post([{ clientState: secret, changeType: 'updated' }])),
      ...[null, 'x', [null]].map((value) => post(value as unknown as object[])),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    await clock.sleep(5_000);
    expect(exchanges).toEqual([]);
    expect((await post([{ clientState }])).status).toBe(202);
    await until(() => exchanges.some((exchange) => exchange.includes('/users/delta')));
    await client.get('/organization');
  });

  it('subscriptions are renewed, found again by the next process, and made anew where Graph took them away', async () => {
    const stage = await reachable({ subscribeMs: 60_000 });
    const ids = stage.subscribed().map(({ id }) => id);
    await clock.sleep(130_000);
    expect(stage.subscribed().map(({ id }) => id)).toEqual(ids);
    const next = await stage.again();
    stage.hear(next);
    await clock.sleep(40_000);
    expect(stage.subscribed().map(({ id }) => id)).toEqual(ids);
    const [{ clientState } = { clientState: null }] = stage.subscribed();
    stage.emulator.world.subscriptions.clear();
    await stage.post([{ clientState, lifecycleEvent: 'subscriptionRemoved' }]);
    await until(() => stage.subscribed().length === 2);
    expect(stage.subscribed().map(({ clientState: secret }) => secret)).not.toContain(clientState);
  });

  it('what was subscribed and forgotten is taken away', async () => {
    const stage = await reachable();
    for (const resource of ['/users', '/groups']) await stage.store.kv('graph-subscriptions').delete(resource);
    const before = stage.subscribed().map(({ id }) => id);
    const next = await stage.again();
    stage.hear(next);
    await until(() => stage.subscribed().every(({ id }) => !before.includes(id)));
    await until(() => stage.subscribed().length === 2);
  });

  it('and then elsewhere, or nowhere, Graph posts nothing more to where it could', async () => {
    const stage = await reachable();
    const before = stage.subscribed().map(({ id }) => id);
    const other = stage.url.replace('127.0.0.1', 'localhost');
    const moved = await stage.again(0, { notificationUrl: other });
    stage.hear(moved);
    await until(() => stage.subscribed().every(({ id }) => !before.includes(id)));
    await until(() => stage.subscribed().length === 2);
    expect(stage.subscribed().map(({ notificationUrl }) => notificationUrl)).toEqual([other, other]);
    const nowhere = await moved.again(0, { notificationUrl: undefined });
    await until(() => stage.subscribed().length === 0);
    const back = await nowhere.again(0, { notificationUrl: stage.url });
    stage.hear(back);
    await until(() => stage.subscribed().length === 2);
  });

  it('what another app subscribed to is left to end by itself, and holds up nothing', async () => {
    const error = {
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    };
    const stage = await reachable({}, async (input, init) => {
      const isTheirs = String(input).endsWith('/of-another-app') && init?.method === 'DELETE';
      return isTheirs ? Response.json({ error }, { status: 403 }) : fetch(input, init);
    });
    const kept = stage.store.kv<{ readonly id: string; readonly notificationUrl: string }>('graph-subscriptions');
    const known = await kept.get('/users');
    await kept.set('/users', { ...known, id: 'of-another-app', notificationUrl: 'https://elsewhere.example/' });
    const next = await stage.again();
    stage.hear(next);
    await until(
      async () => (await next.store.kv<typeof known>('graph-subscriptions').get('/users'))?.id !== 'of-another-app',
    );
    await until(() => stage.subscribed().length === 2);
  });

  it('only a token that is one comes back', async () => {
    const { url } = await reachable();
    const answer = await fetch(`${url}?validationToken=${encodeURIComponent('Validation: <b>Ä</b>')}`, {
      method: 'POST',
    });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect([answer.status, await answer.text()]).toEqual([200, 'Validation: <b>Ä</b>']);
    expect((await fetch(`${url}?validationToken=${'x'.repeat(9_000)}`, { method: 'POST' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: '{' })).status).toBe(415);
    expect((await fetch(url)).status).toBe(405);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallTenant } from '../directory/small-tenant.ts';
import { type Json, openGraph } from './graph.ts';

/** Somebody who is told: agrees to be, and answers with this status. */
async function subscriber(agrees: boolean, status = () => 202) {
  const heard: Json[] = [];
  const server = createServer(async (request, response) => {
    const token = new URL(request.url ?? '', 'http://localhost').searchParams.get('validationToken');
    if (token !== null) {
      response.writeHead(agrees ? 200 : 404, { 'Content-Type': 'text/plain' }).end(agrees ? token : '');
      return;
    }
    const chunks = await request.toArray();
    const code = status();
    if (code === 202) heard.push(...JSON.parse(Buffer.concat(chunks).toString()).value);
    response.writeHead(code).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const subscription = (resource: string, changeType = 'updated,deleted') => ({
    changeType,
    notificationUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notifications`,
    resource,
    expirationDateTime: '2026-12-01T00:00:00Z',
    clientState: 'secret',
  });
  return { heard, subscription };
}

const link = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

describe('a subscription', () => {
  it('is made, shown, renewed and taken away', async () => {
    const { get, post, patch, remove, refused } = await openGraph();
    const { subscription } = await subscriber(true);
    const { status, body: made } = await post('/subscriptions', subscription('/groups'));
    expect(status).toBe(201);
    expect((await get(`/subscriptions/${made.id}`)).body).toMatchObject({ resource: '/groups', clientState: 'secret' });
    expect((await get('/subscriptions')).body.value).toHaveLength(1);
    const { body: renewed } = await patch(`/subscriptions/${made.id}`, { expirationDateTime: '2026-12-05T00:00:00Z' });
    expect(renewed.expirationDateTime).toBe('2026-12-05T00:00:00.000Z');
    expect((await remove(`/subscriptions/${made.id}`)).status).toBe(204);
    expect((await refused.get(`/subscriptions/${made.id}`)).status).toBe(404);
  });

  it('is not made where nobody agrees to be told', async () => {
    const { get, refused } = await openGraph();
    const { subscription } = await subscriber(false);
    const { status, body } = await refused.post('/subscriptions', subscription('/groups'));
    expect([status, body.error.code]).toEqual([400, 'ValidationError']);
    expect((await get('/subscriptions')).body.value).toEqual([]);
  });

  it.each([
    ['a resource that cannot be watched', { resource: '/drives' }],
    ['a change that there is not', { changeType: 'renamed' }],
    ['an end too far away', { expirationDateTime: '2027-06-01T00:00:00Z' }],
    ['an end in the past', { expirationDateTime: '2026-01-01T00:00:00Z' }],
    ['plain http to elsewhere', { notificationUrl: 'http://example.com/' }],
    ['no address', { notificationUrl: undefined }],
  ])('is not made with %s', async (_, fault) => {
    const { refused } = await openGraph();
    const { subscription } = await subscriber(true);
    expect((await refused.post('/subscriptions', { ...subscription('/groups'), ...fault })).status).toBe(400);
  });
});

describe('who subscribed', () => {
  it('is told of what was asked for, and of nothing else', async () => {
    // Entra is not yet at work on who joined and left.
    const { post, patch, remove, clock } = await openGraph({ snapshot: smallTenant(), processingDelayMs: 600_000 });
    const [groups, members, people] = [await subscriber(true), await subscriber(true), await subscriber(true)];
    await post('/subscriptions', groups.subscription('/groups', 'updated'));
    const { body: made } = await post('/subscriptions', members.subscription('/groups/kiosk/members'));
    await post('/subscriptions', people.subscription('/users'));
    await post('/groups/kiosk/members/$ref', link('megan'));
    await remove('/groups/kiosk/members/kiosk-only/$ref');
    await patch('/users/person-3', { usageLocation: 'NL' });
    await clock.advance(1_000);
    await expect.poll(() => people.heard.length).toBe(1);
    expect(members.heard).toMatchObject([
      { changeType: 'updated', resourceData: { id: 'kiosk', 'members@delta': [{ id: 'megan' }] } },
      { changeType: 'deleted', resourceData: { 'members@delta': [{ id: 'kiosk-only', '@removed': 'deleted' }] } },
    ]);
    expect(members.heard[0]).toMatchObject({ subscriptionId: made.id, clientState: 'secret', tenantId: 'contoso' });
    expect(groups.heard.map(({ resource }) => resource)).toEqual(['Groups/kiosk', 'Groups/kiosk']);
    expect(people.heard).toMatchObject([
      { resource: 'Users/person-3', resourceData: { '@odata.type': '#Microsoft.Graph.User' } },
    ]);
  });

  it('and did not hear is told again', async () => {
    const { post, clock } = await openGraph({ snapshot: smallTenant(), p1: false });
    const answers = [503, 202];
    const { heard, subscription } = await subscriber(true, () => answers.shift() ?? 202);
    await post('/subscriptions', subscription('groups'));
    await post('/groups/kiosk/members/$ref', link('megan'));
    await expect
      .poll(async () => {
        await clock.advance(1_000);
        return heard.length;
      })
      .toBe(1);
    expect(answers).toEqual([]);
  });
});

import { createHmac } from 'node:crypto';
import { base64url, exportSPKI } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signingKeys } from '../../src/teams/signing-keys.ts';
import { teamsGate } from '../../src/teams/teams-gate.ts';
import { MEGAN, TeamsClient } from '../chat/teams-client.ts';
import { APP_ID, BotFramework, claimsOf, ISSUER, inSeconds, type Signer, sign, signer } from './bot-framework.ts';
import { type ServerStage, serverStage, TENANT } from './server-stage.ts';

let microsoft: Signer;
let stranger: Signer;
let otherChannel: Signer;
let unendorsed: Signer;
let framework: BotFramework;
let stage: ServerStage;
let teams: TeamsClient;
/** The clock of the gate, ahead of the real one by so much. */
let aheadMs = 0;

const now = () => new Date(Date.now() + aheadMs);

async function open(): Promise<AsyncDisposableStack> {
  await using opened = new AsyncDisposableStack();
  aheadMs = 0;
  framework = opened.use(await BotFramework.start(microsoft, otherChannel, unendorsed));
  // The connector has its address before the gate that allows it.
  const serviceUrls: string[] = [];
  const keys = signingKeys({ metadataUrl: framework.metadataUrl, now });
  const gate = teamsGate({ keys, appId: APP_ID, issuer: ISSUER, tenants: [TENANT], serviceUrls, now });
  stage = opened.use(await serverStage({ gate }));
  teams = opened.use(await TeamsClient.start(stage.endpoint));
  serviceUrls.push(new URL(teams.serviceUrl).origin);
  return opened.move();
}

let opened: AsyncDisposableStack;
beforeAll(async () => {
  microsoft = await signer('microsoft');
  stranger = await signer('microsoft');
  otherChannel = await signer('webchat', ['webchat', 'directline']);
  unendorsed = await signer('unendorsed', null);
  opened = await open();
});
afterAll(() => opened.disposeAsync());
beforeEach(() => {
  stage.heard.length = 0;
  stage.pressed.length = 0;
  stage.others.length = 0;
  stage.logged.length = 0;
});

/** What the Bot Connector sends with a message of Megan's. */
function activity(fields: object = {}) {
  return {
    type: 'message',
    id: 'm',
    text: 'show HR Department',
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: '29:megan', aadObjectId: MEGAN.aadObjectId },
    recipient: { id: `28:${APP_ID}` },
    conversation: { id: 'c', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    ...fields,
  };
}

async function send(authorization: string | undefined, body: object | string = activity()) {
  const response = await fetch(stage.endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const good = async (claims: object = {}, header: object = {}) =>
  `Bearer ${await sign(microsoft, { ...claimsOf(teams.serviceUrl), ...claims }, header)}`;

/** Any claims and header, with a signature of whatever kind. */
function handmade(header: object, signature: string | ((input: string) => string), claims: object = {}): string {
  const part = (value: object) => base64url.encode(JSON.stringify(value));
  const input = `${part(header)}.${part({ ...claimsOf(teams.serviceUrl), ...claims })}`;
  return `Bearer ${input}.${typeof signature === 'string' ? signature : signature(input)}`;
}

test('Teams is served, and answered where it calls from', async () => {
  expect(await send(await good())).toEqual({ status: 200, text: '' });
  expect(stage.heard[0]).toMatchObject({ text: 'show HR Department', person: { userId: MEGAN.aadObjectId } });
  expect(teams.messages.at(-1)?.states[0]?.activity.text).toBe('heard: show HR Department');
});

test.each<[string, object]>([
  ['ended four minutes ago', { exp: inSeconds(-240) }],
  ['begins in four minutes', { nbf: inSeconds(240) }],
])('a token that %s may be one of another clock', async (_when, claims) => {
  expect((await send(await good(claims))).status).toBe(200);
});

const BAD: readonly (readonly [string, () => Promise<string | undefined> | string | undefined])[] = [
  ['no header', () => undefined],
  ['an empty header', () => ''],
  ['Basic', () => 'Basic bWVnYW46cGFzcw=='],
  ['a word', () => 'Bearer'],
  ['garbage', () => 'Bearer garbage'],
  ['three words', () => 'Bearer a.b.c'],
  ['four parts', async () => `${await good()}.x`],
  ['two tokens', async () => `${await good()} ${(await good()).slice(7)}`],
  ['two tokens with a comma', async () => `${await good()}, ${await good()}`],
  ['an unknown key', async () => `Bearer ${await sign({ ...microsoft, kid: 'unknown' }, claimsOf(teams.serviceUrl))}`],
  ['no key named', async () => good({}, { kid: undefined })],
  ['another issuer', () => good({ iss: 'https://sts.windows.net/x/' })],
  ['the emulator of old', () => good({ iss: 'https://login.microsoftonline.com/botframework.com/v2.0' })],
  ['no issuer', () => good({ iss: undefined })],
  ['another audience', () => good({ aud: 'c0c0c0c0-0000-4000-8000-000000000001' })],
  ['no audience', () => good({ aud: undefined })],
  ['another address', () => good({ serviceurl: 'https://smba.trafficmanager.net/emea/' })],
  ['the address with a slash more', () => good({ serviceurl: `${teams.serviceUrl}/` })],
  ['no address', () => good({ serviceurl: undefined })],
  ['an address that is a list', () => good({ serviceurl: [teams.serviceUrl] })],
  ['an end six minutes ago', () => good({ exp: inSeconds(-360) })],
  ['no end', () => good({ exp: undefined })],
  ['an end in words', () => good({ exp: 'never' })],
  ['a beginning in six minutes', () => good({ nbf: inSeconds(360) })],
  ["a stranger's signature", async () => `Bearer ${await sign(stranger, claimsOf(teams.serviceUrl))}`],
  ['a payload changed after signing', async () => tampered(await good())],
  ['a key of another channel', async () => `Bearer ${await sign(otherChannel, claimsOf(teams.serviceUrl))}`],
  ['a key endorsed for nothing', async () => `Bearer ${await sign(unendorsed, claimsOf(teams.serviceUrl))}`],
  ['no algorithm', () => handmade({ alg: 'none', kid: 'microsoft' }, 'AAAA')],
  ['no algorithm and no signature', () => handmade({ alg: 'none', kid: 'microsoft' }, '')],
  ['the public key as a password', async () => handmade({ alg: 'HS256', kid: 'microsoft' }, await hmac())],
  ['RS512', () => handmade({ alg: 'RS512', kid: 'microsoft' }, 'AAAA')],
  ['a key of its own', async () => withOwnKey({ jwk: stranger.jwk })],
  ['keys of its own', async () => withOwnKey({ jku: `${framework.origin}/evil` })],
  ['a demand that nobody knows', () => handmade({ alg: 'RS256', kid: 'microsoft', crit: ['x'], x: 1 }, 'AAAA')],
];

function tampered(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(new TextDecoder().decode(base64url.decode(payload)));
  return `${header}.${base64url.encode(JSON.stringify({ ...claims, exp: claims.exp + 1 }))}.${signature}`;
}

async function hmac(): Promise<(input: string) => string> {
  const key = await exportSPKI(microsoft.keys.publicKey);
  return (input) => createHmac('sha256', key).update(input).digest('base64url');
}

const withOwnKey = async (header: object) => `Bearer ${await sign(stranger, claimsOf(teams.serviceUrl), header)}`;

describe('a caller who is not Teams', () => {
  test.each(BAD)('%s: 401, nothing said, no turn, one line', async (_what, authorization) => {
    const header = await authorization();
    expect(await send(header)).toEqual({ status: 401, text: '' });
    expect([stage.heard, stage.pressed]).toEqual([[], []]);
    expect(stage.logged).toHaveLength(1);
    expect(stage.logged[0]).toContain('"status":401');
    for (const part of (header ?? '').split(/[ .]/).filter((text) => text.length > 20)) {
      expect(stage.logged[0]).not.toContain(part);
    }
  });

  test.each([
    'message',
    'invoke',
    'messageUpdate',
    'messageDelete',
    'messageReaction',
    'installationUpdate',
    'event',
    'x',
  ])('is refused as a sender of %s as well', async (type) => {
    const body = activity({ type, action: 'add', name: 'adaptiveCard/action', value: { action: { verb: 'apply' } } });
    expect(await send('Bearer a.b.c', body)).toEqual({ status: 401, text: '' });
    expect([stage.heard, stage.pressed, stage.others]).toEqual([[], [], []]);
  });

  test.each([
    ['what is no JSON', '{"type":'],
    ['a megabyte', JSON.stringify({ text: 'x'.repeat(1024 * 1024) })],
    ['a thousand levels', '['.repeat(1_000)],
  ])('hears 401 whatever is sent: %s is not looked at', async (_what, body) => {
    expect(await send(undefined, body)).toEqual({ status: 401, text: '' });
  });
});

const OTHER = '22222222-2222-2222-2222-222222222222';

describe('Teams itself, for somebody who is not ours', () => {
  test.each<[string, object]>([
    ['another tenant', { conversation: { id: 'c', tenantId: OTHER }, channelData: { tenant: { id: OTHER } } }],
    ['a conversation of another tenant', { conversation: { id: 'c', tenantId: OTHER } }],
    ['somebody of another tenant', { channelData: { tenant: { id: OTHER } } }],
    ['a conversation of no tenant', { conversation: { id: 'c' } }],
    ['somebody of no tenant', { channelData: {} }],
    ['no tenant at all', { conversation: { id: 'c' }, channelData: null }],
    ['tenants in a list', { conversation: { id: 'c', tenantId: [TENANT] } }],
  ])('%s: 403, nothing said, no turn, one line', async (_what, fields) => {
    expect(await send(await good(), activity(fields))).toEqual({ status: 403, text: '' });
    expect([stage.heard, stage.pressed, stage.others]).toEqual([[], [], []]);
    expect(stage.logged).toEqual([expect.stringContaining('"status":403')]);
  });

  test.each(['webchat', 'emulator', 'directline', 'Msteams', ''])('the channel %j is refused', async (channelId) => {
    const { status } = await send(await good(), activity({ channelId }));
    expect(status).toBe(channelId === '' ? 400 : 401);
    expect(stage.heard).toEqual([]);
  });

  test('a channel for which the key may sign, and which is not Teams, is refused', async () => {
    const header = `Bearer ${await sign(otherChannel, claimsOf(teams.serviceUrl))}`;
    expect(await send(header, activity({ channelId: 'webchat' }))).toEqual({ status: 403, text: '' });
  });

  test('tenants in other letters are ours', async () => {
    const [tenantId, id] = [TENANT.toUpperCase(), TENANT];
    const body = activity({ conversation: { id: 'c', tenantId }, channelData: { tenant: { id } } });
    expect((await send(await good(), body)).status).toBe(200);
  });
});

describe('an address that answers may not go to, though the token names it', () => {
  const at = () => new URL(teams.serviceUrl).host;
  test.each<[string, () => string]>([
    ['another machine', () => 'http://example.com/'],
    ['a neighbour in its zone', () => 'https://evil.trafficmanager.net/'],
    ['its name as a prefix', () => 'https://smba.trafficmanager.net.example/'],
    ['its name as a user', () => `http://${at()}@example.com/`],
    ['a user', () => `http://x@${at()}/`],
    ['a user and a password', () => `http://x:y@${at()}/`],
    ['an empty user', () => `http://@${at()}/`],
    ['another port', () => 'http://127.0.0.1:1/'],
    ['another scheme', () => `https://${at()}/`],
    ['ws', () => `ws://${at()}/`],
    ['file', () => 'file:///etc/passwd'],
    ['data', () => 'data:text/plain,x'],
    ['no scheme', () => `//${at()}/`],
    ['capital letters', () => `HTTP://${at()}/`],
    ['a blank before', () => ` http://${at()}/`],
    ['a blank behind', () => `http://${at()}/ `],
    ['a tab inside', () => `http://${at().slice(0, 4)}\t${at().slice(4)}/`],
    ['a line end', () => `http://${at()}/\n`],
    ['backslashes', () => `http:\\\\${at()}\\`],
    ['a backslash', () => `http://${at()}\\@example.com/`],
    ['one slash', () => `http:/${at()}/`],
    ['three slashes', () => `http:///${at()}/`],
    ['a dot at its end', () => `http://${at().replace(':', '.:')}/`],
    ['a number', () => `http://${at().replace('127.0.0.1', '2130706433')}/`],
    ['an octal number', () => `http://${at().replace('127.0.0.1', '0177.0.0.1')}/`],
    ['a hexadecimal number', () => `http://${at().replace('127.0.0.1', '0x7f.0.0.1')}/`],
    ['a short number', () => `http://${at().replace('127.0.0.1', '127.1')}/`],
    ['full-width digits', () => `http://${at().replace('127', '１２７')}/`],
    ['a full-width dot', () => `http://${at().replace('127.', '127。')}/`],
    ['IPv6', () => `http://${at().replace('127.0.0.1', '[::1]')}/`],
    ['IPv4 in IPv6', () => `http://${at().replace('127.0.0.1', '[::ffff:127.0.0.1]')}/`],
    ['its name', () => `http://${at().replace('127.0.0.1', 'localhost')}/`],
    ['an escaped host', () => `http://%31${at().slice(1)}/`],
    ['a path that goes up', () => `http://${at()}/a/../b`],
    ['an escaped path that goes up', () => `http://${at()}/a/%2e%2e/b`],
    ['a question', () => `http://${at()}/?x=y`],
    ['an empty question', () => `http://${at()}/?`],
    ['a fragment', () => `http://${at()}/#x`],
    ['a fragment that looks like a user', () => `http://example.com#@${at()}/`],
    ['a default port', () => 'https://smba.trafficmanager.net:443/'],
    ['a word', () => 'nowhere'],
    ['the metadata of the machine', () => 'http://169.254.169.254/'],
  ])('%s', async (_what, address) => {
    const serviceUrl = address();
    const body = activity({ serviceUrl });
    expect(await send(await good({ serviceurl: serviceUrl }), body)).toEqual({ status: 403, text: '' });
    expect(stage.heard).toEqual([]);
  });
});

describe('the keys', () => {
  test('are read once, whoever calls', async () => {
    await using _world = await open();
    await Promise.all(Array.from({ length: 50 }, async () => send(await good())));
    expect(framework.reads).toBe(1);
  });

  test('that are made up make no requests of ours', async () => {
    await using _world = await open();
    await send(await good());
    const forged = (kid: string) => sign({ ...stranger, kid }, claimsOf(teams.serviceUrl));
    for (let n = 0; n < 20; n += 1) expect((await send(`Bearer ${await forged(`k${n}`)}`)).status).toBe(401);
    expect(framework.reads).toBe(2);
  });

  test('may change at any time', async () => {
    await using _world = await open();
    await send(await good());
    const next = await signer('next');
    framework.published = [next.jwk];
    const header = `Bearer ${await sign(next, claimsOf(teams.serviceUrl))}`;
    expect((await send(header)).status).toBe(200);
    expect((await send(await good())).status).toBe(401);
  });

  test('stay good for a day when nobody answers', async () => {
    await using _world = await open();
    await send(await good());
    framework.status = 500;
    aheadMs = 20 * 3_600_000;
    expect((await send(await good({ exp: inSeconds(90_000) }))).status).toBe(200);
    aheadMs = 25 * 3_600_000;
    expect(await send(await good({ exp: inSeconds(180_000) }))).toEqual({ status: 503, text: '' });
  });

  test.each<[string, () => void]>([
    ['answers with a fault', () => Object.assign(framework, { status: 500 })],
    ['hangs', () => Object.assign(framework, { hangs: true })],
    ['sends to another origin', () => Object.assign(framework, { keysUrl: 'http://127.0.0.1:1/keys' })],
  ])('cannot be had when their server %s: 503, nobody is served', async (_what, fail) => {
    await using _world = await open();
    fail();
    expect(await send(await good())).toEqual({ status: 503, text: '' });
    expect(stage.heard).toEqual([]);
    Object.assign(framework, { status: 200, hangs: false, keysUrl: undefined });
    expect((await send(await good())).status).toBe(200);
  });
});

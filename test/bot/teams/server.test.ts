import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Conversations, IncomingMessage, IncomingPress, PressAnswer } from '../../../src/bot/chat.ts';
import { createServer, type Server } from '../../../src/bot/teams/server.ts';
import { eventually, MEGAN, type SentMessage, TeamsClient } from '../teams-client.ts';

const sleeps: number[] = [];
let slept: Promise<void>;
let server: Server;
let teams: TeamsClient;
let heard: IncomingMessage[];
let pressed: IncomingPress[];
let submitted: IncomingPress[];
let answer: PressAnswer | Error;

beforeEach(async () => {
  heard = [];
  pressed = [];
  submitted = [];
  sleeps.length = 0;
  slept = Promise.resolve();
  answer = { kind: 'sentence', text: 'Done.' };
  server = createServer({
    host: '127.0.0.1',
    port: 0,
    readiness: () => [],
    metrics: () => 'seatkeeper_up 1\n',
    refuse: ({ tenantIds }) => (tenantIds.includes('other') ? 'another tenant' : undefined),
    log: () => {},
    sleep(ms) {
      sleeps.push(ms);
      return slept;
    },
    stopping: new AbortController().signal,
    random: () => 0,
  });
  const conversations: Conversations = {
    async onMessage(message) {
      heard.push(message);
      await server.chat.send(message.place, { text: `heard: ${message.text}` });
    },
    async onEdited() {},
    async onDeleted() {},
    async onPress(press) {
      pressed.push(press);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async onSubmit(press) {
      submitted.push(press);
      if (answer instanceof Error) throw answer;
    },
    async onInstalled() {},
    async onRemoved() {},
  };
  const port = await server.listen(conversations);
  teams = await TeamsClient.start(`http://127.0.0.1:${port}/api/messages`);
});

afterEach(async () => {
  await teams[Symbol.asyncDispose]();
  await server.close();
});

const MESSAGE = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9/',
  conversation: { id: 'x' },
  from: { id: 'x' },
  recipient: { id: 'y' },
};
const CARD = { type: 'AdaptiveCard', version: '1.5', fallbackText: 'A card', body: [] } as const;
const CARD_MESSAGE: SentMessage = { id: 'card', conversationId: 'c', states: [] };

describe('what arrives', () => {
  test('a message is heard and answered in its own conversation', async () => {
    const message = await teams.personal(MEGAN).say('show HR Department');
    expect(message.states[0]?.activity.text).toBe('heard: show HR Department');
    expect(heard[0]?.person).toEqual({
      userId: MEGAN.aadObjectId,
      chatId: `29:${MEGAN.aadObjectId}`,
      displayName: 'Megan Bowen',
    });
  });

  test('the mention of the bot is taken away, those of people stay', async () => {
    await teams.channel(MEGAN, '17').say('remove <at>Ann Lee</at> from Kiosk users');
    expect(heard[0]?.text).toBe('remove <at>Ann Lee</at> from Kiosk users');
    expect(heard[0]?.addressed).toBe(true);
    expect(heard[0]?.place.conversationId).toBe('19:channel@thread.tacv2;messageid=17');
  });

  test('without a mention nobody spoke to the bot in a group chat', async () => {
    await teams.groupChat(MEGAN).send('assign E3 to HR Department', { mention: false });
    expect(heard[0]?.addressed).toBe(false);
  });

  test.each([
    ['no JSON', '{"type":', 400],
    ['an array', '[]', 400],
    ['no type', '{"channelId":"msteams"}', 400],
    ['a field of another type', { ...MESSAGE, text: 7 }, 400],
    ['a quarter of a megabyte and more', JSON.stringify({ text: 'x'.repeat(256 * 1024) }), 413],
  ])('%s is refused and the bot goes on', async (_what, body, status) => {
    expect((await teams.post(body)).status).toBe(status);
    expect((await teams.personal(MEGAN).say('still there?')).states[0]?.activity.text).toBe('heard: still there?');
  });

  test.each([
    ['a body that only says it is gzip', 'gzip', Buffer.from('notgzip'), 415],
    ['a small gzip of many megabytes', 'gzip', gzipSync(Buffer.alloc(32 * 1024 * 1024, ' ')), 415],
    ['another encoding', 'br', Buffer.from('{}'), 415],
    ['no encoding at all, said aloud', 'Identity', Buffer.from('{}'), 400],
  ])('%s is answered without being unpacked, and the bot goes on', async (_what, encoding, body, status) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
    const response = await fetch(teams.endpoint, { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect((await teams.personal(MEGAN).say('still there?')).states[0]?.activity.text).toBe('heard: still there?');
  });

  test.each([
    ['64 levels', 63, 'type'],
    ['65 levels', 64, 'levels'],
    ['100,000 levels', 100_000, 'levels'],
  ])('%s in one another are told apart', async (_what, inside, message) => {
    const answer = await teams.post(`{"value":${'['.repeat(inside)}${']'.repeat(inside)}}`);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  test('people of another tenant are not heard', async () => {
    const answer = await teams.post({ ...MESSAGE, text: 'hello', conversation: { id: 'x', tenantId: 'other' } });
    expect(answer.status).toBe(403);
    expect(heard).toEqual([]);
  });
});

describe('a press', () => {
  test.each<[PressAnswer, string, unknown]>([
    [{ kind: 'sentence', text: 'Too late.' }, 'application/vnd.microsoft.activity.message', 'Too late.'],
    [
      { kind: 'problem', code: 'Stale', text: 'Already decided.' },
      'application/vnd.microsoft.error',
      { code: 'Stale', message: 'Already decided.' },
    ],
    [{ kind: 'card', message: { text: 't', card: CARD } }, 'application/vnd.microsoft.card.adaptive', CARD],
  ])('is answered with HTTP 200 and a typed body: %o', async (given, type, value) => {
    answer = given;
    const response = await teams.personal(MEGAN).execute(CARD_MESSAGE, 'apply', { id: 1, v: 1 });
    expect(response).toEqual({ status: 200, body: { statusCode: 200, type, value } });
    expect(pressed[0]).toMatchObject({ verb: 'apply', data: { id: 1, v: 1 }, cardMessageId: 'card' });
  });

  test('a fault is said, never an empty body', async () => {
    answer = new Error('the disk is full');
    const response = await teams.personal(MEGAN).execute(CARD_MESSAGE, 'apply', {});
    expect(response.status).toBe(200);
    expect(response.body?.type).toBe('application/vnd.microsoft.error');
    expect(JSON.stringify(response.body)).not.toContain('disk');
  });
});

describe('a press from a client that knows only messages', () => {
  test('is heard as one, with its data', async () => {
    const { status } = await teams.personal(MEGAN).submit(CARD_MESSAGE, 'apply', { id: 1, v: 1 });
    expect(status).toBe(200);
    expect(submitted[0]).toMatchObject({ verb: 'apply', data: { id: 1, v: 1 }, cardMessageId: 'card' });
    expect([heard, pressed]).toEqual([[], []]);
  });

  test('a fault is said', async () => {
    answer = new Error('the disk is full');
    const chat = teams.personal(MEGAN);
    await chat.submit(CARD_MESSAGE, 'apply', {});
    expect(chat.messages[0]?.states[0]?.activity.text).toMatch(/^Something went wrong here/);
  });
});

describe('what goes out', () => {
  test.each([
    [429, { 'Retry-After': '2' }, [2000]],
    [429, {}, [500]],
    [412, {}, [500]],
    [502, {}, [500]],
  ])('%i is tried again after the pause that was asked for', async (status, headers, pauses) => {
    teams.faults.push({ status, headers });
    await teams.personal(MEGAN).say('hello');
    expect(sleeps).toEqual(pauses);
  });

  test('pauses grow while it stays busy', async () => {
    teams.faults.push({ status: 503 }, { status: 503 }, { status: 503 });
    await teams.personal(MEGAN).say('hello');
    expect(sleeps).toEqual([500, 1000, 2000]);
  });

  test.each([403, 404])('%i means that nobody is there, and is not tried again', async (status) => {
    teams.faults.push({ status });
    await teams.personal(MEGAN).send('hello');
    expect(sleeps).toEqual([]);
    expect(teams.messages).toEqual([]);
  });

  test('messages of one conversation keep their order while the first is tried again', async () => {
    teams.faults.push({ status: 503 });
    const chat = teams.personal(MEGAN);
    await Promise.all([chat.send('one'), chat.send('two')]);
    await eventually(() => chat.messages.length === 2, 'both');
    expect(chat.messages.map((message) => message.states[0]?.activity.text)).toEqual(
      heard.map(({ text }) => `heard: ${text}`),
    );
  });
});

test('a conversation that moved does not wait for what is still tried at its old address', async () => {
  const chat = teams.personal(MEGAN);
  await chat.say('hello');
  const place = heard[0]?.place;
  if (place === undefined) throw new Error('nothing was heard');
  let wake: () => void = () => {};
  slept = new Promise((resolve) => {
    wake = resolve;
  });
  const old = server.chat.send({ ...place, serviceUrl: 'http://127.0.0.1:1/' }, { text: 'old' });
  const given = expect(old).rejects.toThrow('ECONNREFUSED');
  await eventually(() => sleeps.length === 1, 'the first pause');
  await chat.say('still there?');
  expect(sleeps).toHaveLength(1);
  wake();
  await given;
});

describe('the other routes', () => {
  test.each([
    ['/healthz', 200, 'alive'],
    ['/readyz', 200, 'ready'],
    ['/metrics', 200, 'seatkeeper_up 1'],
  ])('%s', async (path, status, content) => {
    const response = await fetch(new URL(path, teams.endpoint));
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(content);
    expect(response.headers.get('server')).toBeNull();
  });
});

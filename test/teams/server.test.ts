import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PerhapsSent, type PressAnswer } from '../../src/chat/chat.ts';
import { ALEX, eventually, MEGAN, type SentMessage, TeamsClient } from '../chat/teams-client.ts';
import { freePort } from '../free-port.ts';
import { SDKS, type ServerStage, serverStage } from './server-stage.ts';

let stage: ServerStage;
let teams: TeamsClient;

afterEach(async () => {
  await teams[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

describe.each(SDKS)('with %s', (_sdk, connector) => {
  beforeEach(async () => {
    stage = await serverStage({ connector });
    teams = await TeamsClient.start(stage.endpoint);
  });

  const MESSAGE = {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1:9/',
    conversation: { id: 'x' },
    from: { id: 'x' },
    recipient: { id: 'y' },
  };
  function placeHeard() {
    const place = stage.heard[0]?.place;
    if (place === undefined) throw new Error('nothing was heard');
    return place;
  }

  const CARD = { type: 'AdaptiveCard', version: '1.5', fallbackText: 'A card', body: [] } as const;
  const CARD_MESSAGE: SentMessage = { id: 'card', conversationId: 'c', states: [] };

  describe('what arrives', () => {
    test('a message is heard and answered in its own conversation', async () => {
      const message = await teams.personal(MEGAN).say('show HR Department');
      expect(message.states[0]?.activity.text).toBe('heard: show HR Department');
      expect(stage.heard[0]?.person).toEqual({
        userId: MEGAN.aadObjectId,
        chatId: `29:${MEGAN.aadObjectId}`,
        displayName: 'Megan Bowen',
      });
    });

    test('the mention of the bot is taken away, those of people stay', async () => {
      await teams.channel(MEGAN, '17').say('remove <at>Ann Lee</at> from Kiosk users');
      expect(stage.heard[0]?.text).toBe('remove <at>Ann Lee</at> from Kiosk users');
      expect(stage.heard[0]?.addressed).toBe(true);
      expect(stage.heard[0]?.place.conversationId).toBe('19:channel@thread.tacv2;messageid=17');
    });

    test('a mention means whom Teams knows by its id, whatever name stands there', async () => {
      const mention = (id: string) => ({
        type: 'mention',
        text: '<at>Ann Lee</at>',
        mentioned: { id, name: 'Ann Lee' },
      });
      teams.members.set('29:ann/1', ALEX.aadObjectId);
      const chat = teams.personal(MEGAN);
      await chat.sendAs('give <at>Ann Lee</at> E3', { entities: [mention('29:ann/1')] });
      expect(stage.heard[0]?.text).toContain(ALEX.aadObjectId);
      const asked = teams.calls.filter(({ path }) => path.includes('/members/'));
      expect(asked.map(({ path }) => path)).toEqual([expect.stringMatching(/\/members\/29%3Aann%2F1$/)]);
      await chat.sendAs('give <at>Ann Lee</at> E3', { entities: [mention('29:ann/1'), mention('29:nobody')] });
      expect(teams.calls.filter(({ path }) => path.includes('/members/'))).toHaveLength(2);
      await chat.sendAs('give <at>Ann Lee</at> E3', { entities: [mention('29:nobody')] });
      expect(stage.heard[2]?.text).toBe('give <at>Ann Lee</at> E3');
    });

    test('without a mention nobody spoke to the bot in a group chat', async () => {
      await teams.groupChat(MEGAN).send('assign E3 to HR Department', { mention: false });
      expect(stage.heard[0]?.addressed).toBe(false);
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
      ['no text', 'identity', Buffer.from([0x7b, 0xff, 0x7d]), 400],
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

    test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
      '%s is refused',
      async (type) => {
        const response = await fetch(teams.endpoint, { method: 'POST', headers: { 'Content-Type': type }, body: '{}' });
        expect(response.status).toBe(415);
      },
    );

    test('a body too large is answered whatever its sender says of its length', async () => {
      const body = new ReadableStream({
        start(controller) {
          for (let chunk = 0; chunk < 9; chunk += 1) controller.enqueue(Buffer.alloc(32 * 1024, ' '));
          controller.close();
        },
      });
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(teams.endpoint, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
      expect(response.status).toBe(413);
    });

    test('people of another tenant are not heard', async () => {
      const answer = await teams.post({ ...MESSAGE, text: 'hello', conversation: { id: 'x', tenantId: 'other' } });
      expect(answer.status).toBe(403);
      expect(stage.heard).toEqual([]);
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
      stage.answer = given;
      const response = await teams.personal(MEGAN).execute(CARD_MESSAGE, 'apply', { id: 1, v: 1 });
      expect(response).toEqual({ status: 200, body: { statusCode: 200, type, value } });
      expect(stage.pressed[0]).toMatchObject({ verb: 'apply', data: { id: 1, v: 1 }, cardMessageId: 'card' });
    });

    test('a fault is said, never an empty body', async () => {
      stage.answer = new Error('the disk is full');
      const response = await teams.personal(MEGAN).execute(CARD_MESSAGE, 'apply', {});
      expect(response.status).toBe(200);
      expect(response.body?.type).toBe('application/vnd.microsoft.error');
      expect(JSON.stringify(response.body)).not.toContain('disk');
    });
  });

  describe('a turn that fails', () => {
    test.each([
      [{}, /^Something went wrong here\. Nothing was lost/],
      [{ locale: 'nl-NL' }, /^Er ging hier iets mis\. Er is niets verloren/],
    ])('is told to who speaks %j, and the next one is served', async (fields, words) => {
      stage.fault = new Error('the disk is full');
      const chat = teams.personal(MEGAN);
      expect((await chat.sendAs('hello', fields)).status).toBe(200);
      expect(chat.messages[0]?.states[0]?.activity.text).toMatch(words);
      stage.fault = undefined;
      expect((await chat.say('hello')).states[0]?.activity.text).toBe('heard: hello');
    });
  });

  describe('a press from a client that knows only messages', () => {
    test('is heard as one, with its data', async () => {
      const { status } = await teams.personal(MEGAN).submit(CARD_MESSAGE, 'apply', { id: 1, v: 1 });
      expect(status).toBe(200);
      expect(stage.submitted[0]).toMatchObject({ verb: 'apply', data: { id: 1, v: 1 }, cardMessageId: 'card' });
      expect([stage.heard, stage.pressed]).toEqual([[], []]);
    });

    test('a fault is said', async () => {
      stage.answer = new Error('the disk is full');
      const chat = teams.personal(MEGAN);
      await chat.submit(CARD_MESSAGE, 'apply', {});
      expect(chat.messages[0]?.states[0]?.activity.text).toMatch(/^Something went wrong here/);
    });
  });

  describe('what goes out', () => {
    test.each([
      [429, { 'Retry-After': '2' }, [2000]],
      [429, { 'Retry-After': '90' }, [90_000]],
      [429, {}, [500]],
      [412, {}, [500]],
      [503, {}, [500]],
      [401, {}, [500]],
    ])('%i is tried again after the pause that was asked for', async (status, headers, pauses) => {
      teams.faults.push({ status, headers });
      await teams.personal(MEGAN).say('hello');
      expect(stage.sleeps).toEqual(pauses);
      expect(teams.calls).toHaveLength(2);
    });

    test('a pause may be asked for as a date', async () => {
      teams.faults.push({ status: 503, headers: { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() } });
      await teams.personal(MEGAN).say('hello');
      expect(stage.sleeps[0]).toBeGreaterThan(50_000);
      expect(stage.sleeps[0]).toBeLessThan(61_000);
    });

    test('pauses grow while it stays busy', async () => {
      teams.faults.push({ status: 503 }, { status: 503 }, { status: 503 });
      await teams.personal(MEGAN).say('hello');
      expect(stage.sleeps).toEqual([500, 1000, 2000]);
    });

    test.each([403, 404])('%i means that nobody is there, and is not tried again', async (status) => {
      teams.faults.push({ status });
      await teams.personal(MEGAN).send('hello');
      expect(stage.sleeps).toEqual([]);
      expect(teams.messages).toEqual([]);
    });

    test('a message is one of its own, no reply', async () => {
      const sent = await teams.channel(MEGAN, '17').say('hello');
      expect(sent.states[0]?.activity).not.toHaveProperty('replyToId');
      expect(teams.calls[0]?.path).toMatch(/\/activities$/);
    });

    test('an edit reaches its message', async () => {
      const sent = await teams.personal(MEGAN).say('hello');
      const place = placeHeard();
      expect(await stage.server.chat.update(place, sent.id, { text: 'A card', card: CARD })).toBe('updated');
      expect(sent.states.at(-1)?.activity).toMatchObject({ type: 'message', summary: 'A card' });
      expect(sent.states.at(-1)?.activity.attachments?.[0]?.content).toEqual(CARD);
      expect(await stage.server.chat.update(place, 'no-such-message', { text: 'x' })).toBe('gone');
    });

    test('a redirect is followed nowhere', async () => {
      await teams.personal(MEGAN).say('hello');
      teams.faults.push({ status: 307, headers: { Location: teams.serviceUrl } });
      await expect(stage.server.chat.send(placeHeard(), { text: 'private' })).rejects.toMatchObject({ status: 307 });
      expect(JSON.stringify(teams.messages)).not.toContain('private');
    });

    test.each([500, 502, 504, 'torn'] as const)(
      'a message behind %s is sent once, whether it was taken or not',
      async (status) => {
        await teams.personal(MEGAN).say('hello');
        for (const taken of [true, false]) {
          teams.faults.push({ status, taken });
          await expect(stage.server.chat.send(placeHeard(), { text: 'news' })).rejects.toThrow(PerhapsSent);
        }
        expect(teams.messages.filter(({ states }) => states[0]?.activity.text === 'news')).toHaveLength(1);
        expect(stage.sleeps).toEqual([]);
      },
    );

    test.each([500, 502, 504, 'torn'] as const)('an edit behind %s is made again', async (status) => {
      const sent = await teams.personal(MEGAN).say('hello');
      teams.faults.push({ status });
      expect(await stage.server.chat.update(placeHeard(), sent.id, { text: 'as it is now' })).toBe('updated');
      expect(sent.states.at(-1)?.activity.text).toBe('as it is now');
    });

    test('who cannot be reached is tried again: nothing was sent', async () => {
      await teams.personal(MEGAN).say('hello');
      const nobody = { ...placeHeard(), serviceUrl: `http://127.0.0.1:${await freePort()}/connector` };
      const error = await stage.server.chat.send(nobody, { text: 'hello' }).catch((fault: unknown) => fault);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(PerhapsSent);
      expect(stage.sleeps).toHaveLength(5);
    });

    test('who does not answer is not waited for, and gets nothing twice', async () => {
      await teams.personal(MEGAN).say('hello');
      teams.silent = true;
      await expect(stage.server.chat.send(placeHeard(), { text: 'hello' })).rejects.toThrow(PerhapsSent);
      expect(stage.sleeps).toEqual([]);
    });

    test('a place that was kept is written to only where that is still allowed', async () => {
      await teams.personal(MEGAN).say('hello');
      const elsewhere = { ...placeHeard(), serviceUrl: 'https://smba.trafficmanager.net.example/' };
      await expect(stage.server.chat.send(elsewhere, { text: 'x' })).rejects.toThrow('serviceUrl is not allowed');
      await expect(stage.server.chat.update(elsewhere, 'm', { text: 'x' })).rejects.toThrow(
        'serviceUrl is not allowed',
      );
      expect(stage.sleeps).toEqual([]);
    });

    test('an id of a conversation is one step of a path, whatever it says', async () => {
      await teams.personal(MEGAN).say('hello');
      const place = { ...placeHeard(), conversationId: '../../elsewhere?x=/y#z' };
      await stage.server.chat.send(place, { text: 'x' });
      expect(teams.calls.at(-1)?.path).toContain(
        '/connector/v3/conversations/..%2F..%2Felsewhere%3Fx%3D%2Fy%23z/activities',
      );
    });

    test('messages of one conversation keep their order while the first is tried again', async () => {
      teams.faults.push({ status: 503 });
      const chat = teams.personal(MEGAN);
      await Promise.all([chat.send('one'), chat.send('two')]);
      await eventually(() => chat.messages.length === 2, 'both');
      expect(chat.messages.map((message) => message.states[0]?.activity.text)).toEqual(
        stage.heard.map(({ text }) => `heard: ${text}`),
      );
    });

    test('a conversation that moved does not wait for what is still tried at its old address', async () => {
      const chat = teams.personal(MEGAN);
      await chat.say('hello');
      let wake: () => void = () => {};
      stage.slept = new Promise((resolve) => {
        wake = resolve;
      });
      const old = stage.server.chat.send(
        { ...placeHeard(), serviceUrl: `http://127.0.0.1:${await freePort()}/` },
        { text: 'old' },
      );
      const given = expect(old).rejects.toThrow('did not answer');
      await eventually(() => stage.sleeps.length === 1, 'the first pause');
      await chat.say('still there?');
      expect(stage.sleeps).toHaveLength(1);
      wake();
      await given;
    });
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

    test.each(['/healthz', '/readyz', '/metrics'])('HEAD %s is answered without a body', async (path) => {
      const response = await fetch(new URL(path, teams.endpoint), { method: 'HEAD' });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('');
    });

    test.each([
      ['GET', '/api/messages', 405],
      ['DELETE', '/healthz', 405],
      ['OPTIONS', '/api/messages', 405],
      ['GET', '/', 404],
      ['GET', '/__proto__', 404],
      ['POST', '/api', 404],
    ])('%s %s is %i', async (method, path, status) => {
      expect((await fetch(new URL(path, teams.endpoint), { method })).status).toBe(status);
    });

    test('a slash at the end of a path means nothing', async () => {
      expect((await fetch(new URL('/healthz/', teams.endpoint))).status).toBe(200);
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(`${teams.endpoint}/`, { method: 'POST', headers, body: '{}' });
      expect(response.status).toBe(400);
    });
  });
});

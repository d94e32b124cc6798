import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AMBER, snapshots, teamsOf, VIOLET } from '../app/fleet-stage.ts';
import { askedBy } from '../chat/approval-stage.ts';
import { cardOf, eventually, MEGAN, NESTOR, type SentMessage, TeamsClient, textOf } from '../chat/teams-client.ts';
import { two as another, apply, nextMessage, one } from '../chat/watch-stage.ts';
import { playAt } from '../conversations/play.ts';
import { settingsIn } from '../conversations/transcript.ts';
import { databaseForTest, execute, isLeftOut } from '../store/postgres/database.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { ready, type Served, served } from './served.ts';

const replica = (DATABASE_URL: string, env: Readonly<Record<string, string>> = {}) =>
  served({ dataDir: temporaryDirectory(), env: { DATABASE_URL, LOG_LEVEL: 'error', ...env } });

/** Two on one database; the first serves. */
async function two(env: Readonly<Record<string, string>> = {}) {
  const url = await databaseForTest();
  const first = await ready(await replica(url, env));
  const second = await ready(await replica(url, env));
  await eventually(() => second.words().includes('Seatkeeper stands by at port '), 'the second to stand by');
  return { url, first, second };
}

/** An address that gives each request to the next of them. */
async function eachInTurn(replicas: readonly Served[]): Promise<string> {
  let turn = 0;
  const server = createServer((request, response) => {
    const { url } = replicas[turn++ % replicas.length] ?? expect.fail('there is none');
    const { method, headers } = request;
    const sent = send(`${url}${request.url}`, { method, headers, agent: false }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    sent.on('error', () => response.destroy());
    request.pipe(sent);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
}

const STORIES = ['01-the-article.txt', '10-a-second-person.txt'];
const textOfStory = (file: string) => readFileSync(new URL(`../conversations/${file}`, import.meta.url), 'utf8');

const shown = (message: SentMessage | undefined) => (message === undefined ? '' : textOf(cardOf(message)));

/*
 * Processes on real time: a machine so busy that nobody has a turn for eight seconds takes the store from its owner. So it is
 * no test of the everyday run: npm run test:replicas.
 */
describe.skipIf(isLeftOut)('two replicas on one database', { timeout: 240_000 }, () => {
  it.each(STORIES)('hold one conversation, whichever each message reaches: %s', async (file) => {
    const text = textOfStory(file);
    const { first, second } = await two(settingsIn(text));
    await playAt(await eachInTurn([second, first]), text, file);
  });

  it('carry a request and an alert to their end, each message to the other, while one follows the other', async () => {
    const { url, first, second } = await two();
    const replicas = [second, first];
    await using teams = await TeamsClient.start(await eachInTurn(replicas));
    const [megan, nestor, channel] = [teams.personal(MEGAN), teams.personal(NESTOR), teams.channel(MEGAN, '4711')];
    await nestor.say('help');
    await channel.say('ping this channel whenever a license assignment fails in E3 Pilot');
    const alert = await nextMessage(channel, () => apply(megan, `add ${one} to E3 Pilot`));

    first.signal('SIGTERM');
    replicas.splice(0, 2, second, second);
    await apply(megan, `add ${another} to E3 Pilot`);
    await eventually(() => shown(alert).includes(another), 'the second person on the same alert');
    expect(await first.ended).toBe(0);

    const third = await ready(await replica(url));
    replicas.splice(0, 2, third, second);
    const { asked, request } = await askedBy(megan, nestor);
    second.signal('SIGTERM');
    replicas.splice(0, 2, third, third);
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end of what was approved');
    expect(await second.ended).toBe(0);
    expect(channel.messages).toHaveLength(2);
    expect(nestor.messages).toHaveLength(2);
  });

  it('leave none that was overtaken serving', async () => {
    const { url, first, second } = await two();
    // Whoever is asleep for long is overtaken; what it still renews is not its own any more.
    await eventually(async () => {
      if (second.words().includes('listens')) return true;
      await execute(url, "UPDATE store SET epoch = epoch + 1, held_until = '-infinity'");
      return false;
    }, 'the second to serve');
    expect(await first.ended).toBe(75);
    expect(first.words()).toContain('Another process has taken the database.');
  });

  it('lose nothing when the one that serves is killed in the middle of a change: the other goes on', async () => {
    const { first, second } = await two({ EMBEDDED_USERS_PER_SECOND: '300' });
    await using teams = await TeamsClient.start(`${second.url}/api/messages`);
    const megan = teams.personal(MEGAN);
    await megan.say('assign E3 and EMS to HR Department without Yammer');
    const preview = await eventually(() => megan.messages.find((message) => shown(message).includes('Preview')), 'it');
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('In progress'), 'the change to begin');
    first.signal('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    // Asked at once, while nobody has the database: it is the next owner who answers, on a slow machine when asked again.
    await eventually(async () => (await megan.send('who am I')).status === 200, 'an answer');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the change to end');
    expect(shown(preview)).toContain('990');
    expect(megan.messages).toHaveLength(2);
    expect(shown(megan.messages[1])).toContain('Megan Bowen');
  });

  it('have the tenants of one that is killed, and keep their own', async () => {
    const url = await databaseForTest();
    const TENANT = await snapshots({ [AMBER]: 'Amber', [VIOLET]: 'Violet' });
    const env = { ALLOWED_TENANTS: `${AMBER},${VIOLET}`, TENANT, EMBEDDED_USERS_PER_SECOND: '300' };
    const [first, second] = [await ready(await replica(url, env)), await ready(await replica(url, env))];
    const [amber, violet] = [await teamsOf(AMBER, first), await teamsOf(VIOLET, second)];
    const preview = await amber.personal(MEGAN).say('assign E3 and EMS to HR Department without Yammer');
    await violet.personal(MEGAN).say('show Violet Pilot');
    await amber.personal(MEGAN).press(preview, 'Apply');
    await eventually(() => shown(preview).includes('In progress'), 'the change to begin');
    first.signal('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    const orphan = await teamsOf(AMBER, second);
    const asked = orphan.groupChat(NESTOR, 'elsewhere').send('show Amber Pilot');
    expect((await violet.personal(MEGAN).send('show Violet Pilot')).status).toBe(200);
    expect((await asked).status).toBe(200);
    await eventually(() => shown(preview).includes('Finished with failures'), 'the change to end');
    expect(shown(preview)).toContain('990');
  });
});

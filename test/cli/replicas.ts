import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cardOf, eventually, MEGAN, type SentMessage, TeamsClient, textOf } from '../chat/teams-client.ts';
import { playAt } from '../conversations/play.ts';
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

/** Ten seconds pass in one: nobody waits for what a card is left alone for. */
const QUICK = `--import ${new URL('quick-time.ts', import.meta.url).href}`;

const STORY = '01-the-article.txt';

const shown = (message: SentMessage | undefined) => (message === undefined ? '' : textOf(cardOf(message)));

/*
 * Processes on real time: a machine so busy that nobody has a turn for eight seconds takes the store from its owner. So it is
 * no test of the everyday run: npm run test:replicas.
 */
describe.skipIf(isLeftOut)('two replicas on one database', { timeout: 240_000 }, () => {
  it('hold one conversation, whichever each message reaches, and leave none that was overtaken serving', async () => {
    const { url, first, second } = await two({ NODE_OPTIONS: QUICK, QUICK_SINCE: String(Date.now()) });
    const text = readFileSync(new URL(`../conversations/${STORY}`, import.meta.url), 'utf8');
    await playAt(await eachInTurn([second, first]), text, STORY);
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
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pressReject } from '../bot/approval-stage.ts';
import {
  ALEX,
  actionsOf,
  cardOf,
  eventually,
  MEGAN,
  NESTOR,
  type SentMessage,
  TeamsClient,
} from '../bot/teams-client.ts';
import { freePort } from '../free-port.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { ready, type Served, served } from './served.ts';

/** A conversation whose connector takes a message and never answers, and everybody else. */

const COMMAND = 'remove E1 from Kiosk users because the pilot has ended';

let teams: TeamsClient;
let dataDir: string;
let port: number;
let bot: Served;

async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
  bot = await ready(await served({ dataDir, port, env: { LOG_LEVEL: 'error', ...env } }));
}

beforeEach(async () => {
  [dataDir, port] = [temporaryDirectory(), await freePort()];
  teams = await TeamsClient.start(`http://127.0.0.1:${port}/api/messages`);
});

afterEach(() => teams[Symbol.asyncDispose]());

const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => action['title']);
const requestIn = (messages: readonly SentMessage[]) =>
  messages.find((message) => message.states.at(-1)?.activity.attachments && titles(message).includes('Approve'));

describe('beside a conversation that does not answer', () => {
  it('every other approver is asked, decides and is answered, and the bot stops in time', async () => {
    await start();
    const [megan, nestor, alex] = [MEGAN, NESTOR, ALEX].map((who) => teams.personal(who)) as [
      ReturnType<typeof teams.personal>,
      ReturnType<typeof teams.personal>,
      ReturnType<typeof teams.personal>,
    ];
    await nestor.say('help');
    await alex.say('help');
    const preview = await megan.say(COMMAND);
    teams.hanging.add(nestor.id);
    await megan.press(preview, 'Ask for approval');
    const request = await eventually(() => requestIn(alex.messages), 'the request to Alex', 5_000);
    teams.hanging.add(megan.id);
    const answer = await Promise.race([
      pressReject(alex, request, 'no budget'),
      new Promise((r) => setTimeout(r, 5_000)),
    ]);
    expect(answer).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
    const stopped = performance.now();
    bot.signal('SIGTERM');
    await eventually(async () => (await bot.readiness()).status === 503, 'not to be ready', 1_000);
    expect(await bot.ended).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(10_000);
  }, 60_000);

  it('requests expire, and a start that has something to tell there comes to serving', async () => {
    await start({ APPROVAL_TTL: '3s' });
    const [megan, nestor] = [teams.personal(MEGAN), teams.personal(NESTOR)];
    await nestor.say('help');
    const preview = await megan.say(COMMAND);
    await megan.press(preview, 'Ask for approval');
    const request = await eventually(() => requestIn(nestor.messages), 'the request');
    teams.hanging.add(megan.id);
    await eventually(() => !titles(request).includes('Approve'), 'the request to expire', 10_000);
    bot.signal('SIGKILL');
    await bot.ended;
    await start();
    expect(await bot.readiness()).toMatchObject({ status: 200 });
  }, 60_000);
});

// A pause that it waits for shows every time, a busy machine hardly twice.
it('a bot with nothing to wait for stops at once', { timeout: 60_000, retry: 2 }, async () => {
  await start();
  await teams.personal(MEGAN).say('help');
  const stopped = performance.now();
  bot.signal('SIGTERM');
  expect(await bot.ended).toBe(0);
  expect(performance.now() - stopped).toBeLessThan(1_500);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { type Running, serve } from '../../src/serve.ts';
import {
  actionsOf,
  type Chat,
  cardOf,
  eventually,
  MEGAN,
  NESTOR,
  PATTI,
  type SentMessage,
  TeamsClient,
  textOf,
} from './teams-client.ts';

/** News that come by themselves, through real HTTP on loopback, on the demo tenant. */

let dataDir: string;
let bot: Running;
let port = 0;
let teams: TeamsClient;
let megan: Chat;
let channel: Chat;

/** A restart within a test keeps the port, so that Teams finds the bot again. */
async function startBot(variables: Record<string, string> = {}): Promise<void> {
  const read = readConfig({ DATA_DIR: dataDir, PORT: String(port), CHAT: 'off', LOG_LEVEL: 'error', ...variables });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  bot = await serve(read.config);
  port = bot.port;
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  port = 0;
  await startBot();
  teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
  megan = teams.personal(MEGAN);
  channel = teams.channel(MEGAN, '4711');
});

afterEach(async () => {
  await teams[Symbol.asyncDispose]();
  await bot.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const { users, groups } = demoTenant();
const membersOf = (name: string) => groups.find((group) => group.displayName === name)?.members ?? [];
/** Office 365 E1 through Kiosk users stands in the way of Office 365 E3 of E3 Pilot, which nobody fails in yet. */
const [one, two, three] = membersOf('Kiosk users')
  .filter((id) => !membersOf('HR Department').includes(id))
  .map((id) => users.find((user) => user.id === id)?.userPrincipalName ?? '');

const adele = 'adelev@contoso.com';

const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => String(action['title']));
const shown = (message: SentMessage) => textOf(cardOf(message));
const textIn = (message: SentMessage | undefined) => message?.states[0]?.activity.text ?? '';

const PING = 'ping this channel whenever a license assignment fails';
/** Longer than anything that is told by itself waits before it is told. */
const QUIET_MS = 2_500;
const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS));

/** Says it, presses *Apply*, and waits for the end. */
async function apply(chat: Chat, text: string): Promise<SentMessage> {
  const preview = await chat.say(text);
  await chat.press(preview, titles(preview)[0] ?? '');
  await eventually(() => /Finished|Voltooid/.test(shown(preview)), `the end of "${text}"`);
  return preview;
}

async function nextMessage(chat: Chat, act: () => Promise<unknown>): Promise<SentMessage> {
  const before = chat.messages.length;
  await act();
  return eventually(() => chat.messages[before], 'a message that comes by itself');
}

const joins = (upn: string | undefined) => apply(megan, `add ${upn} to E3 Pilot`);
const leaves = (upn: string | undefined) => apply(megan, `remove ${upn} from E3 Pilot`);

describe('a channel that is pinged whenever an assignment fails', () => {
  test('is told what it will hear, and that what fails already is no news', async () => {
    const answer = textIn(await channel.say(PING));
    expect(answer).toContain('this channel');
    expect(answer).toMatch(/\d+ people fail already/);
    await apply(megan, 'reprocess Marketing');
    await quiet();
    expect(channel.messages).toHaveLength(1);
  });

  test('gets one message for a cause: more of the same edits it, with the fix', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    expect(shown(alert)).toContain('E3 Pilot');
    expect(shown(alert)).toContain('Conflicting service plans');
    expect(shown(alert)).toContain('Kiosk users');
    expect(shown(alert)).toContain(one);
    expect(shown(alert)).toContain('Alerts asked for by Megan Bowen');
    expect(titles(alert)).toEqual(expect.arrayContaining(['Fix 1', 'Stop alerts']));
    expect(alert.states[0]?.activity.summary).toContain('E3 Pilot');

    await joins(two);
    await joins(three);
    await eventually(() => shown(alert).includes(String(three)), 'the third person');
    expect(shown(alert)).toContain('3 people got none');
    expect(titles(alert)).toContain('Fix 3');
    expect(channel.messages).toHaveLength(2);
    const [, ...edits] = alert.states.map((state) => state.at);
    for (const [index, at] of edits.entries()) {
      if (index > 0) expect(at - (edits[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_900);
    }
  });

  test('a fix by whoever may says Solved on the same message', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    const answer = await teams.channel(NESTOR, '4711').press(alert, 'Fix 1');
    expect(answer.body?.type).toBe('application/vnd.microsoft.card.adaptive');
    await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
    expect(shown(alert)).toContain('Everybody has the group’s licenses now');
    expect(titles(alert)).toEqual([]);
    expect(channel.messages).toHaveLength(2);
    expect(shown(await megan.say('show me the last 10 changes'))).toContain('Nestor Wilke');
  });

  test('a fix by who may not is refused, and the alert stays', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    const answer = await teams.channel(PATTI, '4711').press(alert, 'Fix 1');
    expect(JSON.stringify(answer.body)).toContain('User Administrator');
    expect(titles(alert)).toContain('Fix 1');
  });

  test('solved elsewhere it says so, and the next time is news again', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    await leaves(one);
    await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
    const again = await nextMessage(channel, () => joins(one));
    expect(again.id).not.toBe(alert.id);
    expect(shown(alert)).toContain('Solved');
  });

  test('a button of an older state of the message is told to be one', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    const [old] = actionsOf(cardOf(alert));
    await joins(two);
    await eventually(() => titles(alert).includes('Fix 2'), 'the second person');
    const answer = await channel.execute(alert, String(old?.['verb']), old?.['data']);
    expect(JSON.stringify(answer.body)).toContain('older one');
  });

  test('asked twice, in two threads, it still gets one message', async () => {
    await channel.say(PING);
    const thread = teams.channel(NESTOR, '815');
    await thread.say('ping this channel whenever a license assignment fails in E3 Pilot');
    await nextMessage(channel, () => joins(one));
    await quiet();
    expect(channel.messages).toHaveLength(2);
    expect(thread.messages).toHaveLength(1);
  });

  test('is not told what the card of a change in it tells', async () => {
    await channel.say(PING);
    const preview = await apply(channel, `add ${one} to E3 Pilot`);
    expect(shown(preview)).toContain('Finished with failures');
    await quiet();
    expect(channel.messages).toHaveLength(2);
  });

  test('of one group hears of that group alone', async () => {
    await channel.say('ping this channel whenever a license assignment fails in E3 Pilot');
    await apply(megan, `add ${one} to Project Office`);
    const alert = await nextMessage(channel, () => joins(two));
    expect(shown(alert)).toContain('E3 Pilot');
    await quiet();
    expect(channel.messages).toHaveLength(2);
  });
});

describe('told to stop', () => {
  test('there is silence: not even edits follow', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    const stopped = await channel.say('stop pinging this channel');
    expect(textIn(stopped)).toContain('Stopped');
    await joins(two);
    await leaves(one);
    await quiet();
    expect(alert.states).toHaveLength(1);
    expect(channel.messages).toHaveLength(3);
    expect(textIn(await channel.say('stop pinging this channel'))).toContain('no alerts here');
  });

  test('by the button of an alert, whoever pressed sees that it stands still', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    const answer = await teams.channel(NESTOR, '4711').press(alert, 'Stop alerts');
    expect(textOf(answer.body?.value)).toContain('Alerts are stopped');
    await joins(two);
    await quiet();
    expect(alert.states).toHaveLength(1);
    expect(channel.messages).toHaveLength(2);
  });

  test('about one product, the rest goes on, also after a restart', async () => {
    await channel.say(PING);
    await channel.say('stop pinging me about Visio');
    await bot.close();
    await startBot();
    await apply(megan, `add ${one} to Marketing`);
    const alert = await nextMessage(channel, () => joins(two));
    expect(shown(alert)).toContain('E3 Pilot');
    await quiet();
    expect(channel.messages).toHaveLength(3);
  });
});

describe('a restart', () => {
  test('leaves an open alert as it is, and edits it afterwards', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    await bot.close();
    await startBot();
    await quiet();
    expect(alert.states).toHaveLength(1);
    await joins(two);
    await eventually(() => shown(alert).includes(String(two)), 'the second person');
    expect(channel.messages).toHaveLength(2);
  });

  test('what was solved while nobody could say so is said to be solved', async () => {
    await channel.say(PING);
    const alert = await nextMessage(channel, () => joins(one));
    const preview = await megan.say(`remove ${one} from E3 Pilot`);
    const refused = Array.from({ length: 200 }, () => ({ status: 400 }));
    teams.faults.push(...refused);
    await megan.press(preview, 'Apply');
    await bot.close();
    teams.faults.splice(0);
    expect(shown(alert)).not.toContain('Solved');
    await startBot();
    await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
  });
});

describe('Teams', () => {
  test('has no time: the message comes later, once', async () => {
    await channel.say(PING);
    const preview = await megan.say(`add ${one} to E3 Pilot`);
    await megan.press(preview, 'Apply');
    teams.faults.push(
      { status: 429, headers: { 'Retry-After': '1' } },
      { status: 429, headers: { 'Retry-After': '1' } },
    );
    await eventually(() => channel.messages.length === 2, 'the alert');
    await quiet();
    expect(channel.messages).toHaveLength(2);
  });

  test('the bot is removed: nothing is told any more', async () => {
    await channel.say(PING);
    await channel.uninstall();
    await joins(one);
    await quiet();
    expect(channel.messages).toHaveLength(1);
  });
});

describe('tell me when it is finished', () => {
  const COMMAND = 'assign E3 and EMS to HR Department without Yammer';

  test('one message when the change in progress has ended, and then no more', async () => {
    await bot.close();
    await startBot({ EMBEDDED_USERS_PER_SECOND: '400' });
    const preview = await megan.say(COMMAND);
    await megan.press(preview, 'Apply');
    const nestor = teams.personal(NESTOR);
    const promise = textIn(await nestor.say('let me know when HR Department is finished'));
    expect(promise).toContain('#1001');
    const news = await nextMessage(nestor, () => eventually(() => shown(preview).includes('Finished'), 'the end'));
    expect(textIn(news)).toContain('Finished: #1001, HR Department');
    expect(textIn(news)).toContain('10 fail');
    await apply(megan, `remove ${adele} from HR Department`);
    await quiet();
    expect(nestor.messages).toHaveLength(2);
  }, 30_000);

  test('over a restart', async () => {
    await bot.close();
    await startBot({ EMBEDDED_USERS_PER_SECOND: '400' });
    const preview = await megan.say(COMMAND);
    await megan.press(preview, 'Apply');
    await megan.say('let me know when HR Department is finished');
    await bot.close();
    await startBot();
    const news = await eventually(() => megan.messages[2], 'the news');
    expect(textIn(news)).toContain('Finished: #1001, HR Department');
  }, 30_000);

  test('nothing is in progress: the next one', async () => {
    const nestor = teams.personal(NESTOR);
    expect(textIn(await nestor.say('let me know when E3 Pilot is finished'))).toContain('Nothing is in progress');
    const news = await nextMessage(nestor, () => joins(one));
    expect(textIn(news)).toContain('E3 Pilot');
  });
});

test('in Dutch', async () => {
  const answer = textIn(await channel.say('waarschuw dit kanaal als een toewijzing mislukt'));
  expect(answer).toContain('dit kanaal');
  const alert = await nextMessage(channel, () => joins(one));
  expect(shown(alert)).toContain('Meldingen gevraagd door Megan Bowen');
  await leaves(one);
  await eventually(() => shown(alert).includes('Opgelost'), 'the end of the cause');
});

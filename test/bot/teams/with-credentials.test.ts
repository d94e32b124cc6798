import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ALEX, type Card, cardOf, eventually, MEGAN, textOf } from '../teams-client.ts';
import { SECRET } from './bot-framework.ts';
import { botWithCredentials } from './bot-with-credentials.ts';

const COMMAND = 'assign E3 and EMS to HR Department without Yammer';

describe.each(['botbuilder', 'agents'])('a bot in Teams, which calls it by %s', { timeout: 60_000 }, (sdk) => {
  test('does what its people ask for, from the first word to the last edit', async () => {
    await using bot = await botWithCredentials({ BOT_SDK: sdk });
    const megan = bot.teams.personal(MEGAN);
    const preview = await megan.say(COMMAND);
    expect(textOf(cardOf(preview))).toContain('990');
    const answer = await megan.press(preview, 'Apply');
    expect(answer.body?.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(textOf(answer.body?.value as Card)).toContain('HR Department');
    await eventually(() => /Finished with failures/.test(textOf(cardOf(preview))), 'the end on its card', 30_000);
    const authorizations = new Set(bot.teams.calls.map(({ authorization }) => authorization));
    expect(authorizations).toEqual(new Set(['Bearer bot-token-1']));
  });

  test('tells nobody its secret or a token: not in its log, its store, or what it says', async () => {
    const written: string[] = [];
    const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
    try {
      await using bot = await botWithCredentials({ BOT_SDK: sdk, LOG_LEVEL: 'debug' });
      const megan = bot.teams.personal(MEGAN);
      await megan.say('help');
      const good = bot.teams.authorize;
      bot.teams.authorize = async () => 'Bearer canary.token.forged';
      expect((await megan.send('help')).status).toBe(401);
      bot.teams.authorize = good;
      bot.teams.faults.push({ status: 401 });
      await megan.send('help');
      const said = JSON.stringify(bot.teams.messages);
      const stored = readFileSync(join(bot.dataDir, 'seatkeeper.sqlite'), 'latin1');
      for (const canary of [SECRET, 'canary.token', 'bot-token-1']) {
        for (const place of [written.join(''), said, stored]) expect(place).not.toContain(canary);
      }
      expect(written.join('')).toContain('"status":401');
    } finally {
      stdout.mockRestore();
    }
  });
});

test('a bot with credentials hears nobody of this machine who brings no token', async () => {
  await using bot = await botWithCredentials();
  bot.teams.authorize = undefined;
  expect(await bot.teams.personal(MEGAN).send(COMMAND)).toEqual({ status: 401, body: undefined });
  expect(bot.teams.messages).toEqual([]);
  const health = await fetch(`http://127.0.0.1:${bot.port}/healthz`);
  expect(health.status).toBe(200);
});

test('who floods the bot is stopped, others are served, and a press is answered in words', {
  timeout: 60_000,
}, async () => {
  await using bot = await botWithCredentials();
  const [alex, megan] = [bot.teams.personal(ALEX), bot.teams.personal(MEGAN)];
  const preview = await alex.say('assign Power BI Pro to Interns');
  const flood = Array.from({ length: 600 }, () => alex.send('help'));
  expect(textOf(cardOf(await megan.say('how many E3 left')))).toContain('Office 365 E3');
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(199);
  const pressed = await Promise.all(Array.from({ length: 250 }, () => alex.press(preview, 'Cancel')));
  expect(new Set(pressed.map(({ status }) => status))).toEqual(new Set([200]));
  expect(JSON.stringify(pressed.map(({ body }) => body?.value))).toContain('TooManyRequests');
});

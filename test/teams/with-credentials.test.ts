import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ALEX, type Card, cardOf, eventually, MEGAN, type SentMessage, textOf } from '../chat/teams-client.ts';
import { SECRET } from './bot-framework.ts';
import { botWithCredentials } from './bot-with-credentials.ts';

const COMMAND = 'assign E3 and EMS to HR Department without Yammer';

describe.each(['botbuilder', 'agents'])('a bot in Teams, which calls it by %s', (sdk) => {
  test('does what its people ask for, from the first word to the last edit', async () => {
    await using bot = await botWithCredentials({ BOT_SDK: sdk });
    const megan = bot.teams.personal(MEGAN);
    const preview = await megan.say(COMMAND);
    expect(textOf(cardOf(preview))).toContain('990');
    const answer = await megan.press(preview, 'Apply');
    expect(answer.body?.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(textOf(answer.body?.value as Card)).toContain('HR Department');
    await eventually(() => /Finished with failures/.test(textOf(cardOf(preview))), 'the end on its card');
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

describe('a report', () => {
  const consent = 'application/vnd.microsoft.teams.card.file.consent';
  const attached = (message: SentMessage | undefined) => message?.states.at(-1)?.activity.attachments?.[0]?.contentType;
  const said = (message: SentMessage) => message.states.at(-1)?.activity.text;

  test('is put into the OneDrive of who asked for it, once they allow it, and once', async () => {
    await using bot = await botWithCredentials();
    const megan = bot.teams.personal(MEGAN);
    const offer = await megan.say('export failures as csv');
    expect(attached(offer)).toBe(consent);
    const address = `${new URL(bot.teams.serviceUrl).origin}/onedrive/1?permission=x`;
    expect((await megan.decideFile(offer, 'accept', address)).status).toBe(200);
    const upload = bot.teams.uploads.get('/onedrive/1');
    expect(upload?.text).toContain('Conflicting');
    expect(upload?.range).toBe(
      `bytes 0-${Buffer.byteLength(upload?.text ?? '') - 1}/${Buffer.byteLength(upload?.text ?? '')}`,
    );
    expect(said(offer)).toMatch(/is in your OneDrive/);
    expect(attached(megan.messages.at(-1))).toBe('application/vnd.microsoft.teams.card.file.info');
    bot.teams.uploads.clear();
    await megan.decideFile(offer, 'accept', address);
    expect(bot.teams.uploads.size).toBe(0);
    expect(said(offer)).toMatch(/is in your OneDrive/);
    expect(megan.messages.map(said).at(-1)).toMatch(/no longer there/);
  });

  test('goes nowhere when it is declined, to anybody else, or to an address that is not Microsoft’s', async () => {
    await using bot = await botWithCredentials();
    const [megan, alex] = [bot.teams.personal(MEGAN), bot.teams.personal(ALEX)];
    const address = `${new URL(bot.teams.serviceUrl).origin}/onedrive/1`;
    const declined = await megan.say('export failures as csv');
    await megan.decideFile(declined, 'decline', address);
    expect(said(declined)).toMatch(/goes nowhere/);
    const offer = await megan.say('export failures as csv');
    await alex.decideFile(offer, 'accept', address);
    for (const elsewhere of [
      'http://127.0.0.1:1/',
      'https://x.sharepoint.com.example/',
      'https://u@x.sharepoint.com/',
    ]) {
      const another = await megan.say('export failures as csv');
      await megan.decideFile(another, 'accept', elsewhere);
      expect(said(another)).toMatch(/did not take/);
    }
    expect(bot.teams.uploads.size).toBe(0);
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

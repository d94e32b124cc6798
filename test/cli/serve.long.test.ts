import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually, MEGAN, TeamsClient } from '../chat/teams-client.ts';
import { tamper } from '../store/open-for-test.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { MAIN, ready, served } from './served.ts';

const FILE = 'seatkeeper.sqlite';

/** What it says; how far long work is shows only where the machine is slow. */
const linesIn = (words: string) =>
  words
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('Reading '));

/** A store that a bot has made and left. */
async function usedDirectory(): Promise<string> {
  const dataDir = temporaryDirectory();
  const bot = await ready(await served({ dataDir }));
  bot.signal('SIGTERM');
  expect(await bot.ended).toBe(0);
  return dataDir;
}

describe('a bot whose log cannot be written', () => {
  it('serves, counts the lines, and ends well', async () => {
    const bot = await ready(await served({ dataDir: temporaryDirectory(), log: '/dev/full' }));
    await eventually(async () => {
      const metrics = await (await fetch(`${bot.url}/metrics`)).text();
      return Number(/^seatkeeper_log_lines_lost (\d+)$/m.exec(metrics)?.[1]) > 0;
    }, 'a line that is counted as lost');
    // Nor does it wait for who never answers.
    await using teams = await TeamsClient.start(`${bot.url}/api/messages`);
    teams.silent = true;
    const unanswered = teams
      .personal(MEGAN)
      .send('help')
      .catch(() => undefined);
    await eventually(() => teams.calls.length > 0, 'the answer that nobody takes');
    bot.signal('SIGTERM');
    expect(await bot.ended).toBe(0);
    await unanswered;
  });
});

describe('a bot whose store is taken away while it runs', () => {
  it('is not ready any more, and does not begin anew at its next start', async () => {
    const dataDir = temporaryDirectory();
    const bot = await ready(await served({ dataDir }));
    rmSync(join(dataDir, FILE));
    expect(await bot.readiness()).toMatchObject({ status: 503, body: expect.stringContaining('was removed') });
    bot.signal('SIGTERM');
    await bot.ended;
    const next = await served({ dataDir });
    expect(await next.ended).toBe(78);
    expect(linesIn(next.words())).toEqual([expect.stringContaining(`held a store, and ${FILE} is gone`)]);
  });
});

describe('a bot whose store was harmed while it was away', () => {
  it.each([
    ['emptied', (dataDir: string) => truncateSync(join(dataDir, FILE))],
    ['changed', (dataDir: string) => tamper(dataDir, "UPDATE groups SET assigned_licenses = '[]'")],
    [
      'robbed of people',
      (dataDir: string) => tamper(dataDir, 'DELETE FROM license_rows; DELETE FROM users WHERE row = 7'),
    ],
  ])('says so in one line and ends with 78: %s', async (_, harm) => {
    const dataDir = await usedDirectory();
    harm(dataDir);
    const bot = await served({ dataDir });
    expect(await bot.ended).toBe(78);
    const lines = linesIn(bot.words());
    expect(lines).toEqual([expect.stringContaining('seatkeeper restore FILE')]);
  });
});

describe('the start, as it is read in a terminal', () => {
  it('begins with where the bot is, and says what was set and is not used', async () => {
    const dataDir = await usedDirectory();
    const path = join(temporaryDirectory(), 'terminal');
    const file = openSync(path, 'a');
    const env = {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      PORT: '0',
      CHAT: 'off',
      TENANT: dataDir,
      APROVERS: 'x',
    };
    const child = spawn(process.execPath, [MAIN, 'serve'], { stdio: ['ignore', file, file], env });
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitUntil(() => readFileSync(path, 'utf8').includes('"serving"'), { timeout: 90_000 });
    const [first, ...rest] = linesIn(readFileSync(path, 'utf8'));
    expect(first).toMatch(/^Seatkeeper listens at port \d+\.$/);
    expect(rest.slice(0, 2)).toEqual([
      'APROVERS: Seatkeeper knows no such variable. Did you mean APPROVERS?',
      `TENANT is not read: ${dataDir} holds Contoso already. To start from it choose another DATA_DIR.`,
    ]);
  });
});

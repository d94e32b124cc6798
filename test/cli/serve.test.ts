import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tamper } from '../store/open-for-test.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { MAIN, ready, served } from './served.ts';

const FILE = 'seatkeeper.sqlite';

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
    const metrics = await (await fetch(`${bot.url}/metrics`)).text();
    expect(Number(/^seatkeeper_log_lines_lost (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    bot.signal('SIGTERM');
    expect(await bot.ended).toBe(0);
  }, 60_000);
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
    expect(next.words().trim().split('\n')).toEqual([expect.stringContaining(`held a store, and ${FILE} is gone`)]);
  }, 60_000);
});

describe('a bot whose store was harmed while it was away', () => {
  it.each([
    ['emptied', (dataDir: string) => truncateSync(join(dataDir, FILE))],
    ['changed', (dataDir: string) => tamper(dataDir, "UPDATE groups SET assigned_licenses = '[]'")],
    [
      'robbed of people',
      (dataDir: string) => tamper(dataDir, 'DELETE FROM license_rows; DELETE FROM users WHERE row = 7'),
    ],
  ])(
    'says so in one line and ends with 78: %s',
    async (_, harm) => {
      const dataDir = await usedDirectory();
      harm(dataDir);
      const bot = await served({ dataDir });
      expect(await bot.ended).toBe(78);
      const lines = bot.words().trim().split('\n');
      expect(lines).toEqual([expect.stringContaining('seatkeeper restore FILE')]);
    },
    60_000,
  );
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
    await vi.waitUntil(() => readFileSync(path, 'utf8').includes('"serving"'), { timeout: 30_000 });
    const [first, ...rest] = readFileSync(path, 'utf8').split('\n');
    expect(first).toMatch(/^Seatkeeper listens at port \d+\.$/);
    expect(rest.slice(0, 2)).toEqual([
      'APROVERS: Seatkeeper knows no such variable. Did you mean APPROVERS?',
      `TENANT is not read: ${dataDir} holds Contoso already. To start from it choose another DATA_DIR.`,
    ]);
  }, 60_000);
});

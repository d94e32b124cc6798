import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Far more than a pipe holds, to somebody who does not read at once. */
const SLOW_MS = 300;

it('loses nothing of a long answer, and ends with its exit code', async () => {
  const args = [MAIN, 'simulate', 'assign E3 and EMS to HR Department without Yammer', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await setTimeout(SLOW_MS);
  let out = '';
  for await (const part of child.stdout.setEncoding('utf8')) out += part;
  expect(await ended).toBe(1);
  expect(out.length).toBeGreaterThan(64 * 1024);
  expect(JSON.parse(out).people).toHaveLength(1_000);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { curesOf } from '../../src/directory/import/cures.ts';
import { temporaryFolder } from '../directory/snapshot/folder.ts';
import { freePort } from '../free-port.ts';
import { ROOT, readDocument, runSeatkeeper } from './read-document.ts';

const DOCUMENT = readDocument('docs/bring-your-tenant.md');
const POLL_MS = 100;

test('a tenant is brought as the page tells it', async () => {
  const folder = temporaryFolder();
  const inFolder = (text: string): string => text.replaceAll(/(?<![\w-])my-[a-z-]+/g, (name) => join(folder, name));
  let block = '';
  let file: string[] = [];
  let printed = '';
  for (const [index, line] of DOCUMENT.text.split('\n').entries()) {
    const where = `${DOCUMENT.path}:${index + 1}`;
    const [, name] = /^json (\S+)$/.exec(block) ?? [];
    if (line.startsWith('```')) {
      if (name !== undefined) write(join(folder, name), file.join('\n'));
      block = block === '' ? line.slice('```'.length) : '';
      file = [];
    } else if (name !== undefined) file.push(line);
    else if (block === 'sh' && line.endsWith('npm start')) await starts(inFolder(line.slice('$ '.length)), where);
    else if (block === 'sh' && line.startsWith('$ ')) {
      printed = runSeatkeeper(inFolder(line.slice('$ '.length)), where, [0, 1, 78]);
    } else if (block === 'sh') expect(printed, where).toContain(line);
  }
});

test('the page tells the same commands as a refusal does', () => {
  const lines = curesOf(['organization', 'subscribedSkus', 'users', 'groups', 'members', 'directoryRoles']);
  const commands = lines
    .flatMap((line) => /(?:GET (\S+?)(?:,|$))|^ {2}or: (.+)$/.exec(line)?.slice(1) ?? [])
    .filter(Boolean);
  expect(commands).toHaveLength(12);
  for (const command of commands) expect(DOCUMENT.text).toContain(command);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** `A=b C=d npm start` is ready to be spoken to. */
async function starts(command: string, where: string): Promise<void> {
  const settings = Object.fromEntries([...command.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
  const port = await freePort();
  const env = { ...process.env, ...settings, PORT: String(port), CHAT: 'off' };
  const bot = spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'serve'], { env, stdio: 'ignore' });
  const ended = once(bot, 'close');
  onTestFinished(() => void bot.kill('SIGKILL'));
  const isReady = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    expect(bot.exitCode, `${where}: the bot ended`).toBeNull();
    await setTimeout(POLL_MS);
  }
  bot.kill('SIGTERM');
  await ended;
}

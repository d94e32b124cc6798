import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { ROOT, readDocument } from './read-document.ts';

const DOCUMENT = readDocument('docs/graph-emulator.md');
/** Not the middle of an id. */
const PORT_OF_THE_PAGE = /(?<!-)\b4000\b(?!-)/g;
const POLL_MS = 100;

interface Block {
  readonly where: string;
  readonly kind: string;
  readonly lines: readonly string[];
}

test('the emulator is started and asked as the page tells it', async () => {
  const port = String(await freePort());
  const blocks = blocksIn(DOCUMENT.text.replaceAll(PORT_OF_THE_PAGE, port));
  const [start] = blocks.filter(({ kind }) => kind === 'sh');
  await starts(start as Block);
  let token = '';
  for (const block of blocks.filter(({ kind }) => kind.startsWith('http'))) {
    const text = await asked(block, `http://127.0.0.1:${port}`, token);
    token = /"access_token":"([^"]+)"/.exec(text)?.[1] ?? token;
  }
});

function blocksIn(text: string): readonly Block[] {
  const blocks: { where: string; kind: string; lines: string[] }[] = [];
  let isInside = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('```')) {
      isInside = !isInside;
      if (isInside) blocks.push({ where: `${DOCUMENT.path}:${index + 1}`, kind: line.slice('```'.length), lines: [] });
    } else if (isInside) blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

/** `$ npm run -s seatkeeper -- …`, and what it prints. */
async function starts({ lines: [command = '', ...promised], where }: Block): Promise<void> {
  const args = command.slice('$ npm run -s seatkeeper -- '.length).split(' ');
  const emulator = spawn(process.execPath, [join(ROOT, 'src/main.ts'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    const ended = once(emulator, 'close');
    emulator.kill('SIGTERM');
    await ended;
  });
  let printed = '';
  emulator.stderr.on('data', (chunk) => {
    printed += chunk;
  });
  while (!promised.every((line) => printed.includes(line))) {
    expect(emulator.exitCode, `${where}: ${printed}`).toBeNull();
    await setTimeout(POLL_MS);
  }
}

/** A request: its line, its headers, perhaps a body; then the status, and what the answer holds. */
async function asked({ kind, lines, where }: Block, origin: string, token: string): Promise<string> {
  const status = lines.findLastIndex((line) => /^\d{3}$/.test(line));
  const [head = '', ...rest] = lines.slice(0, status);
  const blank = rest.indexOf('');
  const [method = '', path = ''] = [head.slice(0, head.indexOf(' ')), head.slice(head.indexOf(' ') + 1)];
  const headers = Object.fromEntries(rest.slice(0, blank).map((line) => line.split(/: (.*)/, 2) as [string, string]));
  const body = rest.slice(blank).join('\n').trim();
  for (;;) {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      ...(body === '' ? {} : { body }),
    });
    const text = await response.text();
    const isThere = lines.slice(status + 1).every((line) => text.includes(line));
    if (kind === 'http eventually' && !isThere) {
      await setTimeout(POLL_MS);
      continue;
    }
    expect(response.status, `${where}: ${text}`).toBe(Number(lines[status]));
    for (const line of lines.slice(status + 1)) expect(text, where).toContain(line);
    return text;
  }
}

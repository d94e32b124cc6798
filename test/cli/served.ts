import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { freePort } from '../free-port.ts';

export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A bot in a process of its own. */
export interface Served {
  readonly url: string;
  readonly pid: number;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** What it said on standard error until now. */
  words(): string;
  /** The status of `/readyz`, and what it says; status 0 while nobody listens. */
  readiness(): Promise<{ readonly status: number; readonly body: string }>;
}

export interface ServedOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** A file that takes its log. */
  readonly log?: string;
}

/** `seatkeeper serve`, killed at the end of the test. */
export async function served({ dataDir, env = {}, port, log = '/dev/null' }: ServedOptions): Promise<Served> {
  const listens = port ?? (await freePort());
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    stdio: ['ignore', openSync(log, 'a'), 'pipe'],
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: String(listens), CHAT: 'off', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    words += part;
  });
  const url = `http://127.0.0.1:${listens}`;
  return {
    url,
    pid: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    ended: endOf(child),
    words: () => words,
    async readiness() {
      try {
        const response = await fetch(`${url}/readyz`);
        return { status: response.status, body: await response.text() };
      } catch {
        return { status: 0, body: '' };
      }
    },
  };
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
}

/** Waits until it serves. */
export async function ready(bot: Served, withinMs = 90_000): Promise<Served> {
  for (const until = performance.now() + withinMs; performance.now() < until; await setTimeout(50)) {
    if ((await bot.readiness()).status === 200) return bot;
  }
  throw new Error(`not ready within ${withinMs} ms: ${bot.words()}`);
}

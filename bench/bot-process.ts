import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../test/free-port.ts';

const LONGEST_START_MS = 120_000;

/** What `npm start` starts, in a process of its own. */
export interface BotProcess {
  readonly url: string;
  readonly startMs: number;
  /** Of all its threads, since it began. */
  cpuMs(): number;
  /** Resident memory, now and at its peak. */
  memoryMb(): { readonly now: number; readonly peak: number };
  end(): Promise<void>;
}

/** Starts the bot of a checkout and waits until it serves. */
export async function startBot(checkout: string, env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const port = env['PORT'] ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [join(checkout, 'src/main.ts'), 'serve'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], PORT: String(port), CHAT: 'off', LOG_LEVEL: 'error', ...env },
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    words += part;
  });
  // A part that fails ends without ending what it started.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.off('exit', kill);
      resolve();
    });
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}: ${words}`);
    if (performance.now() - started > LONGEST_START_MS) throw new Error('the bot does not come to serve');
    await setTimeout(10);
  }
  const file = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  return {
    url,
    startMs: performance.now() - started,
    cpuMs() {
      const [user = 0, system = 0] = file('stat').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
      return (user + system) * 10;
    },
    memoryMb() {
      const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(file('status'))?.[1]) / 1024;
      return { now: of('VmRSS'), peak: of('VmHWM') };
    },
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

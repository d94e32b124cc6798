import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { type Network, networkTo } from './proxy.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const STARTED_AGAIN_MS = 200;

/** A process of Seatkeeper that a supervisor keeps going: it is started again whenever it ends. */
export interface Replica {
  readonly url: string;
  readonly network: Network;
  readonly pid: number;
  /** How often it was started. */
  readonly starts: number;
  /** What it said on standard error since it was started last. */
  readonly words: string;
  /** How it ended last: an exit code or a signal. */
  readonly end: string | undefined;
  signal(name: NodeJS.Signals): void;
  isReady(): Promise<boolean>;
  stop(): Promise<void>;
}

/** @param settings of its environment, beside what every one has */
export async function replica(
  databaseUrl: string,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Replica> {
  const [port, network] = [await freePort(), await networkTo(databaseUrl)];
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: dataDir,
    PORT: String(port),
    CHAT: 'off',
    LOG_LEVEL: 'error',
    APPROVAL_THRESHOLD: '1000000',
    DATABASE_URL: network.url,
    NODE_COMPILE_CACHE: `${dataDir}-compiled`,
    ...settings,
  };
  const url = `http://127.0.0.1:${port}`;
  let isStopping = false;
  let child: ChildProcess | undefined;
  let ended = Promise.resolve();
  const made = {
    url,
    network,
    pid: 0,
    starts: 0,
    words: '',
    end: undefined as string | undefined,
    signal,
    isReady,
    stop,
  };

  function start(): void {
    made.starts += 1;
    made.words = '';
    // In a session of its own, among which Linux shares out the processors: one that starts takes little time from one that serves.
    const process_ = spawn(process.execPath, [MAIN, 'serve'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
      detached: true,
    });
    process_.stderr.setEncoding('utf8').on('data', (part: string) => {
      made.words += part;
    });
    child = process_;
    made.pid = process_.pid ?? 0;
    ended = new Promise((resolve) =>
      process_.once('exit', async (code, by) => {
        made.end = String(by ?? code);
        if (!isStopping && by === null && code !== 0)
          process.stderr.write(`  ${url} ended with ${code}: ${made.words.trimEnd()}\n`);
        resolve();
        await setTimeout(STARTED_AGAIN_MS);
        if (!isStopping) start();
      }),
    );
  }
  function signal(name: NodeJS.Signals): void {
    child?.kill(name);
  }
  async function isReady(): Promise<boolean> {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    return answer?.status === 200;
  }
  async function stop(): Promise<void> {
    isStopping = true;
    signal('SIGCONT');
    signal('SIGKILL');
    await ended;
    network.close();
  }
  process.once('exit', () => child?.kill('SIGKILL'));
  start();
  return made;
}

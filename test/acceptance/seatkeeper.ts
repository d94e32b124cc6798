import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const START_MS = 30_000;
/** So long a supervisor waits before it kills. */
const STOP_MS = 10_000;
const POLL_MS = 50;

/** The bot with its chat in the browser, as `npm start` runs them, on ports and in a folder of their own. */
export interface Seatkeeper {
  readonly url: string;
  readonly chatUrl: string;
  /** Another chat with it, as somebody else of its tenant. */
  chatAs(name: string): Promise<SecondChat>;
  /** What it wrote, to say why something failed. */
  output(): string;
  /** Stops it as an operator would. Its exit code; throws when it had to be killed. */
  stop(): Promise<number | null>;
}

/** What `seatkeeper chat` opens. */
export interface SecondChat {
  readonly url: string;
  stop(): Promise<number | null>;
}

/** Resolves when both can be spoken to; throws with the bot's output when it ended or is not ready in time. */
export async function startSeatkeeper(environment: Readonly<Record<string, string>>): Promise<Seatkeeper> {
  const [port, chatPort] = await Promise.all([freePort(), freePort()]);
  const dataDir = await mkdtemp(join(tmpdir(), 'seatkeeper-'));
  const env = { ...process.env, ...environment, PORT: String(port), CHAT_PORT: String(chatPort), DATA_DIR: dataDir };
  let output = '';
  const run = (...args: readonly string[]) => {
    const started = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (part) => (output += part));
    return started;
  };
  const child = run('serve');
  const seatkeeper: Seatkeeper = {
    url: `http://127.0.0.1:${port}`,
    chatUrl: `http://localhost:${chatPort}`,
    output: () => output,
    async chatAs(name) {
      const secondPort = await freePort();
      const second = run('chat', '--as', name, '--port', String(secondPort));
      const url = `http://localhost:${secondPort}`;
      await answers(`${url}/_debug/ping`, second);
      return { url, stop: () => stopped(second) };
    },
    async stop() {
      const code = await stopped(child);
      await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
  try {
    await answers(`${seatkeeper.url}/readyz`, child);
    await answers(`${seatkeeper.chatUrl}/_debug/ping`, child);
    return seatkeeper;
  } catch (error) {
    await seatkeeper.stop();
    throw new Error(`starting Seatkeeper: ${error}\n${output}`);
  }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
    const isThere = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isThere) return;
    await sleep(POLL_MS);
  }
  throw new Error(`${url} did not answer within ${START_MS / 1000} s`);
}

async function stopped(child: ChildProcess): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const inTime = await Promise.race([ended.then(() => true), sleep(STOP_MS, false)]);
  if (inTime) return child.exitCode;
  child.kill('SIGKILL');
  await ended;
  throw new Error(`it did not stop within ${STOP_MS / 1000} s`);
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { TeamsClient } from '../chat/teams-client.ts';
import { freePort } from '../free-port.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { ready, type Served, served } from './served.ts';

const preloaded = (file: string) => `--import ${new URL(file, import.meta.url).href}`;
const NODE_OPTIONS = [preloaded('quick-time.ts'), preloaded('kill-at-commit.ts')].join(' ');

/** A bot in a process of its own, whose commits can fail or be its last, and the Teams that it talks to. */
export interface Killable {
  readonly teams: TeamsClient;
  readonly bot: Served;
  /** What `kill-at-commit.ts` reads: `after 2`, `fail 1 3`. */
  goesWrong(how: string): void;
  goesRight(): void;
  /** Starts it again, on the same port and store. */
  start(): Promise<void>;
}

/** One for each test, started. */
export function killable(): Killable {
  let now: { teams: TeamsClient; bot: Served; killFile: string; start: () => Promise<Served> };
  beforeEach(async () => {
    const [dataDir, port] = [temporaryDirectory(), await freePort()];
    const killFile = join(temporaryDirectory(), 'kill');
    const env = { LOG_LEVEL: 'error', NODE_OPTIONS, KILL_FILE: killFile, QUICK_SINCE: String(Date.now()) };
    const start = async () => ready(await served({ dataDir, port, env }));
    const teams = await TeamsClient.start(`http://127.0.0.1:${port}/api/messages`);
    now = { teams, killFile, start, bot: await start() };
  });
  afterEach(() => now.teams[Symbol.asyncDispose]());
  return {
    get teams() {
      return now.teams;
    },
    get bot() {
      return now.bot;
    },
    goesWrong: (how) => writeFileSync(now.killFile, how),
    goesRight: () => rmSync(now.killFile, { force: true }),
    async start() {
      now.bot = await now.start();
    },
  };
}

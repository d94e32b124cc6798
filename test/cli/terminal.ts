import { runCommandLine } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as a process would, and gives all that it says. */
export async function seatkeeper(
  args: readonly string[],
  world: { readonly env?: Terminal['env']; readonly input?: readonly string[] } = {},
): Promise<Ran> {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out(text) {
      said.out += `${text}\n`;
    },
    err(text) {
      said.err += `${text}\n`;
    },
    progress: () => undefined,
    async *inputLines() {
      yield* world.input ?? [];
    },
    stopped: () => new Promise(() => undefined),
    endSoon: () => undefined,
    env: world.env ?? {},
    now: () => new Date('2026-11-24T08:00:00Z'),
    elapsedMs: () => performance.now(),
  };
  const code = await runCommandLine(args, terminal);
  return { code, ...said };
}

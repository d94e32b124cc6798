import { createInterface } from 'node:readline';
import type { Terminal } from './terminal.ts';

/** For what was printed to arrive. */
const LINGER_MS = 250;

/** Where no line can move, a log file say, one is written so often. */
const LINE_EVERY_MS = 3_000;

const CLEAR_LINE = '\r\x1b[K';

/**
 * The process that this is. Whatever is printed is left to the streams to deliver: the process must end by itself, never
 * by `process.exit`, or a slow reader misses the end.
 */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin } = process;
  let toldMs = performance.now();
  stdout.on('error', endQuietlyWithoutReader);
  // Words for whoever looks on: where they cannot be written, the work goes on.
  stderr.on('error', () => undefined);
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    progress(text) {
      if (stderr.isTTY) stderr.write(`${CLEAR_LINE}${text}`);
      else if (text !== '' && performance.now() - toldMs >= LINE_EVERY_MS) {
        toldMs = performance.now();
        stderr.write(`${text}\n`);
      }
    },
    inputLines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
      }),
    endSoon: () => void setTimeout(() => process.exit(), LINGER_MS).unref(),
    env: process.env,
    now: () => new Date(),
    elapsedMs: () => performance.now(),
  };
}

/** Whoever read the result, `head` say, has seen enough. */
function endQuietlyWithoutReader(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit();
  throw error;
}

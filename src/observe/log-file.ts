import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Where log lines go: a file, a pipe or a terminal that may be full or gone. What is written is never waited for. */
export interface LogFile {
  /** Writes a whole line, or counts it as lost: a log that cannot be written ends nothing. */
  write(line: string): void;
  /** Lines that were not written since the start. */
  readonly lost: number;
}

/** A stream keeps what a slow reader does not take yet; but after one error it writes no more, and a file may have room again. */
export function logStandardOutput(toldLost: (lines: number) => string): LogFile {
  const { stdout } = process;
  const kind = fstatSync(STDOUT);
  if (!(kind.isFIFO() || kind.isSocket() || isatty(STDOUT))) return logFile(STDOUT, toldLost);
  let lost = 0;
  // Instead of who would end the process.
  stdout.removeAllListeners('error').on('error', () => undefined);
  return {
    write: (line) =>
      void stdout.write(line, (error) => {
        if (error) lost += 1;
      }),
    get lost() {
      return lost;
    },
  };
}

const STDOUT = 1;

/**
 * @param descriptor of the open file
 * @param toldLost the line that says, once lines can be written again, how many were not
 */
export function logFile(descriptor: number, toldLost: (lines: number) => string): LogFile {
  let lost = 0;
  let untold = 0;
  /** Part of a line was written: the next one does not go on in it. */
  let isTorn = false;

  function attempt(line: string): boolean {
    const bytes = Buffer.from(isTorn ? `\n${line}` : line);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
      isTorn = false;
      return true;
    } catch {
      isTorn ||= written > 0;
      return false;
    }
  }

  return {
    write(line) {
      if (untold > 0 && attempt(toldLost(untold))) untold = 0;
      if (untold === 0 && attempt(line)) return;
      untold += 1;
      lost += 1;
    },
    get lost() {
      return lost;
    },
  };
}

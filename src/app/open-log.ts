import type { Config } from '../config/config.ts';
import type { Clock } from '../engine/clock.ts';
import { type Logger, logger, logLine } from '../observe/log.ts';
import { type LogFile, logStandardOutput } from '../observe/log-file.ts';

/** The log of this process. */
export function openLog(
  { logLevel }: Config,
  clock: Pick<Clock, 'now'>,
): { readonly lines: LogFile; readonly log: Logger } {
  const lines = logStandardOutput((lost) =>
    logLine({ at: clock.now(), level: 'warn', event: 'log lines lost', details: { lost } }),
  );
  return { lines, log: logger(logLevel, lines.write, () => clock.now()) };
}

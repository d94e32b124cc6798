import type { LogLevel } from './config.ts';

/** A constant event with its details; what is searched for is never built into a sentence. */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}

const ORDER = ['debug', 'info', 'warn', 'error'] as const;

/** One JSON object a line. `write` takes whole lines. */
export function logger(level: LogLevel, write: (line: string) => void, now: () => Date): Logger {
  const at = (own: LogLevel): Log => {
    if (ORDER.indexOf(own) < ORDER.indexOf(level)) return () => {};
    return (event, details = {}) =>
      write(`${JSON.stringify({ time: now().toISOString(), level: own, event, ...details })}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

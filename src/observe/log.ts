import type { LogLevel } from '../config/config.ts';
import { traceId } from './trace.ts';

/** A constant event with its details; what is searched for is never built into a sentence. */
type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

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
    return (event, details = {}) => write(logLine({ at: now(), level: own, event, details }));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The same log; each line says this as well. */
export function logWith({ debug, info, warn, error }: Logger, said: Readonly<Record<string, unknown>>): Logger {
  const added =
    (log: Log): Log =>
    (event, details) =>
      log(event, { ...said, ...details });
  return { debug: added(debug), info: added(info), warn: added(warn), error: added(error) };
}

interface LogEntry {
  readonly at: Date;
  readonly level: LogLevel;
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export function logLine({ at, level, event, details }: LogEntry): string {
  return `${JSON.stringify({ time: at.toISOString(), level, event, ...details, trace_id: traceId() })}\n`;
}

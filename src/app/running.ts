import type { TellProgress } from '../directory/snapshot/counting.ts';

/** A started bot. */
export interface Running {
  readonly port: number;
  /** Where to chat in a browser; undefined when that is off or not installed. */
  readonly chatUrl: string | undefined;
  /** What could not be started and is not needed to serve. */
  readonly notes: readonly string[];
  /** Aborted when another process has taken the store: this one can change nothing more. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/** Who hears of a start. */
export interface Hearers {
  /** That it serves, before the first line of the log. */
  readonly begun?: (running: Omit<Running, 'close' | 'lost'>) => void;
  /** That another process has the database, to which this one passes requests on until it is free. */
  readonly standing?: (port: number, owner: string) => void;
  /** Aborted: it does not wait for that any longer. */
  readonly stopped?: AbortSignal;
  /** What is going on until then. */
  readonly progress?: TellProgress;
}

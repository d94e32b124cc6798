/** What a command line has of the world, so that a test can be one. */
export interface Terminal {
  /** Prints to whoever reads the result, with a line end. */
  readonly out: (text: string) => void;
  /** Prints to whoever sits in front of it, with a line end. */
  readonly err: (text: string) => void;
  /** Says what is going on: a line that moves where somebody looks on, one every few seconds elsewhere; empty text wipes it away. */
  readonly progress: (text: string) => void;
  readonly inputLines: () => AsyncIterable<string>;
  /** Resolves when the process is told to end; told again, it ends at once. */
  readonly stopped: () => Promise<void>;
  /** Ends the process also where something still waits: for a server that does not answer, say. */
  readonly endSoon: () => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Milliseconds since some moment: for what lies between two of them. */
  readonly elapsedMs: () => number;
}

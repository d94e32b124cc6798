import type { Clock } from '../../engine/clock.ts';
import { StoreFault } from '../fault.ts';
import type { Claim } from './claim.ts';
import { type Database, UnknownOutcome, unknownUnlessAnswered } from './database.ts';
import type { AtOnce } from './key-values.ts';
import type { Connection } from './schema.ts';

/** Whoever waits to hear whether a transaction was committed asks again after so long. */
const ASK_AGAIN_MS = 500;

/** A database that is started anew, or gives its place to another one, is there again in this time. */
const AWAY_MS = 8_000;

export interface CommitsOptions {
  readonly database: Database;
  readonly claim: Claim;
  readonly clock: Pick<Clock, 'elapsedMs' | 'sleep'>;
  /** Aborted when nobody waits any more. */
  readonly closing: AbortSignal;
}

/** How the owner commits: under its claim, and knowing what became of it. */
export function commits({ database, claim, clock, closing }: CommitsOptions) {
  const isAway = (error: unknown) => error instanceof StoreFault && error.code === 'Io' && !closing.aborted;

  /** A database that is away for a moment is waited for, by whoever has not begun anything. */
  async function patiently<T>(work: () => Promise<T>, hasBegun = () => false): Promise<T> {
    for (const untilMs = clock.elapsedMs() + AWAY_MS; ; await clock.sleep(ASK_AGAIN_MS, closing)) {
      try {
        return await work();
      } catch (error) {
        if (!isAway(error) || hasBegun() || clock.elapsedMs() >= untilMs) throw error;
      }
    }
  }

  /** A transaction whose answer was lost was committed or not: whoever asked waits until the database says which. */
  async function wasCommitted(write: string): Promise<boolean> {
    for (;;) {
      try {
        return await database.one((connection) => claim.wasCommitted(connection, write));
      } catch (error) {
        if (!isAway(error)) throw error;
        await clock.sleep(ASK_AGAIN_MS, closing);
      }
    }
  }

  /** @param commit does it, and commits it under the name of this write */
  async function committed(commit: (write: string) => Promise<unknown>): Promise<void> {
    const write = claim.next();
    try {
      await commit(write);
    } catch (error) {
      const isDone = error instanceof UnknownOutcome && (await wasCommitted(write));
      if (!isDone) throw error instanceof UnknownOutcome ? error.cause : error;
    }
    claim.committed(write);
  }

  /** A transaction of one statement is asked for once, where another asks four times. */
  const atOnce: AtOnce = async (statement) => {
    let written = 1;
    const attempt = (connection: Connection) =>
      committed(async (write) => {
        const asked = statement(connection.with('mark', claim.marking(write))).executeTakeFirstOrThrow();
        const { marked, done } = await asked.catch(unknownUnlessAnswered);
        if (Number(marked) === 0) await claim.unmarked(connection);
        written = Number(done);
      });
    // What was not committed has done nothing: it may be asked for again.
    await patiently(() => database.one(attempt));
    return written;
  };

  return { patiently, committed, atOnce };
}

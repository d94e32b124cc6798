import { sql } from 'kysely';
import type { Clock } from '../../engine/clock.ts';
import type { Database } from './database.ts';

/** So much a second in the long run, and so much at once. */
export interface Bucket {
  readonly name: string;
  readonly atOnce: number;
  readonly perSecond: number;
}

/** What all processes on a database take of together. */
export interface SharedBucket {
  /** Resolves when all of it may be used: in the order in which it was asked for. */
  take(amount: number): Promise<void>;
}

/** Taken at once, so that not each use asks the database. */
const PORTION = 50;
/** What was taken and is not used by then is lost: in no time is more used than what was granted in it, and so long before. */
export const PORTION_KEPT_MS = 10_000;
const ASK_AGAIN_MS = 500;

/** A bucket that is a row. Time is the database's, so that no process's clock matters. */
export function sharedBucket(
  { any }: Pick<Database, 'any'>,
  { name, atOnce, perSecond }: Bucket,
  clock: Pick<Clock, 'elapsedMs' | 'sleep'>,
): SharedBucket {
  let [own, untilMs] = [0, 0];
  let last: Promise<unknown> = Promise.resolve();
  const row = { name, level: atOnce, granted: 0 };
  const made = any
    .insertInto('buckets')
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  const filled = sql<number>`LEAST(${atOnce}, level + ${perSecond} * GREATEST(0, EXTRACT(epoch FROM statement_timestamp() - filled_at)))`;

  /** As much of it as there is, in whole pieces. */
  async function granted(wanted: number): Promise<number> {
    const given = sql<number>`LEAST(${wanted}, FLOOR(${filled}))`;
    const taking = any
      .updateTable('buckets')
      .set({
        granted: given,
        level: sql<number>`${filled} - ${given}`,
        filled_at: sql<Date>`GREATEST(filled_at, statement_timestamp())`,
      })
      .where('name', '=', name)
      .returning('granted');
    const taken = (await taking.executeTakeFirst()) ?? (await made.execute().then(() => taking.executeTakeFirst()));
    return Number(taken?.granted ?? 0);
  }

  /** Who is refused, or does not reach the database, asks again. */
  async function takeNow(amount: number): Promise<void> {
    for (let missing = amount; ; ) {
      if (clock.elapsedMs() >= untilMs) own = 0;
      const used = Math.min(own, missing);
      own -= used;
      missing -= used;
      if (missing === 0) return;
      const askedMs = clock.elapsedMs();
      own = await granted(Math.max(PORTION, missing)).catch(() => 0);
      untilMs = askedMs + PORTION_KEPT_MS;
      if (own === 0) await clock.sleep(ASK_AGAIN_MS);
    }
  }

  return {
    take(amount) {
      const taken = last.then(() => takeNow(amount));
      last = taken;
      return taken;
    },
  };
}

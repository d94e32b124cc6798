import { sql } from 'kysely';
import { StoreFault } from '../fault.ts';
import type { Database } from './database.ts';
import type { Connection } from './schema.ts';

/** A claim that a transaction of its own holds is renewed by that one: the others are not kept waiting. */
const WAITS_FOR_ROW = '1s';

interface Line {
  readonly connection: Promise<Connection>;
  readonly end: () => void;
  users: number;
}

/** One connection for whoever keeps a claim, however many they are; another one when it is lost. */
export function sharedLine({ one }: Pick<Database, 'one'>): Database['lasting'] {
  let current: Line | undefined;

  function begun(): Line {
    const opened = Promise.withResolvers<Connection>();
    const ended = Promise.withResolvers<void>();
    opened.promise.catch(() => undefined);
    one(async (connection) => {
      await sql`SELECT set_config('lock_timeout', ${WAITS_FOR_ROW}, false)`.execute(connection);
      opened.resolve(connection);
      await ended.promise;
      await sql`RESET lock_timeout`.execute(connection);
    }).catch(opened.reject);
    return { connection: opened.promise, end: ended.resolve, users: 0 };
  }

  return async (work) => {
    current ??= begun();
    const line = current;
    line.users += 1;
    try {
      return await work(await line.connection);
    } catch (error) {
      const isLost = error instanceof StoreFault && error.code === 'Io';
      if (isLost && current === line) current = undefined;
      throw error;
    } finally {
      line.users -= 1;
      if (line.users === 0) line.end();
      if (line.users === 0 && current === line) current = undefined;
    }
  };
}

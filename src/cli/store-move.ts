import { resolve } from 'node:path';
import { type Config, EXIT_CONFIG, readConfig } from '../config/config.ts';
import type { MovedRows } from '../directory/embedded/move-store.ts';
import { systemClock } from '../engine/clock.ts';
import { openStore } from '../store/sqlite/open-store.ts';
import { counted } from '../words/counted.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Copies what `DATA_DIR` holds into the empty database of `DATABASE_URL`, or the other way, and reads it back. */
export async function runStoreMove(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { flags: ['json'], positionals: ['postgres or directory'] });
  const [to] = given.positionals;
  if (to !== 'postgres' && to !== 'directory')
    throw new UsageError(`"${to}" is nowhere to move to: postgres or directory.`);
  const reading = readConfig(terminal.env);
  if ('faults' in reading) {
    for (const fault of reading.faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  const { dataDir, databaseUrl } = reading.config;
  if (databaseUrl === undefined) throw new UsageError('DATABASE_URL is not set: name the database.');
  terminal.progress('Moving what is kept …');
  const moved = await move({ dataDir, databaseUrl }, to).finally(() => terminal.progress(''));
  terminal.out(given.flag('json') ? JSON.stringify({ to, ...moved }) : described(moved, to));
  return EXIT.done;
}

/** Both are held meanwhile, so that no bot runs on either. */
async function move(
  { dataDir, databaseUrl }: { readonly databaseUrl: string } & Pick<Config, 'dataDir'>,
  to: 'postgres' | 'directory',
): Promise<MovedRows> {
  const [{ openPostgresStore }, { withTenantTables }, { moveToDirectory, moveToPostgres }] = await Promise.all([
    import('../store/postgres/open-store.ts'),
    import('../directory/embedded/tables-in-postgres.ts'),
    import('../directory/embedded/move-store.ts'),
  ]);
  const database = await openPostgresStore(databaseUrl, systemClock);
  try {
    const directory = openStore(resolve(dataDir), { clock: systemClock });
    try {
      if (to === 'postgres') return await moveToPostgres(directory, database);
      return await moveToDirectory(database, (await withTenantTables(database)).database, directory);
    } finally {
      await directory.close();
    }
  } finally {
    await database.close();
  }
}

function described({ changes, audit, outbox, kv, tenant }: MovedRows, to: 'postgres' | 'directory'): string {
  const what = [
    counted(changes.rows, 'changes'),
    counted(audit.rows, 'audit records'),
    `${counted(kv.rows + outbox.rows, 'rows')} of what is remembered and still to be told`,
    `${counted(tenant.rows, 'rows')} of the embedded tenant`,
  ].join(', ');
  const next =
    to === 'postgres'
      ? 'Start Seatkeeper with DATABASE_URL from now on'
      : 'Start Seatkeeper without DATABASE_URL from now on';
  return `Moved ${what}. It was read back and is the same. ${next}; what it was moved from is left as it is.`;
}

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT_CONFIG, readConfig } from '../config/config.ts';
import { backUp, restore, type Verified } from '../store/sqlite/backup.ts';
import { counted } from '../words/counted.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Copies the store of `DATA_DIR` into a file, also while a bot runs on it. */
export async function runBackup(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { flags: ['json'], positionals: ['FILE'] });
  const [file = ''] = given.positionals;
  const dataDir = dataDirOf(terminal);
  if (dataDir === undefined) return EXIT_CONFIG;
  if (existsSync(file)) throw new UsageError(`${file} exists already: name a new file.`);
  terminal.progress('Backing up …');
  const verified = await backUp(dataDir, resolve(file)).finally(() => terminal.progress(''));
  terminal.out(
    given.flag('json')
      ? JSON.stringify({ file, ...verified })
      : `Backed up ${described(verified)} to ${file}. It was read back whole.`,
  );
  return EXIT.done;
}

/** Puts a backup in the place of the store of `DATA_DIR`. */
export async function runRestore(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { flags: ['json'], positionals: ['FILE'] });
  const [file = ''] = given.positionals;
  const dataDir = dataDirOf(terminal);
  if (dataDir === undefined) return EXIT_CONFIG;
  terminal.progress('Restoring …');
  const restored = await restore(resolve(file), dataDir, terminal.now().toISOString()).finally(() =>
    terminal.progress(''),
  );
  const kept = restored.before === undefined ? '' : ` The store that was there is kept as ${restored.before}.`;
  terminal.out(
    given.flag('json')
      ? JSON.stringify({ dataDir, ...restored })
      : `Restored ${described(restored)} to ${dataDir}.${kept}`,
  );
  return EXIT.done;
}

const NOT_OURS =
  'DATABASE_URL: a database is backed up and restored by its own tools, pg_dump and pg_restore. Leave it out for the store of DATA_DIR.';

/** Undefined when the configuration is wrong: then it is told. */
function dataDirOf(terminal: Terminal): string | undefined {
  const reading = readConfig(terminal.env);
  const faults = 'faults' in reading ? reading.faults : reading.config.databaseUrl === undefined ? [] : [NOT_OURS];
  if (!('faults' in reading) && faults.length === 0) return resolve(reading.config.dataDir);
  for (const fault of faults) terminal.err(fault);
  return undefined;
}

function described({ organization, people, changes, auditRecords, head }: Verified): string {
  const numbers = [counted(people, 'people'), counted(changes, 'changes'), counted(auditRecords, 'audit records')].join(
    ', ',
  );
  return `${organization} (${numbers}, the last one ${head})`;
}

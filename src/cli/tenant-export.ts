import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, EXIT_CONFIG, readConfig } from '../config.ts';
import type { Snapshot } from '../core/graph.ts';
import { targetIsFree, writeSnapshot } from '../directory/snapshot/write-snapshot.ts';
import { openStoreReadOnly } from '../store/store.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import { openSnapshot } from './open-tenant.ts';
import type { Terminal } from './terminal.ts';

/** Where a store keeps a tenant. Without it there was never one, and what one would start from is meant. */
const STORE_FILE = 'seatkeeper.sqlite';

export async function runTenantExport(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: ['out'], flags: ['json'] });
  const out = given.required('out');
  const reading = readConfig(terminal.env);
  if ('faults' in reading) {
    for (const fault of reading.faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  if (!targetIsFree(out)) throw new UsageError(`${out} exists already: give --out a new folder.`);
  return exportTenant(reading.config, out, { terminal, asJson: given.flag('json') });
}

interface ExportOptions {
  readonly terminal: Terminal;
  readonly asJson: boolean;
}

async function exportTenant(
  { dataDir, directory }: Config,
  out: string,
  { terminal, asJson }: ExportOptions,
): Promise<number> {
  if (directory.kind === 'graph') {
    terminal.err(
      'DIRECTORY: exporting from Microsoft Graph is not supported yet. Leave it out to export the embedded tenant.',
    );
    return EXIT_CONFIG;
  }
  const store = existsSync(join(dataDir, STORE_FILE)) ? openStoreReadOnly(dataDir, { clock: terminal }) : undefined;
  try {
    const stored = store?.tenant.snapshot();
    const snapshot: Snapshot = stored ?? (await openSnapshot(directory.tenantFolder));
    if ((await writeSnapshot(out, snapshot)) === 'exists')
      throw new UsageError(`${out} exists already: give --out a new folder.`);
    const from = stored === undefined ? (directory.tenantFolder ?? 'the demo tenant') : dataDir;
    const { displayName } = snapshot.organization;
    terminal.out(
      asJson
        ? JSON.stringify({ organization: displayName, from, out })
        : `Wrote ${displayName} from ${from} to ${out}.`,
    );
    return EXIT.done;
  } finally {
    store?.close();
  }
}

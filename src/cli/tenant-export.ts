import { type Config, type DirectoryConfig, EXIT_CONFIG, readConfig } from '../config/config.ts';
import { connectGraph } from '../directory/graph/connect.ts';
import { exportTenantOf } from '../directory/graph/export-tenant.ts';
import { counting } from '../directory/snapshot/counting.ts';
import { targetIsFree, writeSnapshot } from '../directory/snapshot/write-snapshot.ts';
import { systemClock } from '../engine/clock.ts';
import type { Snapshot } from '../graph/snapshot-text.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import { withConnectedTenant } from './open-tenant.ts';
import type { Terminal } from './terminal.ts';
import { warnOf } from './warnings.ts';

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
  { dataDir, databaseUrl, directory }: Config,
  out: string,
  { terminal, asJson }: ExportOptions,
): Promise<number> {
  if (directory.kind === 'graph') return exportGraph(directory, out, { terminal, asJson });
  const { tenantFolder } = directory;
  return withConnectedTenant({ dataDir, databaseUrl, tenantFolder, clock: terminal }, async (snapshot, from) => {
    const written = await writeSnapshot(out, counting(snapshot, 'Writing', terminal.progress));
    terminal.progress('');
    if (written === 'exists') throw new UsageError(`${out} exists already: give --out a new folder.`);
    return tell(snapshot, { from, out }, { terminal, asJson });
  });
}

/** What Graph has at this moment, read to its end, or nothing. */
async function exportGraph(
  directory: Extract<DirectoryConfig, { readonly kind: 'graph' }>,
  out: string,
  options: ExportOptions,
): Promise<number> {
  const client = await connectGraph(directory, { clock: systemClock, random: Math.random, mostAttempts: 4 });
  options.terminal.progress('Reading the tenant from Microsoft Graph …');
  const snapshot = await exportTenantOf(client, out).finally(() => options.terminal.progress(''));
  return tell(snapshot, { from: new URL(directory.baseUrl).host, out }, options);
}

function tell(
  snapshot: Snapshot,
  { from, out }: { readonly from: string; readonly out: string },
  { terminal, asJson }: ExportOptions,
): number {
  warnOf(snapshot, terminal);
  const { displayName } = snapshot.organization;
  terminal.out(
    asJson ? JSON.stringify({ organization: displayName, from, out }) : `Wrote ${displayName} from ${from} to ${out}.`,
  );
  return EXIT.done;
}

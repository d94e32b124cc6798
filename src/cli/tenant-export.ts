import { type Config, EXIT_CONFIG, readConfig } from '../config.ts';
import { targetIsFree, writeSnapshot } from '../directory/snapshot/write-snapshot.ts';
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
  const { tenantFolder } = directory;
  return withConnectedTenant({ dataDir, tenantFolder, clock: terminal }, async (snapshot, from) => {
    if ((await writeSnapshot(out, snapshot)) === 'exists')
      throw new UsageError(`${out} exists already: give --out a new folder.`);
    warnOf(snapshot, terminal);
    const { displayName } = snapshot.organization;
    terminal.out(
      asJson
        ? JSON.stringify({ organization: displayName, from, out })
        : `Wrote ${displayName} from ${from} to ${out}.`,
    );
    return EXIT.done;
  });
}

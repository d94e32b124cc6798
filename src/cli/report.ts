import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { applied } from '../chat/find-record.ts';
import { type Config, EXIT_CONFIG, readConfig } from '../config/config.ts';
import { storedTenant } from '../directory/embedded/embedded-store.ts';
import { readStoreOf } from '../directory/embedded/open-store.ts';
import { connectGraph } from '../directory/graph/connect.ts';
import { readModel } from '../directory/graph/read-model.ts';
import { counting } from '../directory/snapshot/counting.ts';
import { systemClock } from '../engine/clock.ts';
import { loadTenant } from '../licensing/model/load-tenant.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { reportData } from '../licensing/pages/report-data.ts';
import { type Format, type ReportAsked, reportOf, SHEET_REPORTS, type WrittenReport } from '../reports/report.ts';
import { reportFiles } from '../reports/report-files.ts';
import { StoreFault } from '../store/fault.ts';
import type { SqliteStore } from '../store/sqlite/open-store.ts';
import type { Store } from '../store/store.ts';
import { labelsOf } from '../tenant/labels.ts';
import { texts } from '../words/catalogue.ts';
import { type Arguments, EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** What a report is of, where that must be said. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  change: ['The number of the change'],
  group: ['The name or id of the group'],
};
const LONGEST_HISTORY = 100_000;

export async function runReport(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, {
    positionals: ['The report', ...(NAMED[args.find((arg) => Object.hasOwn(NAMED, arg)) ?? ''] ?? [])],
    texts: ['format', 'out'],
    flags: ['json'],
  });
  const format = formatIn(given);
  const reading = readConfig(terminal.env);
  if ('faults' in reading) {
    for (const fault of reading.faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  const { dataDir } = reading.config;
  const store = await readStoreOf(reading.config, terminal);
  try {
    const { tenant, ...sources } = await sourcesIn(store, reading.config, terminal);
    const report = await reportOf(sources, await askedFor(store, tenant, given.positionals, format));
    const path = write(report, given.text('out'), dataDir);
    terminal.progress('');
    terminal.out(given.flag('json') ? JSON.stringify({ path }) : `Wrote ${path}.`);
    return EXIT.done;
  } finally {
    await store.close();
  }
}

function formatIn(given: Arguments): Format {
  const format = given.text('format') ?? 'csv';
  if (format !== 'csv' && format !== 'html') throw new UsageError(`--format is csv or html, not ${format}.`);
  return format;
}

async function sourcesIn(store: SqliteStore, config: Config, terminal: Terminal) {
  const tenant = await tenantIn(store, config, terminal);
  const context = { labels: labelsOf(tenant), catalogue, texts: texts.en, now: terminal.now().toISOString() };
  return {
    tenant,
    context,
    audit: store.audit,
    zone: 'UTC',
    records: await applied({ store }, undefined, LONGEST_HISTORY),
  };
}

/** As it is stored, or as Graph has it at this moment. */
async function tenantIn(store: SqliteStore, { dataDir, directory }: Config, terminal: Terminal): Promise<Tenant> {
  if (directory.kind === 'graph') {
    const client = await connectGraph(directory, { clock: systemClock, random: Math.random, mostAttempts: 4 });
    const options = { store, folder: resolve(dataDir), clock: systemClock, licensing: directory.licensing };
    terminal.progress('Reading the tenant from Microsoft Graph …');
    return (await readModel(client, options).finally(() => terminal.progress(''))).tenant;
  }
  const snapshot = storedTenant(store);
  if (snapshot !== undefined) {
    const tenant = loadTenant(counting(snapshot, 'Reading the stored tenant', terminal.progress));
    terminal.progress('Writing the report …');
    return tenant;
  }
  throw new StoreFault('Absent', `${dataDir} holds no tenant: start Seatkeeper on it once, or name another DATA_DIR.`);
}

async function askedFor(
  store: Store,
  tenant: Tenant,
  [name, of = '']: readonly string[],
  format: Format,
): Promise<ReportAsked> {
  if (name === 'change') {
    const record = await store.changes.get(Number(of));
    if (record === undefined) throw new UsageError(`There is no change ${of}.`);
    return { report: 'change', record };
  }
  if (name === 'group')
    return { ...reportData(tenant, { report: 'group', groupIds: [groupCalled(tenant, of)] }), format };
  const report = [...SHEET_REPORTS, 'tenant' as const].find((candidate) => candidate === name);
  if (report === undefined)
    throw new UsageError(`Name a report: ${SHEET_REPORTS.join(', ')}, tenant, group NAME or change NUMBER.`);
  if (report === 'history') return { report, format, records: await applied({ store }, undefined, LONGEST_HISTORY) };
  return { ...reportData(tenant, { report, groupIds: [] }), format };
}

/** By its id, or by a name that one group alone bears. */
function groupCalled(tenant: Tenant, name: string): string {
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => tenant.group(group));
  const found = groups.filter(({ id, displayName }) => id === name || displayName.toLowerCase() === name.toLowerCase());
  const [group, ...others] = found;
  if (group === undefined) throw new UsageError(`There is no group ${name}.`);
  if (others.length > 0)
    throw new UsageError(
      `${found.length} groups are called ${name}: give the id of one, ${found.map(({ id }) => id).join(' or ')}.`,
    );
  return group.id;
}

function write(report: WrittenReport, out: string | undefined, dataDir: string): string {
  if (out === undefined) return reportFiles(dataDir).write(report);
  try {
    writeFileSync(out, report.content, { flag: 'wx', mode: 0o600 });
    return out;
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw exists ? new UsageError(`${out} exists already: give --out a new file.`) : error;
  }
}

import type { Terminal } from './terminal.ts';

/** Runs a command with what follows its name, and gives the exit code. */
type RunCommand = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** One command of the command line. */
export interface CliCommand {
  /** `tenant generate`. */
  readonly name: string;
  /** What follows the name. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Loaded when it is asked for: no command waits for what another needs. */
  readonly load: () => Promise<RunCommand>;
}

export const COMMANDS: readonly CliCommand[] = [
  {
    name: 'serve',
    usage: '',
    summary: 'the bot, until it is told to stop',
    load: async () => (await import('./serve.ts')).runServe,
  },
  {
    name: 'chat',
    usage: '--as NAME [--port PORT]',
    summary: 'a second chat in the browser with the running bot, as somebody else of its tenant',
    load: async () => (await import('./chat.ts')).runChat,
  },
  {
    name: 'parse',
    usage: '"TEXT" [--tenant DIR] [--json]\n       parse - [--tenant DIR] < LINES',
    summary: 'how a sentence is understood; with - each {"text"} of standard input',
    load: async () => (await import('./parse.ts')).runParse,
  },
  {
    name: 'simulate',
    usage: '"TEXT" [--tenant DIR] [--groups-complete] [--people] [--json]',
    summary: 'the outcome that a command would have; changes nothing; --people names everybody',
    load: async () => (await import('./simulate.ts')).runSimulate,
  },
  {
    name: 'reconcile',
    usage: '--out DIR [--tenant DIR] [--groups-complete] [--people] [--json]',
    summary:
      'one reconciliation to its end, written as a new snapshot with audit.ndjson; --groups-complete: groups that it does not have are gone; --people names everybody who loses something',
    load: async () => (await import('./reconcile.ts')).runReconcile,
  },
  {
    name: 'tenant generate',
    usage: '(--users N [--seed S] | --demo) --out DIR [--json]',
    summary: 'a snapshot of any size, the same for the same seed; --demo: the demo tenant',
    load: async () => (await import('./tenant-generate.ts')).runTenantGenerate,
  },
  {
    name: 'tenant export',
    usage: '--out DIR [--json]',
    summary: 'the connected tenant as a snapshot; a running Seatkeeper is not disturbed',
    load: async () => (await import('./tenant-export.ts')).runTenantExport,
  },
  {
    name: 'tenant import',
    usage: 'FROM… --out DIR [--members-of FILE=GROUP]… [--json]',
    summary:
      'a snapshot of what Graph, PowerShell or EntraExporter exported from a real tenant (docs/bring-your-tenant.md)',
    load: async () => (await import('./tenant-import.ts')).runTenantImport,
  },
  {
    name: 'tenant license-by',
    usage: 'entra|seatkeeper (GROUP… | --all) [--apply] [--json]',
    summary:
      'who gives people the licenses of groups on Microsoft Graph: says what would come to each person; --apply hands the groups over, and nobody is without in between. Seatkeeper must be stopped',
    load: async () => (await import('./tenant-license-by.ts')).runTenantLicenseBy,
  },
  {
    name: 'backup',
    usage: 'FILE [--json]',
    summary: 'the store of DATA_DIR as one file, read back whole; a running Seatkeeper is not disturbed',
    load: async () => (await import('./backup.ts')).runBackup,
  },
  {
    name: 'restore',
    usage: 'FILE [--json]',
    summary: 'puts a backup in the place of the store of DATA_DIR, which is kept beside it; Seatkeeper must be stopped',
    load: async () => (await import('./backup.ts')).runRestore,
  },
  {
    name: 'store move',
    usage: '(postgres | directory) [--json]',
    summary:
      'copies the store of DATA_DIR into the empty database of DATABASE_URL, or back into an empty DATA_DIR, and reads it back; Seatkeeper must be stopped',
    load: async () => (await import('./store-move.ts')).runStoreMove,
  },
  {
    name: 'audit verify',
    usage: '[--head HASH] [--json]',
    summary: 'checks the chain of the audit log, names the first broken record; --head: a hash noted before is in it',
    load: async () => (await import('./audit-verify.ts')).runAuditVerify,
  },
  {
    name: 'report',
    usage:
      '(failures | history | members | seats | users | tenant | group NAME | change NUMBER) [--format csv|html] [--out FILE] [--json]',
    summary:
      'a report as a file, from the store: tables for spreadsheets; pages to look at of the tenant, a group or a change',
    load: async () => (await import('./report.ts')).runReport,
  },
  {
    name: 'graph-emulator',
    usage: `--port N [--tenant DIR] [--record FILE] [--certificate FILE] [--p1 off] [--permissions LIST]
       [--throttling off] [--processing-delay MS] [--people-per-second N] [--replication-delay MS]
       [--faults PERCENT [--fault-kinds LIST] [--hold MS]] [--seed N] [--client-secret TEXT]`,
    summary: 'Microsoft Graph v1.0 over a snapshot, on loopback, for trying license tools (docs/graph-emulator.md)',
    load: async () => (await import('./graph-emulator.ts')).runGraphEmulator,
  },
  {
    name: 'doctor',
    usage: '[--json]',
    summary: 'what is configured, reachable and permitted, and what is missing',
    load: async () => (await import('./doctor.ts')).runDoctor,
  },
];

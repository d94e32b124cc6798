import { giveBackMemoryNow } from '../app/give-back-memory.ts';
import { counting, countingEach } from '../directory/snapshot/counting.ts';
import { snapshotOf } from '../directory/snapshot/tenant-snapshot.ts';
import { targetIsFree, writeSnapshot } from '../directory/snapshot/write-snapshot.ts';
import { loadTenant } from '../licensing/model/load-tenant.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { peopleIn, type Taking, takings } from '../licensing/outcome/takings.ts';
import { type Reconciliation, reconcile } from '../licensing/reconcile/reconcile.ts';
import { startReconcileThreads } from '../tenant/reconcile-threads.ts';
import { texts } from '../words/catalogue.ts';
import { counted } from '../words/counted.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import { tellKept } from './kept-note.ts';
import { openSnapshot } from './open-tenant.ts';
import { auditOf } from './reconcile-audit.ts';
import { takingLines } from './takings-text.ts';
import type { Terminal } from './terminal.ts';
import { warnOf } from './warnings.ts';

/** The last line of `reconcile --json`. */
interface Report extends Pick<Reconciliation, 'assigned' | 'failed' | 'byError' | 'rounds'> {
  readonly users: number;
  readonly groups: number;
  readonly changes: number;
  readonly ms: { readonly load: number; readonly reconcile: number; readonly write: number };
}

export async function runReconcile(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: ['tenant', 'out'], flags: ['groups-complete', 'people', 'json'] });
  const out = given.required('out');
  if (!targetIsFree(out)) throw new UsageError(`${out} exists already: give --out a new folder.`);

  const timed = stopwatch(terminal.elapsedMs);
  const snapshot = counting(await openSnapshot(given.text('tenant')), 'Reading', terminal.progress);
  const tenant = loadTenant(snapshot, { groupsAreComplete: given.flag('groups-complete') });
  giveBackMemoryNow(tenant.userCount);
  const load = timed();
  warnOf(snapshot, terminal);
  terminal.progress('Reconciling …');
  const time = terminal.now().toISOString();
  const reconciliation = await reconcileAll(tenant, time);
  giveBackMemoryNow(tenant.userCount);
  const reconciled = timed();
  const written = await writeSnapshot(out, counting(snapshotOf(tenant), 'Writing', terminal.progress), {
    'audit.ndjson': countingEach(
      auditOf(tenant, reconciliation.changes, time),
      'Writing the audit log',
      'records',
      terminal.progress,
    ),
  });
  const write = timed();
  terminal.progress('');
  if (written === 'exists') throw new UsageError(`${out} exists already: give --out a new folder.`);
  tellKept(tenant, terminal);
  const report = reportOf(tenant, reconciliation, { load, reconcile: reconciled, write });
  const taken = describeTaken(tenant, takings(tenant, reconciliation.changes), given.flag('people'));
  if (given.flag('json')) {
    for (const line of taken) terminal.err(line);
    terminal.out(JSON.stringify(report));
  } else terminal.out([...taken, ...describe(report), writtenText(report, out)].join('\n'));
  return report.failed === 0 ? EXIT.done : EXIT.failures;
}

async function reconcileAll(tenant: Tenant, now: string): Promise<Reconciliation> {
  await using threads = startReconcileThreads(tenant.userCount);
  return reconcile(tenant, { users: 'everyone', now, helpers: threads.helpers });
}

function reportOf(tenant: Tenant, reconciliation: Reconciliation, ms: Report['ms']): Report {
  const { rowChanges, assigned, failed, byError, rounds } = reconciliation;
  return {
    users: tenant.userCount,
    groups: tenant.groupCount,
    changes: rowChanges,
    assigned,
    failed,
    byError,
    rounds,
    ms,
  };
}

function describe({ users, groups, changes, assigned, failed, byError }: Report): readonly string[] {
  const { reasons } = texts.en.cards;
  const byReason = Object.entries(byError) as readonly (readonly [keyof typeof byError, number])[];
  return [
    `${counted(users, 'people')} and ${counted(groups, 'groups')}: ${counted(changes, 'license rows')} changed.`,
    `${counted(assigned, 'times')} somebody has everything that a group gives, ${counted(failed, 'times')} not.`,
    ...byReason.map(([error, pairs]) => `  ${reasons[error]}: ${pairs.toLocaleString('en-US')}`),
  ];
}

/** Whatever somebody had before and has no more, by cause. */
function describeTaken(tenant: Tenant, taken: readonly Taking[], everybody: boolean): readonly string[] {
  if (taken.length === 0) return [];
  return [`Taken away from ${counted(peopleIn(taken), 'people')}:`, ...takingLines(tenant, taken, everybody)];
}

function writtenText({ ms }: Report, out: string): string {
  return `Written to ${out}. Read in ${ms.load} ms, reconciled in ${ms.reconcile} ms, written in ${ms.write} ms.`;
}

/** Whole milliseconds since it was asked the last time. */
function stopwatch(elapsedMs: () => number): () => number {
  let last = elapsedMs();
  return () => {
    const now = elapsedMs();
    const lap = Math.round(now - last);
    last = now;
    return lap;
  };
}

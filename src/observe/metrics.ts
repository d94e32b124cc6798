import type { ChangeState } from '../changes/change-record.ts';
import type { Directory } from '../directory/port.ts';
import type { Store } from '../store/store.ts';
import type { Foresight } from '../tenant/foresight.ts';

export const METRICS_TYPE = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' };

const OPEN: readonly ChangeState[] = ['previewed', 'waiting', 'queued', 'running', 'cancelling'];

/** A tenant that this process has in memory. */
interface Measured {
  readonly directory: Directory;
  readonly store: Store;
  readonly foresight: Foresight;
}

/** Prometheus' text format, version 0.0.4, of all tenants together. No names of people or groups: numbers alone. */
export async function metricsText(
  tenants: readonly Measured[],
  { logLinesLost, owns }: { readonly logLinesLost: number; readonly owns: boolean },
): Promise<string> {
  const sum = (of: (one: Measured) => number) => tenants.reduce((total, one) => total + of(one), 0);
  const count = async (state: ChangeState) => {
    const counts = await Promise.all(tenants.map(async ({ store }) => (await store.changes.inState(state)).length));
    return [`{state="${state}"}`, counts.reduce((total, one) => total + one, 0)] as const;
  };
  const open = await Promise.all(OPEN.map(count));
  const [simulations, searches] = [
    sum(({ foresight }) => foresight.computed.simulations),
    sum(({ foresight }) => foresight.computed.searches),
  ];
  return [
    gauge('seatkeeper_tenants', 'Tenants that this process has in memory.', [['', tenants.length]]),
    gauge('seatkeeper_users', 'People in the tenant.', [['', sum(({ directory }) => directory.tenant.userCount)]]),
    gauge('seatkeeper_groups', 'Groups in the tenant.', [['', sum(({ directory }) => directory.tenant.groupCount)]]),
    gauge('seatkeeper_changes', 'Changes that have not ended, by state.', open),
    counter('seatkeeper_simulations_total', 'Outcomes of changes that were computed.', simulations),
    counter('seatkeeper_fix_searches_total', 'Searches for what would mend failures.', searches),
    gauge('seatkeeper_log_lines_lost', 'Log lines that could not be written since the start.', [['', logLinesLost]]),
    processText({ owns }),
  ].join('');
}

/** Of any process. @param owns whether it works, or stands by for the one that does */
export function processText({ owns }: { readonly owns: boolean }): string {
  return [
    gauge('seatkeeper_owner', 'Whether this process works; 0: it stands by for the one that does.', [
      ['', Number(owns)],
    ]),
    gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', [['', process.memoryUsage.rss()]]),
    gauge('process_uptime_seconds', 'Seconds since the process started.', [['', process.uptime()]]),
  ].join('');
}

function gauge(name: string, help: string, values: Values): string {
  return metric('gauge', name, help, values);
}

function counter(name: string, help: string, value: number): string {
  return metric('counter', name, help, [['', value]]);
}

type Values = readonly (readonly [labels: string, value: number])[];

export function metric(type: 'gauge' | 'counter' | 'histogram', name: string, help: string, values: Values): string {
  const lines = values.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

import type { ChangeState } from '../core/change-record.ts';
import type { Directory } from '../directory/port.ts';
import type { Store } from '../store/store.ts';

const OPEN: readonly ChangeState[] = ['previewed', 'waiting', 'queued', 'running', 'cancelling'];

/** Prometheus' text format, version 0.0.4. No names of people or groups: numbers alone. */
export function metricsText({ directory, store }: { readonly directory: Directory; readonly store: Store }): string {
  const { tenant } = directory;
  const open = OPEN.map((state) => [`{state="${state}"}`, store.changes.inState(state).length] as const);
  return [
    gauge('seatkeeper_users', 'People in the tenant.', [['', tenant.userCount]]),
    gauge('seatkeeper_groups', 'Groups in the tenant.', [['', tenant.groupCount]]),
    gauge('seatkeeper_changes', 'Changes that have not ended, by state.', open),
    gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', [['', process.memoryUsage.rss()]]),
    gauge('process_uptime_seconds', 'Seconds since the process started.', [['', process.uptime()]]),
  ].join('');
}

function gauge(name: string, help: string, values: readonly (readonly [labels: string, value: number])[]): string {
  const lines = values.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

import type { ChangeRecord } from '../changes/change-record.ts';
import type { Logger } from './log.ts';
import { metric } from './metrics.ts';

/** Upper bounds of the time that a request took, in seconds, as OpenTelemetry suggests them. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface RefusalEvent {
  readonly status: number | 'role';
  readonly reason: string;
  /** Object id. */
  readonly who?: string | undefined;
}

interface PressEvent {
  readonly verb: string;
  /** The change that it is about, where it says one. */
  readonly number: number | undefined;
  /** Object id. */
  readonly who: string | undefined;
  /** What it was answered with: `card`, `sentence`, or the code of a problem. */
  readonly outcome: string;
  readonly ms: number;
}

/**
 * What happens, each a line of the log and a count. People by their object ids in the log, and nobody in the counts;
 * nothing that anybody wrote is in either.
 */
export interface Events {
  request(request: { readonly route: string; readonly status: number; readonly ms: number }): void;
  /** By a status, or by somebody's lack of a role. */
  refused(refusal: RefusalEvent): void;
  press(press: PressEvent): void;
  said(message: { readonly who: string | undefined; readonly place: string; readonly ms: number }): void;
  ended(record: ChangeRecord): void;
  alert(alert: {
    readonly kind: 'news' | 'edit' | 'solved' | 'newList' | 'list';
    readonly groupId?: string;
    readonly number?: number;
    /** In a message that tells of many. */
    readonly causes?: number;
  }): void;
  /** A message of which nobody said whether it arrived: it is not sent again. */
  unsure(message: { readonly kind: string; readonly number?: number | undefined; readonly error: string }): void;
  /** Whoever asked was told that something went wrong. Its line of the log is written where it is known. */
  fault(kind: 'turn' | 'press'): void;
  /** What a check of the audit log found; until then nobody knows. */
  auditChecked(isIntact: boolean): void;
  /** Prometheus' text format. */
  metrics(): string;
  /** The same counts, and lines in another log. */
  in(log: Logger): Events;
}

export function events(log: Logger): Events {
  return eventsIn(log, { counts: counted(), audit: undefined, buckets: SECONDS.map(() => 0), count: 0, sum: 0 });
}

interface Counts {
  readonly counts: ReturnType<typeof counted>;
  /** 0 from when a log was found broken. */
  audit: number | undefined;
  readonly buckets: number[];
  count: number;
  sum: number;
}

function eventsIn(log: Logger, kept: Counts): Events {
  const { counts } = kept;
  return {
    in: (other) => eventsIn(other, kept),
    request({ route, status, ms }) {
      counts.add('http_server_requests_total', { route, status });
      kept.count += 1;
      kept.sum += ms / 1_000;
      SECONDS.forEach((bound, index) => {
        if (ms / 1_000 <= bound) kept.buckets[index] = (kept.buckets[index] ?? 0) + 1;
      });
    },
    refused(refusal) {
      counts.add('seatkeeper_refusals_total', { status: refusal.status });
      log.warn('request refused', { ...refusal });
    },
    press(press) {
      counts.add('seatkeeper_presses_total', { outcome: press.outcome });
      log.info('press', { ...press });
    },
    said: (message) => log.debug('message', message),
    ended(record) {
      const { number, state, requestedBy, command, real } = record;
      const ms = Date.parse(record.finishedAt ?? '') - Date.parse(record.appliedAt ?? '');
      counts.add('seatkeeper_changes_total', { result: state });
      log.info('change', {
        number,
        who: requestedBy.userId,
        what: command.intent,
        outcome: state,
        ...(real === undefined ? {} : { changed: real.changed, failed: real.failed }),
        ms: Number.isNaN(ms) ? undefined : ms,
      });
    },
    alert(alert) {
      counts.add('seatkeeper_alerts_total', { kind: alert.kind });
      log.info('alert', alert);
    },
    unsure(message) {
      counts.add('seatkeeper_messages_unsure_total', { kind: message.kind });
      log.warn('message perhaps sent', message);
    },
    fault: (kind) => counts.add('seatkeeper_faults_total', { kind }),
    auditChecked(isIntact) {
      kept.audit = isIntact ? (kept.audit ?? 1) : 0;
    },
    metrics: () => `${counts.text()}${auditText(kept.audit)}${durationText(kept)}`,
  };
}

const HELP: Readonly<Record<string, string>> = {
  http_server_requests_total: 'Requests that were answered, by route and status.',
  seatkeeper_refusals_total: 'Requests that were refused, by status or for want of a role.',
  seatkeeper_presses_total: 'Buttons that were pressed, by what they were answered with.',
  seatkeeper_changes_total: 'Changes that have ended, by how.',
  seatkeeper_alerts_total: 'Alerts that were sent, edited or solved.',
  seatkeeper_faults_total: 'Messages and presses that were answered by saying that something went wrong.',
  seatkeeper_messages_unsure_total: 'Messages of which nobody said whether they arrived, by kind.',
};

/** Counters by name and labels. Labels are words of ours: there are as many series as there are of those. */
function counted() {
  const series = new Map<string, Map<string, number>>();
  return {
    add(name: string, labels: Readonly<Record<string, string | number>>): void {
      const label = `{${Object.entries(labels)
        .map(([key, value]) => `${key}="${value}"`)
        .join(',')}}`;
      const values = series.get(name) ?? new Map<string, number>();
      series.set(name, values.set(label, (values.get(label) ?? 0) + 1));
    },
    text: () =>
      Object.entries(HELP)
        .map(([name, help]) => metric('counter', name, help, [...(series.get(name) ?? [])]))
        .join(''),
  };
}

function auditText(audit: number | undefined): string {
  const values = audit === undefined ? [] : [['', audit] as const];
  return metric(
    'gauge',
    'seatkeeper_audit_intact',
    'Whether the audit log was whole when it was checked last.',
    values,
  );
}

function durationText({ buckets, count, sum }: Pick<Counts, 'buckets' | 'count' | 'sum'>): string {
  const name = 'http_server_request_duration_seconds';
  const values = [
    ...SECONDS.map((bound, index) => [`_bucket{le="${bound}"}`, buckets[index] ?? 0] as const),
    ['_bucket{le="+Inf"}', count] as const,
    ['_sum', sum] as const,
    ['_count', count] as const,
  ];
  return metric('histogram', name, 'Time from the headers of a request to its answer.', values);
}

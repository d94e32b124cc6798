import type { ChangeRecord } from '../core/change-record.ts';
import { nextOf } from '../core/schedule.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Due, ScheduledChanges } from './scheduled-changes.ts';

/** The clock of the machine may be set, and a laptop may sleep: nobody waits longer than this without looking. */
const LONGEST_SLEEP_MS = 60_000;
const A_DAY_MS = 24 * 3_600_000;

export type ScheduleNews =
  | { readonly kind: 'remind'; readonly of: 'start' | 'end'; readonly at: string }
  | { readonly kind: 'due'; readonly of: 'start' | 'end'; readonly due: Due };

export interface ScheduleOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: ScheduledChanges;
  /** Tells who asked. What it throws is a fault of telling, and holds nothing up. */
  readonly tell: (record: ChangeRecord, news: ScheduleNews) => Promise<void>;
  readonly onFault: (number: number | undefined, error: unknown) => void;
}

/** Does at its time what people confirmed for later, over restarts: what became due meanwhile is done at the start. */
export interface Scheduler {
  start(): void;
  /** Looks at once at what is due. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export function scheduler({ store, clock, changes, tell, onFault }: ScheduleOptions): Scheduler {
  const closing = new AbortController();
  let running = Promise.resolve();

  async function told(record: ChangeRecord, news: ScheduleNews): Promise<void> {
    // As it is now: what takes it back is known since it began.
    await tell(store.changes.get(record.number) ?? record, news).catch((error) => onFault(record.number, error));
  }

  async function lookAt(record: ChangeRecord): Promise<void> {
    const next = nextOf(record);
    if (next === undefined) return;
    const nowMs = clock.now().getTime();
    const leftMs = Date.parse(next.at) - nowMs;
    if (leftMs <= 0) {
      const due = await (next.kind === 'start' ? changes.begin(record) : changes.takeBack(record));
      if (due.kind !== 'frozen' && due.kind !== 'gone') await told(record, { kind: 'due', of: next.kind, due });
    } else if (leftMs <= A_DAY_MS && isWorthReminding(record, next) && record.schedule?.reminded !== next.kind) {
      const schedule = record.schedule && { ...record.schedule, reminded: next.kind };
      const kept = schedule && store.changes.advance(record, { schedule });
      if (kept !== undefined) await told(kept, { kind: 'remind', of: next.kind, at: next.at });
    }
  }

  async function look(): Promise<void> {
    for (const record of store.changes.toCome()) {
      if (closing.signal.aborted) return;
      await lookAt(record).catch((error) => onFault(record.number, error));
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      const waitMs = await look()
        .then(() => nextLookMs(store, clock))
        .catch((error) => {
          onFault(undefined, error);
          return LONGEST_SLEEP_MS;
        });
      await clock.sleep(waitMs, closing.signal);
    }
  }

  return {
    start() {
      running = run();
    },
    look,
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** Who asked for it within the day before knows it without being told again. */
function isWorthReminding(
  record: ChangeRecord,
  next: { readonly kind: 'start' | 'end'; readonly at: string },
): boolean {
  const since = next.kind === 'start' ? record.createdAt : (record.appliedAt ?? record.createdAt);
  return Date.parse(next.at) - Date.parse(since) > A_DAY_MS;
}

function nextLookMs(store: Store, clock: Clock): number {
  const nowMs = clock.now().getTime();
  const left = store.changes.toCome().flatMap((record) => {
    const at = nextOf(record)?.at;
    const ms = at === undefined ? 0 : Date.parse(at) - nowMs;
    return ms > 0 ? [ms] : [];
  });
  return Math.min(LONGEST_SLEEP_MS, ...left);
}

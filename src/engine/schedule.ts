import type { ChangeRecord } from '../changes/change-record.ts';
import { type Next, nextOf } from '../changes/schedule.ts';
import type { Store } from '../store/store.ts';
import { type Clock, LOOK_AGAIN_MS } from './clock.ts';
import { AFTER_FAULT_MS, periodic } from './periodic.ts';
import { SCHEDULE_NEWS, type ScheduledChanges, type ScheduleNews } from './scheduled-changes.ts';

const A_DAY_MS = 24 * 3_600_000;

interface ScheduleOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: ScheduledChanges;
  /** Hears that there may be something to tell. */
  readonly onNews: () => void;
  readonly onFault: (number: number | undefined, error: unknown) => void;
}

/** Does at its time what people confirmed for later, over restarts: what became due meanwhile is done at the start. */
export interface Scheduler {
  start(): void;
  /** Looks at once at what is due; answers after how many milliseconds to look again. */
  look(): Promise<number>;
  close(): Promise<void>;
}

export function scheduler({ store, clock, changes, onNews, onFault }: ScheduleOptions): Scheduler {
  const looks = periodic(look, { clock, onFault: (error) => onFault(undefined, error) });
  const { closing } = looks;

  /** What is to be done about it now. */
  function due(record: ChangeRecord): (() => Promise<void>) | undefined {
    // What was to begin when a process ended begins as if its time came now: only as it was shown.
    if (record.state === 'queued') return () => changes.begin(record);
    const next = nextOf(record);
    if (next === undefined) return undefined;
    const leftMs = Date.parse(next.at) - clock.now().getTime();
    if (leftMs <= 0) return () => (next.kind === 'start' ? changes.begin(record) : changes.takeBack(record));
    const isToRemind = leftMs <= A_DAY_MS && isWorthReminding(record, next) && record.schedule?.reminded !== next.kind;
    return isToRemind ? () => remind(store, record, next) : undefined;
  }

  async function look(): Promise<number> {
    const records = [...(await store.changes.inState('queued')), ...(await store.changes.toCome())];
    let isAny = false;
    let againMs = LOOK_AGAIN_MS;
    for (const record of records) {
      const act = due(record);
      if (act === undefined || closing.aborted) continue;
      isAny = true;
      await act().catch((error) => {
        againMs = AFTER_FAULT_MS;
        onFault(record.number, error);
      });
      onNews();
    }
    return Math.min(againMs, untilNextMs(isAny ? await store.changes.toCome() : records, clock));
  }

  return { start: () => looks.start(), look, close: looks.close };
}

function remind(store: Store, record: ChangeRecord, { kind: of, at }: Next): Promise<void> {
  const schedule = record.schedule && { ...record.schedule, reminded: of };
  return store.transaction(async ({ changes, outbox }) => {
    if (schedule && (await changes.advance(record, { schedule })))
      await outbox.put(SCHEDULE_NEWS, record.number, { kind: 'remind', of, at } satisfies ScheduleNews);
  });
}

/** Who asked for it within the day before knows it without being told again. */
function isWorthReminding(record: ChangeRecord, next: Next): boolean {
  const since = next.kind === 'start' ? record.createdAt : (record.appliedAt ?? record.createdAt);
  return Date.parse(next.at) - Date.parse(since) > A_DAY_MS;
}

/** Not later than a minute: the clock may be set, and another process may confirm something for sooner. */
function untilNextMs(records: readonly ChangeRecord[], clock: Clock): number {
  const nowMs = clock.now().getTime();
  const left = records.flatMap((record) => {
    const at = nextOf(record)?.at;
    const ms = at === undefined ? 0 : Date.parse(at) - nowMs;
    return ms > 0 ? [ms] : [];
  });
  return Math.min(LOOK_AGAIN_MS, ...left);
}

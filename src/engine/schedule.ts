import type { ChangeRecord } from '../changes/change-record.ts';
import { type Next, nextOf } from '../changes/schedule.ts';
import type { Store } from '../store/store.ts';
import { type Clock, LOOK_AGAIN_MS } from './clock.ts';
import { periodic } from './periodic.ts';
import { SCHEDULE_NEWS, type ScheduledChanges, type ScheduleNews } from './scheduled-changes.ts';

const A_DAY_MS = 24 * 3_600_000;

/** What could not be told so often waits for the next start. */
const ATTEMPTS = 8;
const UNDER_WAY = -1;

/** How many messages of some news are sent, or perhaps are: on disk before each is sent, so that none is sent twice. */
export interface Begun {
  readonly messages: number;
  /** A process before this one ended meanwhile. */
  readonly isCutShort: boolean;
  note(messages: number): Promise<void>;
}

/** As it lies in the outbox. */
type Kept = ScheduleNews & { readonly begun?: number };

export interface ScheduleOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: ScheduledChanges;
  /** Tells who asked; what it throws is a fault of telling, and it is asked again. Nothing waits for it. */
  readonly tell: (record: ChangeRecord, news: ScheduleNews, begun: Begun) => Promise<void>;
  readonly onFault: (number: number | undefined, error: unknown) => void;
}

/** Does at its time what people confirmed for later, over restarts: what became due meanwhile is done at the start. */
export interface Scheduler {
  start(): void;
  /** Looks at once at what is due; answers after how many milliseconds to look again. */
  look(): Promise<number>;
  close(): Promise<void>;
}

export function scheduler({ store, clock, changes, tell, onFault }: ScheduleOptions): Scheduler {
  const looks = periodic(look, { clock, onFault: (error) => onFault(undefined, error) });
  const { closing } = looks;
  /** How often it was tried; what is told stays under way, for whoever has read the outbox before. */
  const telling = new Map<number, number>();
  /** Told, and the disk did not take that: not told again. */
  const told = new Set<number>();

  /** Tells what is to be told, each beside the others: a conversation that does not answer holds up no other. */
  async function tellAll(): Promise<void> {
    for (const { id, about, news } of await store.outbox.of<Kept>(SCHEDULE_NEWS)) {
      const attempts = telling.get(id) ?? 0;
      if (attempts >= 0 && attempts < ATTEMPTS) void tellOne(id, about, { news, attempts });
    }
  }

  async function tellOne(
    id: number,
    number: number,
    { news, attempts }: { readonly news: Kept; readonly attempts: number },
  ): Promise<void> {
    telling.set(id, UNDER_WAY);
    const { begun: messages = 0 } = news;
    const begun: Begun = {
      messages,
      isCutShort: attempts === 0 && messages > 0,
      note: (next) => store.outbox.replace(id, { ...news, begun: next }),
    };
    try {
      const record = await store.changes.get(number);
      if (record !== undefined && !told.has(id)) await tell(record, news, begun);
      told.add(id);
      await store.outbox.told(id);
      told.delete(id);
    } catch (error) {
      telling.set(id, attempts + 1);
      if (!closing.aborted) onFault(number, error);
    }
  }

  /** What is to be done about it now. */
  function due(record: ChangeRecord): (() => Promise<void>) | undefined {
    const next = nextOf(record);
    if (next === undefined) return undefined;
    const leftMs = Date.parse(next.at) - clock.now().getTime();
    if (leftMs <= 0) return () => (next.kind === 'start' ? changes.begin(record) : changes.takeBack(record));
    const isToRemind = leftMs <= A_DAY_MS && isWorthReminding(record, next) && record.schedule?.reminded !== next.kind;
    return isToRemind ? () => remind(store, record, next) : undefined;
  }

  /** Answers whether there was anything to do. */
  async function each(
    records: readonly ChangeRecord[],
    toDo: (record: ChangeRecord) => (() => Promise<void>) | undefined,
  ): Promise<boolean> {
    let isAny = false;
    for (const record of records) {
      const act = toDo(record);
      if (act === undefined || closing.aborted) continue;
      isAny = true;
      await act().catch((error) => onFault(record.number, error));
      await tellAll();
    }
    return isAny;
  }

  async function look(): Promise<number> {
    await tellAll();
    const records = await store.changes.toCome();
    const isAny = await each(records, due);
    return untilNextMs(isAny ? await store.changes.toCome() : records, clock);
  }

  /** What was to begin when the process ended begins as if its time came now: only as it was shown. */
  async function takeUp(): Promise<void> {
    await each(await store.changes.inState('queued'), (record) => () => changes.begin(record));
  }

  return { start: () => looks.start(takeUp()), look, close: looks.close };
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

import type { Clock } from '../../engine/clock.ts';
import { worker } from '../../engine/worker.ts';
import type { LivingTenant } from '../../licensing/model/living-tenant.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { observedWhole } from '../../licensing/model/observed-whole.ts';
import { DirectoryError } from '../port.ts';
import type { AfterWrites, Doubted } from './after-writes.ts';
import type { GraphClient } from './client.ts';
import { type Observer, readGroupNow, readPeopleNow, sweep } from './observer.ts';
import { withWholeTenant } from './read-model.ts';

export const PACE = {
  /** Between two looks for changes. */
  observeMs: 30_000,
  /** Between two looks at everybody's licenses: of errors alone no delta query tells. */
  sweepMs: 60 * 60_000,
  /** What Graph is to tell of changes for; renewed at half of it. Of people and groups it may be 29 days. */
  subscribeMs: 2 * 24 * 60 * 60_000,
};

/** News comes in bursts, and delta queries may be a moment behind it. */
const GATHERED_MS = 1_000;

interface ObservationOptions {
  readonly client: GraphClient;
  readonly dataDir: string;
  readonly tenant: LivingTenant;
  readonly observer: Observer;
  readonly written: AfterWrites;
  readonly clock: Clock;
  readonly random: () => number;
  readonly pace: typeof PACE;
  /** Hears what was seen. */
  readonly take: (batch: readonly Observed[]) => Promise<void>;
  readonly onFault: (error: unknown, retryAfterMs: number) => void;
  /** Graph does not know any more what changed: everything is read again. */
  readonly onReadAnew: () => void;
}

/** Looks for changes now, and again and again: what could not be told is told by a later look. */
interface Observation {
  now(): Promise<void>;
  /** Something is said to have changed: the next look is not waited for. */
  soon(): void;
  start(): void;
  stop(): Promise<void>;
}

export function observation(options: ObservationOptions): Observation {
  const { client, dataDir, tenant, observer, written, clock, random, pace, take } = options;
  let sweptAtMs = clock.elapsedMs();
  let isNews = false;
  let awake = new AbortController();

  /** What cannot be read now is doubted still, and read behind the others next time. */
  async function readDoubted(): Promise<void> {
    const parts = partsOf(written.doubted());
    let read = 0;
    try {
      for (; read < parts.length; read++) await take(written.believed(await readNow(parts[read] ?? [])));
    } finally {
      written.doubt([...parts.slice(read + 1), ...parts.slice(read, read + 1)].flat());
    }
  }

  async function readNow(part: readonly Doubted[]): Promise<readonly Observed[]> {
    const [first] = part;
    if (first?.kind === 'group') return readGroupNow(client, tenant, first.groupId);
    const people = part.flatMap((one) => (one.kind === 'person' ? one.userId : []));
    return readPeopleNow(client, tenant, people);
  }

  async function now(): Promise<void> {
    const seen = await observer.round();
    if (seen === undefined) options.onReadAnew();
    const all = seen ?? (await withWholeTenant(client, dataDir, (whole) => observedWhole(tenant, whole)));
    await take(written.believed(all));
    if (clock.elapsedMs() - sweptAtMs >= pace.sweepMs) {
      await take(written.believed(await sweep(client, tenant)));
      sweptAtMs = clock.elapsedMs();
    }
    await readDoubted();
  }

  const loop = worker<'look'>({
    clock,
    random,
    askedToWaitMs: (error) => (error instanceof DirectoryError ? error.retryAfterMs : undefined),
    onFault: ({ error, retryAfterMs }) => options.onFault(error, retryAfterMs),
    async work(_, stopping) {
      awake = new AbortController();
      if (!isNews) await clock.sleep(pace.observeMs, AbortSignal.any([stopping, awake.signal]));
      if (isNews) await clock.sleep(GATHERED_MS, stopping);
      isNews = false;
      if (!stopping.aborted) await now();
      return stopping.aborted;
    },
  });

  return {
    now,
    soon() {
      isNews = true;
      awake.abort();
    },
    start() {
      loop.add('look');
      loop.start();
    },
    stop: loop.stop,
  };
}

/** https://learn.microsoft.com/graph/json-batching */
const PEOPLE_AT_ONCE = 20;

/** What is read in one request: some people, or a group. */
function partsOf(doubted: readonly Doubted[]): readonly (readonly Doubted[])[] {
  const people = doubted.filter(({ kind }) => kind === 'person');
  const some = Array.from({ length: Math.ceil(people.length / PEOPLE_AT_ONCE) }, (_, part) =>
    people.slice(part * PEOPLE_AT_ONCE, (part + 1) * PEOPLE_AT_ONCE),
  );
  return [...some, ...doubted.filter(({ kind }) => kind === 'group').map((group) => [group])];
}

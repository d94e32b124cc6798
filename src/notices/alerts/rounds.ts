import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Clock } from '../../engine/clock.ts';
import { LOOK_AGAIN_MS } from '../../engine/clock.ts';
import { within } from '../../engine/within.ts';
import type { Scope } from './review.ts';

/** Teams counts an edit like a message, and nobody reads faster. */
const PAUSE_MS = 2_000;
/** Teams has refused a message for as long as the connector tries. */
const RETRY_MS = 30_000;

/** What has moved since a place was looked at last. */
export interface Moved {
  readonly scope: Scope;
  /** Changes that have ended, or are in progress. */
  readonly records: readonly ChangeRecord[];
}

/** What came of one look at a place. */
export interface PlaceLook {
  /** Messages sent or edited. */
  readonly written: number;
  /** False when the tenant moved meanwhile: what is left is looked at again when it has settled. */
  readonly isComplete: boolean;
  /** When something that waits may be told, in milliseconds since 1970. */
  readonly againAtMs: number | undefined;
}

/** Looks at each place when something has moved, and writes there at most once in two seconds, the last state always. */
interface Rounds {
  add(channel: string, moved: Moved): void;
  /** Takes up nothing more; resolves when what is being written is written, or after two seconds. */
  close(): Promise<void>;
}

interface RoundsOptions {
  readonly clock: Clock;
  /** What is not decided yet is no news. */
  readonly isSettled: () => boolean;
  /** @param stopping aborted when nothing more is to be written than what is under way */
  readonly look: (channel: string, moved: Moved, stopping: AbortSignal) => Promise<PlaceLook>;
  readonly onFault: (channel: string, error: unknown) => void;
}

export function rounds({ clock, isSettled, look, onFault }: RoundsOptions): Rounds {
  const closing = new AbortController();
  const due = new Map<string, Moved>();
  const working = new Map<string, Promise<void>>();
  /** Places where something waits, and until when. */
  const again = new Map<string, number>();

  const keep = (channel: string, moved: Moved) => due.set(channel, together(due.get(channel), moved));

  async function work(channel: string): Promise<void> {
    await clock.breathe();
    for (let moved = due.get(channel); moved !== undefined && isSettled(); moved = due.get(channel)) {
      due.delete(channel);
      const pauseMs = await attempt(channel, moved);
      if (pauseMs > 0) await clock.sleep(pauseMs, closing.signal);
      if (closing.signal.aborted) break;
    }
    working.delete(channel);
  }

  /** How long to leave the place alone now. */
  async function attempt(channel: string, moved: Moved): Promise<number> {
    try {
      const { written, isComplete, againAtMs } = await look(channel, moved, closing.signal);
      if (!isComplete) keep(channel, moved);
      if (againAtMs !== undefined) void lookAgain(channel, againAtMs);
      return written === 0 ? 0 : PAUSE_MS;
    } catch (error) {
      if (!closing.signal.aborted) onFault(channel, error);
      keep(channel, moved);
      return RETRY_MS;
    }
  }

  /** At its time the whole place is looked at again. The clock may be set: it is read once a minute. */
  async function lookAgain(channel: string, atMs: number): Promise<void> {
    const before = again.get(channel);
    again.set(channel, atMs);
    if (before !== undefined) return;
    for (let left = leftMs(channel); left > 0 && !closing.signal.aborted; left = leftMs(channel)) {
      await clock.sleep(Math.min(left, LOOK_AGAIN_MS), closing.signal);
    }
    again.delete(channel);
    add(channel, { scope: 'everywhere', records: [] });
  }

  const leftMs = (channel: string) => (again.get(channel) ?? 0) - clock.now().getTime();

  function add(channel: string, moved: Moved): void {
    keep(channel, moved);
    if (!working.has(channel) && !closing.signal.aborted) working.set(channel, work(channel));
  }

  return {
    add,
    async close() {
      closing.abort();
      await within(PAUSE_MS, Promise.all(working.values()), clock);
    },
  };
}

function together(before: Moved | undefined, moved: Moved): Moved {
  if (before === undefined) return moved;
  const everywhere = before.scope === 'everywhere' || moved.scope === 'everywhere';
  return {
    scope: everywhere ? 'everywhere' : new Set([...before.scope, ...moved.scope]),
    records: [...before.records, ...moved.records],
  };
}

import { oneAtATime } from '../chat/one-at-a-time.ts';
import type { Clock } from '../engine/clock.ts';

/** So many calls at most within any time of this length. */
interface Window {
  readonly most: number;
  readonly withinMs: number;
}

/**
 * What Teams takes of a bot, messages and edits together
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 */
const OF_A_CONVERSATION: readonly Window[] = [
  { most: 7, withinMs: 1_000 },
  { most: 8, withinMs: 2_000 },
  { most: 60, withinMs: 30_000 },
];
const OF_A_TENANT: readonly Window[] = [{ most: 50, withinMs: 1_000 }];
/** The rest is left to messages: somebody waits for those. */
const EDITS_OF_A_TENANT: readonly Window[] = [{ most: 40, withinMs: 1_000 }];

/** Fewer are not looked through for those that have been quiet. */
const REMEMBERED = 10_000;

interface Call {
  readonly conversation: string;
  readonly tenant: string;
  readonly isEdit: boolean;
}

interface PaceOptions extends Pick<Clock, 'elapsedMs'> {
  readonly sleep: (ms: number) => Promise<void>;
  /** Aborted when the bot stops: nothing waits for its turn then. */
  readonly stopping: Pick<AbortSignal, 'aborted'>;
}

/**
 * Resolves when Teams takes this call. The calls of one conversation are handed over one after another; one conversation that
 * has used up what is its own holds up no other. A message waits for nothing in its own conversation: somebody asked for it, and
 * where it is too much Teams says so and it is tried again.
 */
export type Pace = (call: Call) => Promise<void>;

export function pace({ elapsedMs, sleep, stopping }: PaceOptions): Pace {
  /** When the last calls were made, in order. */
  const made = new Map<string, readonly number[]>();
  const inTurn = oneAtATime();
  let forgetsAtSize = REMEMBERED;

  async function untilFree(windowsOf: Readonly<Record<string, readonly Window[]>>): Promise<void> {
    const waitMs = () =>
      Math.max(
        ...Object.entries(windowsOf).flatMap(([key, windows]) =>
          windows.map(({ most, withinMs }) => (made.get(key)?.at(-most) ?? -withinMs) + withinMs - elapsedMs()),
        ),
      );
    for (let ms = waitMs(); ms > 0 && !stopping.aborted; ms = waitMs()) await sleep(Math.ceil(ms));
  }

  function note(key: string, windows: readonly Window[]): void {
    const longest = Math.max(...windows.map(({ most }) => most));
    made.set(key, [...(made.get(key) ?? []), elapsedMs()].slice(-longest));
  }

  /** At twice as many as it left last time, so that a call costs the same however many conversations there are. */
  function forgetTheQuiet(): void {
    if (made.size < forgetsAtSize) return;
    const sinceMs = elapsedMs() - Math.max(...OF_A_CONVERSATION.map(({ withinMs }) => withinMs));
    for (const [key, times] of made) if ((times.at(-1) ?? 0) <= sinceMs) made.delete(key);
    forgetsAtSize = Math.max(REMEMBERED, 2 * made.size);
  }

  return async ({ conversation, tenant, isEdit }) => {
    const its = `conversation ${conversation}`;
    const all = `tenant ${tenant}`;
    const edits = `edits ${tenant}`;
    if (isEdit) await untilFree({ [its]: OF_A_CONVERSATION });
    await inTurn(isEdit ? edits : all, async () => {
      await untilFree({ [all]: OF_A_TENANT, ...(isEdit ? { [edits]: EDITS_OF_A_TENANT } : {}) });
      forgetTheQuiet();
      note(its, OF_A_CONVERSATION);
      note(all, OF_A_TENANT);
      if (isEdit) note(edits, EDITS_OF_A_TENANT);
    });
  };
}

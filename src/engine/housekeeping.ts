import type { ApprovalPolicy } from '../changes/approval-policy.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { periodic } from './periodic.ts';

/** Between two looks. */
const PAUSE_MS = 3_600_000;
/** In one transaction: others wait no longer than that takes. */
const AT_ONCE = 200;
/** What offers fixes has no time of its own: cards are kept true for this long. */
const OFFERS_FOR_MS = 31 * 24 * 3_600_000;

/** Kept for each change beside it, by its number. */
const BESIDE = ['cards', 'offers'];

interface HousekeepingOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: Pick<ApprovalPolicy, 'lifetimeMs'>;
  readonly onFault: (error: unknown) => void;
}

/** Drops, by and by, the previews that nobody decided in their time: the log keeps that they were asked for. Returns how to stop. */
export function housekeeping({ store, clock, policy, onFault }: HousekeepingOptions): () => Promise<void> {
  async function tidy(): Promise<number> {
    await clock.breathe();
    const nowMs = clock.now().getTime();
    const undecidedSince = new Date(nowMs - policy.lifetimeMs).toISOString();
    const offeredSince = new Date(nowMs - OFFERS_FOR_MS).toISOString();
    while (!looks.closing.aborted) {
      const dropped = await store.changes.dropPreviews({ undecidedSince, offeredSince }, AT_ONCE);
      for (const number of dropped) for (const kept of BESIDE) await store.kv(kept).delete(String(number));
      if (dropped.length < AT_ONCE) break;
      await clock.breathe();
    }
    return PAUSE_MS;
  }

  const looks = periodic(tidy, { clock, afterFaultMs: PAUSE_MS, onFault });
  looks.start();
  return looks.close;
}

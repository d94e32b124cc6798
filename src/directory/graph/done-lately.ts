import type { Clock } from '../../engine/clock.ts';
import type { Change } from '../../licensing/change.ts';
import type { KeyValue } from '../../store/store.ts';
import { BEHIND_MS } from './after-writes.ts';

/**
 * What Graph did so lately that its readers may not show it, over restarts. It is told by time that passes in a process: a clock
 * that is set, or a start that is waited for, ends nothing of it.
 */
export interface DoneLately {
  /** In its order. */
  changes(): readonly Change[];
  add(changes: readonly Change[]): Promise<void>;
  /** What readers have had their time to show is kept no longer. */
  forget(): Promise<void>;
}

export async function openDoneLately(
  kept: KeyValue<readonly Change[]>,
  clock: Pick<Clock, 'elapsedMs'>,
): Promise<DoneLately> {
  const until = () => clock.elapsedMs() + BEHIND_MS;
  /** In their order. */
  const lately = (await kept.entries()).map(([key, changes]) => ({ key, changes, untilMs: until() }));
  let last = Number.parseInt(lately.at(-1)?.key ?? '0', 10);
  return {
    changes: () => lately.flatMap(({ changes }) => changes),
    async add(changes) {
      const key = String(++last).padStart(12, '0');
      await kept.set(key, changes);
      lately.push({ key, changes, untilMs: until() });
    },
    async forget() {
      for (let oldest = lately[0]; oldest && oldest.untilMs <= clock.elapsedMs(); oldest = lately[0]) {
        await kept.delete(oldest.key);
        lately.shift();
      }
    },
  };
}

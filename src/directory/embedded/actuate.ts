import type { Clock } from '../../engine/clock.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { Actuator, RowsChange } from '../port.ts';
import type { EmbeddedStore } from './embedded-store.ts';
import { runRecords } from './run-records.ts';
import { stored } from './stored.ts';

/** People in one transaction: they share its fsync. */
const FEWEST_PEOPLE = 100;
const MOST_PEOPLE = 4_000;
/** What one transaction computes. Whoever asks something meanwhile waits for that, and for the disk however few people it is. */
const TRANSACTION_MS = 25;
/** From a question to its answer several things happen one after the other: all of them in one pause. */
const TURNS_OF_OTHERS = 8;
/** When throttled, so many parts a second: progress that can be watched. */
const PARTS_PER_SECOND = 4;

export interface ActuatorOptions {
  readonly clock: Clock;
  /** Undefined: as fast as the disk. */
  readonly usersPerSecond?: number | undefined;
}

/**
 * Writes decided rows to the store, part by part, each in one transaction with its audit records; memory follows the
 * disk, never the other way round. The pace holds over all calls: being told to stop and starting again gains nothing.
 */
export function embeddedActuator(
  store: EmbeddedStore,
  tenant: Tenant,
  { clock, usersPerSecond }: ActuatorOptions,
): Actuator {
  const most = usersPerSecond ? Math.max(Math.floor(usersPerSecond / PARTS_PER_SECOND), 1) : MOST_PEOPLE;
  const spentMs = clock.effortMs ?? clock.elapsedMs;
  let size = Math.min(FEWEST_PEOPLE, most);
  let partAtMs = 0;
  let pauseMs = 0;

  async function pace(signal: AbortSignal): Promise<void> {
    const waitMs = pauseMs - (clock.elapsedMs() - partAtMs);
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    else for (let turn = 0; turn < TURNS_OF_OTHERS; turn += 1) await clock.breathe();
  }

  return {
    async apply(changes, { signal, onApplied, before }) {
      let applied = 0;
      do {
        await pace(signal);
        await before?.();
        const part = changes.slice(applied, applied + size);
        let computedMs: number | undefined;
        const take = () => {
          if (signal.aborted || !isCurrent(tenant, part)) return undefined;
          const beganMs = spentMs();
          commit(store, tenant, part, {
            time: clock.now().toISOString(),
            isLast: applied + part.length === changes.length,
          });
          return beganMs;
        };
        const follow = (beganMs: number | undefined) => {
          if (beganMs === undefined) return;
          for (const { user, after } of part) tenant.setRows(user, after);
          computedMs = spentMs() - beganMs;
          if (part.length > 0) onApplied(part);
        };
        await stored(`storing licenses of ${part.length} people`, () => store.exclusively(take, follow));
        if (computedMs === undefined) return applied;
        applied += part.length;
        partAtMs = clock.elapsedMs();
        size = nextSize(size, computedMs, most);
        pauseMs = usersPerSecond ? (part.length * 1000) / usersPerSecond : 0;
      } while (applied < changes.length);
      return applied;
    },
  };
}

/**
 * As many people as are computed in the time, by what it took last: once it may take long for a reason of its own. Where the
 * disk is slow, or others have the machine, fewer would wait for it more often.
 */
function nextSize(size: number, computedMs: number, most: number): number {
  const fitting = Math.floor(size * Math.min(Math.max(TRANSACTION_MS / Math.max(computedMs, 1), 0.5), 2));
  return Math.min(Math.max(fitting, FEWEST_PEOPLE), most);
}

/** Rows that changed since they were decided on, by a direct assignment say, must be decided on again. */
function isCurrent(tenant: Tenant, part: readonly RowsChange[]): boolean {
  return part.every(({ user, before }) => tenant.rows(user) === before);
}

function commit(
  store: EmbeddedStore,
  tenant: Tenant,
  part: readonly RowsChange[],
  options: { readonly time: string; readonly isLast: boolean },
): void {
  store.transaction(() => {
    store.audit.append(runRecords(store, tenant, part, options));
    store.tenant.setLicenseRowsOf(part.map(({ user, after }) => [user, tenant.read(after)]));
  });
}

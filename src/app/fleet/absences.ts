import type { Clock } from '../../engine/clock.ts';
import type { Owner } from '../../store/postgres/claim.ts';

/** An owner that renews its claims has another connection to the database in this time when it has lost one. */
const CONNECTED_AGAIN_MS = 2_000;

/** Answers the epoch of an owner who has been gone for so long that its tenant may be taken; undefined: they are there, as far as anybody knows. */
export function absences(clock: Pick<Clock, 'elapsedMs'>): (tenant: string, owner: Owner) => number | undefined {
  const missed = new Map<string, { readonly epoch: number; readonly sinceMs: number }>();
  return (tenant, { epoch, isConnected }) => {
    const since = missed.get(tenant);
    if (isConnected) missed.delete(tenant);
    else if (since?.epoch !== epoch) missed.set(tenant, { epoch, sinceMs: clock.elapsedMs() });
    else if (clock.elapsedMs() - since.sinceMs >= CONNECTED_AGAIN_MS) return epoch;
    return undefined;
  };
}

import type { AuditVerdict, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

/**
 * Checks the whole audit log beside the work of the process, resting between slices. Undefined when it was told to stop
 * first. A broken log stops nothing: it is for people to look at, and they can do that best while all goes on.
 */
export async function checkAudit(
  store: Pick<Store, 'verifyAuditInSlices'>,
  clock: Pick<Clock, 'breathe'>,
  stopping: AbortSignal,
): Promise<AuditVerdict | undefined> {
  const slices = store.verifyAuditInSlices();
  for (;;) {
    await clock.breathe();
    if (stopping.aborted) return undefined;
    const step = await slices.next();
    if (step.done) return step.value;
  }
}

import type { Change } from '../../licensing/change.ts';
import { applyChange } from '../../licensing/model/apply-change.ts';
import type { LivingTenant } from '../../licensing/model/living-tenant.ts';
import type { AfterWrites } from './after-writes.ts';
import { type DoneLately, openDoneLately } from './done-lately.ts';
import { openSubmissions, type SubmissionOptions, type Submissions } from './submissions.ts';

/** What a process before this one did, and what it did not get done, is what is wanted: readers of Graph may not show it. */
export async function goOn(
  options: Omit<SubmissionOptions, 'onDone'>,
  tenant: LivingTenant,
  written: AfterWrites,
): Promise<{ readonly outgoing: Submissions; readonly doneLately: DoneLately }> {
  const { store, clock } = options;
  const doneLately = await openDoneLately(store.kv('graph-done'), clock);
  const onDone = async (changes: readonly Change[]) => {
    written.note(changes);
    await doneLately.add(changes);
  };
  const outgoing = await openSubmissions({ ...options, onDone });
  const [lately, unanswered] = [doneLately.changes(), outgoing.unanswered()];
  written.recall(lately);
  for (const change of [...lately, ...unanswered]) applyChange(tenant, change, clock.now().toISOString());
  return { outgoing, doneLately };
}

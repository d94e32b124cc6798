import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Steps } from '../steps.ts';
import type { Outcome } from './outcome.ts';
import { previewOf } from './preview.ts';
import { summarize } from './summarize.ts';
import { type TallyAbout, tallyOf } from './tally.ts';

/** What of an outcome is kept with the change that it is shown for. */
export type Shown = Required<Pick<ChangeRecord, 'fingerprint' | 'simulated' | 'preview'>>;

export function shownIn({ fingerprint, simulated, preview }: Shown): Shown {
  return { fingerprint, simulated, preview };
}

/** The tenant stands as before the changes. */
export function* shownOf(tenant: Tenant, outcome: Outcome, about: TallyAbout): Steps<Shown> {
  if (tenant.isPauseDue) yield;
  const tally = tallyOf(tenant, outcome, about);
  if (tenant.isPauseDue) yield;
  const simulated = summarize(tenant, outcome, about, tally);
  return { fingerprint: outcome.fingerprint, simulated, preview: yield* previewOf(tenant, outcome, about, tally) };
}

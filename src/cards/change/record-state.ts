import type { ChangeRecord } from '../../changes/change-record.ts';
import { isPaused } from '../../changes/schedule.ts';
import type { State, StateName } from '../states.ts';
import { state, type ViewContext } from '../text/context.ts';

const STATES = {
  previewed: 'previewed',
  scheduled: 'scheduled',
  queued: 'queued',
  running: 'running',
  cancelling: 'cancelling',
  finished: 'finished',
  cancelled: 'cancelled',
  dismissed: 'dismissed',
  superseded: 'superseded',
  refused: 'refused',
  expired: 'expired',
  waiting: 'waiting',
  rejected: 'rejected',
} satisfies Record<ChangeRecord['state'], StateName>;

/** Where a change stands, in its own words; *Finished with failures* when somebody failed. */
export function recordState(context: ViewContext, record: ChangeRecord): State {
  if (isPaused(record)) return state(context, 'paused');
  const failed = record.state === 'finished' && (record.real?.failed ?? 0) > 0;
  return state(context, failed ? 'failures' : STATES[record.state]);
}

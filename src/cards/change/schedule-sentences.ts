import type { ChangeRecord, ChangeState } from '../../changes/change-record.ts';
import { formatMoment } from '../../time/format-moment.ts';
import type { TextRuns } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';

const BEFORE: ReadonlySet<ChangeState> = new Set<ChangeState>(['previewed', 'waiting', 'scheduled']);
const STANDING: ReadonlySet<ChangeState> = new Set<ChangeState>([...BEFORE, 'queued', 'running', 'finished']);

/** When it begins and when it is taken back, with year and zone, of what is still to come of that. */
export function scheduleSentences(
  context: ViewContext,
  { schedule, state }: Pick<ChangeRecord, 'schedule' | 'state'>,
): readonly TextRuns[] {
  if (schedule === undefined || schedule.over === true) return [];
  // Stages say by themselves when the next one begins.
  const startsAt = BEFORE.has(state) && schedule.stages === undefined ? schedule.startsAt : undefined;
  const endsAt = STANDING.has(state) ? schedule.endsAt : undefined;
  const { schedule: texts } = context.texts.record;
  const at = (time: string) => ({ time: scheduledTime(context, schedule, time) });
  return [
    ...(startsAt === undefined ? [] : [say(context, texts.starts, at(startsAt))]),
    ...(endsAt === undefined ? [] : [say(context, texts.ends, at(endsAt))]),
  ];
}

export function scheduledTime(
  { texts }: ViewContext,
  { zone }: NonNullable<ChangeRecord['schedule']>,
  time: string,
): string {
  return formatMoment({ ms: Date.parse(time), zone }, texts.language);
}

import type { ChangeRecord } from '../../core/change-record.ts';
import { formatMoment } from '../../core/time/format-moment.ts';
import type { Runs } from '../cards/runs.ts';
import { say, type ViewContext } from './context.ts';

/** When it begins and when it is taken back, with year and zone; nothing of a change of now and for good. */
export function scheduleSentences(context: ViewContext, { schedule }: Pick<ChangeRecord, 'schedule'>): readonly Runs[] {
  if (schedule === undefined) return [];
  const { startsAt, endsAt } = schedule;
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

import type { ReadSchedule } from '../changes/read-schedule.ts';
import type { Schedule } from '../changes/schedule.ts';

/** The times of a command as its record keeps them. */
export function scheduleOf(
  { startMs, endMs }: Extract<ReadSchedule, { readonly kind: 'schedule' }>,
  zone: string,
): Schedule {
  return {
    zone,
    ...(startMs === undefined ? {} : { startsAt: new Date(startMs).toISOString() }),
    ...(endMs === undefined ? {} : { endsAt: new Date(endMs).toISOString() }),
  };
}

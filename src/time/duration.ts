import { MS_A_MINUTE, plusDays, plusMonths } from './civil.ts';
import type { Duration } from './expression.ts';
import { parseWhole } from './parse.ts';
import { civilAt, instantOf } from './zone.ts';

/** "30 days", "two weeks", "a month", "the next 3 months", "anderhalf jaar"; undefined for anything else. */
export function readDuration(text: string): Duration | undefined {
  const read = parseWhole(text, 'length');
  return read?.kind === 'duration' ? read.duration : undefined;
}

/** Minutes and hours are lengths of time; from a day on, the clock shows the same on a later day. `times` -1: before. */
export function plus(ms: number, { count, unit }: Duration, zone: string, times: 1 | -1 = 1): number {
  const by = count * times;
  if (unit === 'minute') return ms + by * MS_A_MINUTE;
  if (unit === 'hour') return ms + by * 60 * MS_A_MINUTE;
  const civil = civilAt(ms, zone);
  return instantOf(
    { ...civil, ...(isInDays(unit) ? plusDays(civil, by * DAYS[unit]) : plusMonths(civil, by * MONTHS[unit])) },
    zone,
  );
}

const DAYS = { day: 1, week: 7 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

function isInDays(unit: keyof typeof DAYS | keyof typeof MONTHS): unit is keyof typeof DAYS {
  return unit === 'day' || unit === 'week';
}

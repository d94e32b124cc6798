import { MS_A_MINUTE, plusDays, plusMonths } from './civil.ts';
import { countOf, type Unit, unitOf } from './words.ts';
import { civilAt, instantOf } from './zone.ts';

export interface Duration {
  readonly count: number;
  readonly unit: Unit;
}

/** "30 days", "two weeks", "a month", "the next 3 months", "drie maanden"; undefined for anything else. */
export function readDuration(text: string): Duration | undefined {
  const words = text.toLowerCase().trim().split(/\s+/);
  const [first, second, ...rest] = words.filter((word) => !/^(?:the|de|next|komende|volgende)$/.test(word));
  const [count, unit] = [countOf(first), unitOf(second)];
  return count === undefined || count === 0 || unit === undefined || rest.length > 0 ? undefined : { count, unit };
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

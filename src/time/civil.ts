/** A day of the Gregorian calendar; months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What a clock and a calendar on a wall show together. */
export interface Civil extends Day {
  readonly hour: number;
  readonly minute: number;
}

export const MS_A_MINUTE = 60_000;
export const MS_A_DAY = 86_400_000;

/** Days since 1 January 1970 (https://howardhinnant.github.io/date_algorithms.html, days_from_civil). */
export function dayNumber({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The other way round. */
function dayOf(number: number): Day {
  const days = number + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const y = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: era * 400 + y + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

export function plusDays(day: Day, days: number): Day {
  return dayOf(dayNumber(day) + days);
}

/** The same day of a later or earlier month, or its last one when it has no such day. */
export function plusMonths({ year, month, day }: Day, months: number): Day {
  const index = year * 12 + month - 1 + months;
  const first = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1, day: 1 };
  return { ...first, day: Math.min(day, lengthOfMonth(first)) };
}

export function isDay(day: Day): boolean {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= lengthOfMonth(day);
}

function lengthOfMonth({ year, month }: Day): number {
  const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  return dayNumber(next) - dayNumber({ year, month, day: 1 });
}

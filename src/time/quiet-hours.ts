import { civilAt, instantOf } from './zone.ts';

/** Hours of each day, as minutes since midnight on the clock of a zone (IANA); they may go over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/** The end of the quiet hours that a moment lies in, both in milliseconds since 1970; undefined where it lies in none. */
export function quietUntilMs({ from, to, zone }: QuietHours, ms: number): number | undefined {
  const civil = civilAt(ms, zone);
  const minutes = civil.hour * 60 + civil.minute;
  const isQuiet = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
  if (!isQuiet) return undefined;
  const day = civil.day + (minutes < to ? 0 : 1);
  return instantOf({ ...civil, day, hour: Math.floor(to / 60), minute: to % 60 }, zone);
}

import { type Civil, dayNumber, MS_A_DAY, MS_A_MINUTE } from './civil.ts';

/** A moment, in milliseconds since 1970, and the zone in which people speak of it. */
export interface LocalMoment {
  readonly ms: number;
  readonly zone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether it names a time zone that is known here (IANA). */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What calendar and clock of a zone show at a moment, in milliseconds since 1970. */
export function civilAt(ms: number, zone: string): Civil {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

/**
 * The moment at which a zone's clock shows this: the first one where it shows it twice; where the clock jumps over it,
 * as much later as it jumps.
 */
export function instantOf(civil: Civil, zone: string): number {
  const asUtc = utcOf(civil);
  const beforeJump = asUtc - offsetAt(asUtc - MS_A_DAY, zone);
  const afterJump = asUtc - offsetAt(asUtc + MS_A_DAY, zone);
  return [beforeJump, afterJump].find((ms) => utcOf(civilAt(ms, zone)) === asUtc) ?? beforeJump;
}

/** How far the zone is ahead of UTC, in milliseconds, to the minute. */
function offsetAt(ms: number, zone: string): number {
  return utcOf(civilAt(ms, zone)) - Math.floor(ms / MS_A_MINUTE) * MS_A_MINUTE;
}

function utcOf(civil: Civil): number {
  return dayNumber(civil) * MS_A_DAY + (civil.hour * 60 + civil.minute) * MS_A_MINUTE;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

import type { ViewContext } from './context.ts';

/** A clock alone is read as the last time that it showed that: longer ago, or to come, the day is told. */
const CLOCK_ALONE_MS = 3_600_000;

/**
 * A time that the client writes in the reader's zone and habit: the clock alone for what was just now, else the date
 * before it. Where the reader's midnight lies is not known here.
 */
export function timeText({ now }: ViewContext, time: string): string {
  const seconds = `${time.slice(0, 19)}Z`;
  const clock = `{{TIME(${seconds})}}`;
  const agoMs = Date.parse(now) - Date.parse(time);
  return agoMs >= 0 && agoMs < CLOCK_ALONE_MS ? clock : `{{DATE(${seconds}, SHORT)}} ${clock}`;
}

/** "14:02 · #1042", for the right of a footer. */
export function timeAndNumber(context: ViewContext, time: string, number: number): string {
  return `${timeText(context, time)} · #${number}`;
}

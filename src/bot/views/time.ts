import type { ViewContext } from './context.ts';

/** A time that the client writes in the reader's zone and habit: the clock alone for today, else the date before it. */
export function timeText({ now }: ViewContext, time: string): string {
  const seconds = `${time.slice(0, 19)}Z`;
  const clock = `{{TIME(${seconds})}}`;
  return time.slice(0, 10) === now.slice(0, 10) ? clock : `{{DATE(${seconds}, SHORT)}} ${clock}`;
}

/** "14:02 · #1042", for the right of a footer. */
export function timeAndNumber(context: ViewContext, time: string, number: number): string {
  return `${timeText(context, time)} · #${number}`;
}

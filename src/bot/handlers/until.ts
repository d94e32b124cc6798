const UNTIL = /\b(?:until|till|tot|through)\s+(.+?)\s*(?:,|\.$|$|\b(?:because|since|as|omdat|wegens|want)\b)/i;
const CLOCK = /\b(\d{1,2})[:.](\d{2})\b|\b(\d{1,2})\s*(am|pm)\b/i;
const TOMORROW = /\b(?:tomorrow|morgen)\b/i;
const KNOWN = /^(?:(?:today|vandaag|tomorrow|morgen|at|om|o'clock|uur|pm|am|hours?|u)\b|[\d:.\s])+$/i;

/** What a sentence says after "until", as it was said. */
export function untilIn(sentence: string): string | undefined {
  return UNTIL.exec(sentence)?.[1];
}

/**
 * "18:00", "tomorrow 9:00", "tomorrow" (its beginning): the next such moment after `now`, on the clock of this machine.
 * Undefined when it says anything else.
 */
export function readUntil(said: string, now: Date): Date | undefined {
  const text = said.trim();
  const clock = clockIn(text);
  const isTomorrow = TOMORROW.test(text);
  if (!KNOWN.test(text) || (clock === undefined && !isTomorrow)) return undefined;
  const [hours, minutes] = clock ?? [0, 0];
  if (hours > 23 || minutes > 59) return undefined;
  const moment = new Date(now);
  moment.setHours(hours, minutes, 0, 0);
  if (isTomorrow || moment <= now) moment.setDate(moment.getDate() + 1);
  return moment;
}

function clockIn(text: string): readonly [hours: number, minutes: number] | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, twelve, half = ''] = match;
  if (hours !== undefined) return [Number(hours), Number(minutes)];
  const hour = Number(twelve) % 12;
  return [half.toLowerCase() === 'pm' ? hour + 12 : hour, 0];
}

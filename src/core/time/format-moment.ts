import type { Language } from '../language/command.ts';
import type { LocalMoment } from './zone.ts';

const LOCALES = { en: 'en-GB', nl: 'nl-NL' } satisfies Record<Language, string>;

/** "Saturday 1 May 2027, 09:00 (Europe/Amsterdam)": nothing is left to guess, neither the year nor the zone. */
export function formatMoment({ ms, zone }: LocalMoment, language: Language): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...options }).format(ms);
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');
  return `${day}, ${format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })} (${zone})`;
}

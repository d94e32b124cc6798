import type { Language } from '../language/command.ts';
import { civilAt, type LocalMoment } from './zone.ts';

const LOCALES = { en: 'en-GB', nl: 'nl-NL' } satisfies Record<Language, string>;

/** "Saturday 1 May 2027, 09:00 (Europe/Amsterdam)": nothing is left to guess, neither the year nor the zone. */
export function formatMoment(moment: LocalMoment, language: Language): string {
  return `${formatDay(moment, language)}, ${clockOf(moment, language)} (${moment.zone})`;
}

/** "Saturday 1 May 2027", where the hour does not matter. */
export function formatDay(moment: LocalMoment, language: Language): string {
  return written(moment, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(
    ',',
    '',
  );
}

/** "1 May 2027", "1 May 2027 at 09:00": a time as somebody would say it who leaves nothing to guess. */
export function sayMoment(moment: LocalMoment, language: Language): string {
  const day = written(moment, language, { day: 'numeric', month: 'long', year: 'numeric' });
  const { hour, minute } = civilAt(moment.ms, moment.zone);
  return hour + minute === 0 ? day : `${day} ${AT[language]} ${clockOf(moment, language)}`;
}

const AT = { en: 'at', nl: 'om' } satisfies Record<Language, string>;

function clockOf(moment: LocalMoment, language: Language): string {
  return written(moment, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

function written({ ms, zone }: LocalMoment, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...options }).format(ms);
}

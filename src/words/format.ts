import type { Language } from '../language/command.ts';
import { perLanguage } from './per-language.ts';

/** The two forms that English and Dutch have. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

const LOCALES = { en: 'en-US', nl: 'nl-NL' } satisfies Record<Language, string>;

const MILLION = 1_000_000;

const counts = perLanguage((language) => new Intl.NumberFormat(LOCALES[language]));
const millions = perLanguage(
  (language) => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
);
const lists = perLanguage((language) => new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }));
const alternatives = perLanguage((language) => new Intl.ListFormat(LOCALES[language], { type: 'disjunction' }));

/** 1,000 in English, 1.000 in Dutch. */
export function formatCount(count: number, language: Language): string {
  // Below a thousand both languages write the digits alone.
  return count >= 0 && count < 1000 && Number.isInteger(count) ? String(count) : counts(language).format(count);
}

/** A count as a figure: from a million on it is rounded ("1.2 M"), so that it fits a third of a phone. */
export function formatFigure(count: number, language: Language): string {
  return count < MILLION ? formatCount(count, language) : `${millions(language).format(count / MILLION)} M`;
}

/** Whole percent, rounded down, so that 100 means all: "43 %" in English, "43%" in Dutch. */
export function formatPercent(part: number, whole: number, language: Language): string {
  const percent = percentOf(part, whole);
  return language === 'nl' ? `${percent}%` : `${percent} %`;
}

export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.min(100, Math.floor((part / whole) * 100));
}

/** Which of the two forms a count takes: one person, 0 people, 2 people. */
export function pluralOf(forms: Plural, count: number): string {
  return count === 1 ? forms.one : forms.other;
}

/** The separators of "A, B and C", as [text, index of the item or -1]. */
export function listParts(
  length: number,
  language: Language,
  kind: 'and' | 'or' = 'and',
): readonly (string | number)[] {
  if (length < 2) return length === 1 ? [0] : [];
  const format = kind === 'and' ? lists(language) : alternatives(language);
  const items = Array.from({ length }, (_, index) => String(index));
  return format.formatToParts(items).map((part) => (part.type === 'element' ? Number(part.value) : part.value));
}

const EVERY_DAY = { en: 'every day', nl: 'elke dag' } satisfies Record<Language, string>;
const EVERY_WORKDAY = { en: 'every workday', nl: 'elke werkdag' } satisfies Record<Language, string>;
const EVERY = { en: 'every', nl: 'elke' } satisfies Record<Language, string>;
const weekdays = perLanguage(
  (language) => new Intl.DateTimeFormat(LOCALES[language], { weekday: 'long', timeZone: 'UTC' }),
);
/** 5 January 1970 was a Monday. */
const MONDAY_MS = 4 * 86_400_000;

/** "every Monday and Thursday", "every day". @param days 1 Monday to 7 Sunday */
export function sayDays(days: readonly number[], language: Language): string {
  if (days.length === 7) return EVERY_DAY[language];
  if (days.join('') === '12345') return EVERY_WORKDAY[language];
  const named = days.map((day) => weekdays(language).format(MONDAY_MS + (day - 1) * 86_400_000));
  const list = listParts(named.length, language).map((part) => (typeof part === 'number' ? named[part] : part));
  return `${EVERY[language]} ${list.join('')}`;
}

/** "24 s", "3 min", "1 h 5 min": the two largest units, nothing below a second. */
export function formatDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 1) return '< 1 s';
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hour = language === 'nl' ? 'u' : 'h';
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} ${hour}` : `${Math.floor(minutes / 60)} ${hour} ${rest} min`;
}

/** Words of times in English and Dutch. */
export const MONTHS = [
  /^(?:jan|january|januari)$/,
  /^(?:feb|february|februari)$/,
  /^(?:mar|march|maart|mrt)$/,
  /^(?:apr|april)$/,
  /^(?:may|mei)$/,
  /^(?:jun|june|juni)$/,
  /^(?:jul|july|juli)$/,
  /^(?:aug|august|augustus)$/,
  /^(?:sep|sept|september)$/,
  /^(?:oct|october|okt|oktober)$/,
  /^(?:nov|november)$/,
  /^(?:dec|december)$/,
] as const;

/** From Monday on. */
export const WEEKDAYS = [
  /^(?:mon|monday|maandag)$/,
  /^(?:tue|tues|tuesday|dinsdag)$/,
  /^(?:wed|weds|wednesday|woensdag)$/,
  /^(?:thu|thur|thurs|thursday|donderdag)$/,
  /^(?:fri|friday|vrijdag)$/,
  /^(?:sat|saturday|zaterdag)$/,
  /^(?:sun|sunday|zondag)$/,
] as const;

/** Days from today. */
export const DAY_WORDS: Readonly<Record<string, number>> = {
  'day before yesterday': -2,
  eergisteren: -2,
  yesterday: -1,
  gisteren: -1,
  today: 0,
  vandaag: 0,
  tomorrow: 1,
  morgen: 1,
  'day after tomorrow': 2,
  overmorgen: 2,
};

export const UNITS = {
  minute: /^(?:min|mins|minute|minutes|minuut|minuten)$/,
  hour: /^(?:h|hour|hours|uur|uren)$/,
  day: /^(?:day|days|dag|dagen)$/,
  week: /^(?:week|weeks|weken)$/,
  month: /^(?:month|months|maand|maanden)$/,
  quarter: /^(?:quarter|quarters|kwartaal|kwartalen)$/,
  year: /^(?:year|years|jaar|jaren)$/,
} as const;
export type Unit = keyof typeof UNITS;

const NUMERALS: readonly RegExp[] = [
  /^(?:a|an|one|een|één)$/,
  /^(?:two|twee)$/,
  /^(?:three|drie)$/,
  /^(?:four|vier)$/,
  /^(?:five|vijf)$/,
  /^(?:six|zes)$/,
  /^(?:seven|zeven)$/,
  /^(?:eight|acht)$/,
  /^(?:nine|negen)$/,
  /^(?:ten|tien)$/,
  /^(?:eleven|elf)$/,
  /^(?:twelve|twaalf)$/,
];

/** "30", "two", "a". */
export function countOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (/^\d{1,4}$/.test(word)) return Number(word);
  return indexOf(NUMERALS, word);
}

/** From 1. */
export function indexOf(patterns: readonly RegExp[], word: string | undefined): number | undefined {
  const index = word === undefined ? -1 : patterns.findIndex((pattern) => pattern.test(word));
  return index === -1 ? undefined : index + 1;
}

export function unitOf(word: string | undefined): Unit | undefined {
  if (word === undefined) return undefined;
  return (Object.keys(UNITS) as Unit[]).find((unit) => UNITS[unit].test(word));
}

export const NEXT = /^(?:next|volgende|aanstaande|komende|coming)$/;
export const LAST = /^(?:last|vorige|afgelopen|previous|past)$/;
export const THIS = /^(?:this|deze|dit)$/;

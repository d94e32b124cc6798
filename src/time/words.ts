/** Words of times in English and Dutch, in small letters. */

/** Numbers from 1, by their words; a month or a weekday has the number of its place. */
type Numbered = ReadonlyMap<string, number>;

function numbered(...lists: readonly string[]): Numbered {
  return new Map(lists.flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)));
}

export const MONTHS = numbered(
  'jan january januari',
  'feb february februari',
  'mar march maart mrt',
  'apr april',
  'may mei',
  'jun june juni',
  'jul july juli',
  'aug august augustus',
  'sep sept september',
  'oct october okt oktober',
  'nov november',
  'dec december',
);

/** From Monday on. */
export const WEEKDAYS = numbered(
  'mon monday maandag',
  'tue tues tuesday dinsdag',
  'wed weds wednesday woensdag',
  'thu thur thurs thursday donderdag',
  'fri friday vrijdag',
  'sat saturday zaterdag',
  'sun sunday zondag',
);

/** Words in their own right, too: they are weekdays before a date only ("ma 4 mei"). */
export const SHORT_WEEKDAYS = numbered('ma', 'di', 'wo', 'do', 'vr', 'za', 'zo');

/** Days from today. */
export const DAY_WORDS: ReadonlyMap<string, number> = new Map([
  ['day before yesterday', -2],
  ['eergisteren', -2],
  ['yesterday', -1],
  ['gisteren', -1],
  ['today', 0],
  ['vandaag', 0],
  ['tomorrow', 1],
  ['morgen', 1],
  ['day after tomorrow', 2],
  ['overmorgen', 2],
]);

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries({
    minute: 'min mins minute minutes minuut minuten',
    hour: 'h hr hrs hour hours uur uren uurtje',
    day: 'day days dag dagen',
    week: 'week weeks weken',
    month: 'month months maand maanden',
    quarter: 'quarter quarters kwartaal kwartalen',
    year: 'year years jaar jaren',
  }).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit as Unit] as const)),
);

export function unitOf(word: string | undefined): Unit | undefined {
  return word === undefined ? undefined : UNITS.get(word);
}

/** A part of a day, in hours: a morning at work begins when people do. */
export const PARTS_OF_DAY: ReadonlyMap<string, readonly [from: number, to: number]> = new Map(
  (
    [
      ['morning morgen ochtend', [9, 12]],
      ['afternoon middag', [12, 18]],
      ['evening night avond', [18, 24]],
    ] as const
  ).flatMap(([words, hours]) => words.split(' ').map((word) => [word, hours] as const)),
);

const ONES = 'one two three four five six seven eight nine'.split(' ');
const EENEN = 'een twee drie vier vijf zes zeven acht negen'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TIENEN = 'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const TIENTALLEN = 'twintig dertig veertig vijftig zestig zeventig tachtig negentig'.split(' ');

const NUMERALS: ReadonlyMap<string, number> = new Map([
  ...['a', 'an', 'één'].map((word) => [word, 1] as const),
  ...[ONES, EENEN].flatMap((words) => words.map((word, index) => [word, index + 1] as const)),
  ...[TEENS, TIENEN].flatMap((words) => words.map((word, index) => [word, index + 10] as const)),
  ...[TENS, TIENTALLEN].flatMap((words) => words.map((word, index) => [word, (index + 2) * 10] as const)),
  ...TIENTALLEN.flatMap((tens, ten) =>
    EENEN.flatMap((one, index) =>
      ['en', 'ën'].map((and) => [`${one}${and}${tens}`, (ten + 2) * 10 + index + 1] as const),
    ),
  ),
]);

/** "30", "two", "a", "twintig", "vijfentwintig"; undefined for what is no number. */
export function countOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return /^\d{1,4}$/.test(word) ? Number(word) : NUMERALS.get(word);
}

/** Tens that a number below ten may follow: "twenty one". */
export function isTens(word: string | undefined): boolean {
  return word !== undefined && TENS.includes(word);
}

/** "first", "eerste", from 1 to 31: a day of a month. */
export const ORDINALS: Numbered = numbered(
  'first eerste',
  'second tweede',
  'third derde',
  'fourth vierde',
  'fifth vijfde',
  'sixth zesde',
  'seventh zevende',
  'eighth achtste',
  'ninth negende',
  'tenth tiende',
  'eleventh elfde',
  'twelfth twaalfde',
  'thirteenth dertiende',
  'fourteenth veertiende',
  'fifteenth vijftiende',
  'sixteenth zestiende',
  'seventeenth zeventiende',
  'eighteenth achttiende',
  'nineteenth negentiende',
  'twentieth twintigste',
  'twenty-first eenentwintigste',
  'twenty-second tweeëntwintigste tweeentwintigste',
  'twenty-third drieëntwintigste drieentwintigste',
  'twenty-fourth vierentwintigste',
  'twenty-fifth vijfentwintigste',
  'twenty-sixth zesentwintigste',
  'twenty-seventh zevenentwintigste',
  'twenty-eighth achtentwintigste',
  'twenty-ninth negenentwintigste',
  'thirtieth dertigste',
  'thirty-first eenendertigste',
);

export const ORDINAL_ENDING = /^(?:st|nd|rd|th|e|ste|de)$/;

/** Abbreviations that are words in their own right, too. */
export const LOOSE_WEEKDAYS = /^(?:sat|sun)$/;

/** Of the day, week, month that comes next: whether the very next is meant is another question. */
export const NEXT = /^(?:next|volgende?)$/;
/** The very next one. */
export const COMING = /^(?:coming|upcoming|komende?|aanstaande?|eerstvolgende?)$/;
export const LAST = /^(?:last|vorige?|afgelopen|previous|past)$/;
export const THIS = /^(?:this|deze|dit)$/;
export const EVERY = /^(?:every|each|elke?|iedere?)$/;
export const ARTICLE = /^(?:the|de|het)$/;
export const END = /^(?:end|eind|einde)$/;
export const BEGIN = /^(?:start|beginning|begin)$/;
export const FINAL = /^(?:last|laatste)$/;
export const OF = /^(?:of|van)$/;

/** Whether a time may begin with this word: a quick look that spares most words a long one. */
export function mayBeginTime(word: string): boolean {
  return /^\d/.test(word) || FIRST_WORDS.has(word) || /^.+(?:ochtend|morgen|middag|avond)$/.test(word);
}

const FIRST_WORDS: ReadonlySet<string> = new Set([
  ...[MONTHS, WEEKDAYS, SHORT_WEEKDAYS, NUMERALS, ORDINALS].flatMap((words) => [...words.keys()]),
  ...[...DAY_WORDS.keys()].map((words) => words.split(' ')[0] ?? ''),
  ...'the de het next volgende volgend coming upcoming komende komend aanstaande aanstaand eerstvolgende'.split(' '),
  ...'last laatste vorige vorig afgelopen previous past this deze dit every each elke elk iedere ieder'.split(' '),
  ...'end eind einde eod eow eom eoq eoy start beginning begin half halve anderhalf anderhalve'.split(' '),
  ...'few several paar aantal enkele some couple in over at om @ noon midday midnight middernacht'.split(' '),
  ...'kwart quarter tonight now nu weekend week q'.split(' '),
]);

import { nameKeys } from '../text.ts';

/** What sets products of one name apart: for whom, in which cloud, with what left out. */
const DECIDING_WORDS = {
  students: 'for students|for student|students|student|voor studenten|voor leerlingen|studenten',
  faculty: 'for faculty|faculty|voor docenten|voor faculteit|docenten',
  useBenefit: 'use benefit',
  alumni: 'for alumni|alumni',
  education: 'for edu|edu|for education|voor onderwijs',
  noTeams:
    'no teams|without teams|w/o teams|excluding teams|zonder teams|geen teams|with no teams|but no teams|but without teams|maar zonder teams|maar geen teams|exclusief teams',
  eea: 'eea|for eea',
  gcc: 'gcc|for gcc|for government|government|gov|voor overheid|overheid',
  gccHigh: 'gcc high|for gcc high|gcch|gcchigh|usgov gcchigh|usgov gcc high',
  dod: 'dod|for dod|usgov dod',
  nonprofit:
    'nonprofit|nonprofits|non profit|for nonprofits|for nonprofit|donation|non profit pricing|voor goede doelen',
  noAudio: 'without audio conferencing|w/o audio conferencing|no audio conferencing|zonder audio conferencing',
  unattended: 'unattended|unattended license',
  trial: 'trial|viral trial|vtrial',
  departmental: 'for department|for departments',
  large: '500 seats minimum|500 seats min hub|500 seats min',
} as const satisfies Readonly<Record<string, string>>;

export type DecidingMark = keyof typeof DECIDING_WORDS;

interface DecidingPhrase {
  readonly mark: DecidingMark;
  readonly keys: readonly string[];
  /** "without Teams" may also say what is to be off; "for students" whom it is for. */
  readonly opens: 'without' | 'for' | undefined;
}

const LEAVING_OUT = /^(?:without|with|but|w|no|excluding|zonder|geen|maar|exclusief)$/;

const byFirstKey = new Map<string, DecidingPhrase[]>();
for (const [mark, phrases] of Object.entries(DECIDING_WORDS)) {
  for (const phrase of phrases.split('|')) {
    const keys = nameKeys(phrase);
    const [first = ''] = keys;
    const siblings = byFirstKey.get(first) ?? [];
    byFirstKey.set(first, siblings);
    siblings.push({ mark: mark as DecidingMark, keys, opens: opensWith(first) });
  }
}
for (const phrases of byFirstKey.values()) phrases.sort((one, other) => other.keys.length - one.keys.length);

function opensWith(first: string): DecidingPhrase['opens'] {
  if (first === 'for' || first === 'voor') return 'for';
  return LEAVING_OUT.test(first) ? 'without' : undefined;
}

/** The longest deciding words that stand at `at`. */
export function decidingAt(keys: readonly string[], at: number): DecidingPhrase | undefined {
  return byFirstKey.get(keys[at] ?? '')?.find((phrase) => phrase.keys.every((key, index) => key === keys[at + index]));
}

/** A name without its deciding words, and what they say. */
export function withoutDeciding(keys: readonly string[]): {
  readonly base: readonly string[];
  readonly marks: ReadonlySet<DecidingMark>;
} {
  const base: string[] = [];
  const marks = new Set<DecidingMark>();
  for (let at = 0; at < keys.length; ) {
    const found = at === 0 ? undefined : decidingAt(keys, at);
    if (found === undefined) base.push(keys[at] ?? '');
    else marks.add(found.mark);
    at += found?.keys.length ?? 1;
  }
  return { base, marks };
}

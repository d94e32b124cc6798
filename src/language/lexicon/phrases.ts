import type { Language } from '../command.ts';
import { distance, typoIndex } from '../names/typos.ts';
import { nameKeys } from '../text.ts';
import type { Concept, Phrases } from './concepts.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { REAL_WORDS } from './real-words.ts';

/** A phrase of either language, with all that it may say. */
export interface Phrase {
  readonly keys: readonly string[];
  readonly concepts: ReadonlySet<Concept>;
  readonly languages: ReadonlySet<Language>;
}

interface OpenPhrase {
  readonly keys: readonly string[];
  readonly concepts: Set<Concept>;
  readonly languages: Set<Language>;
}

const byFirstKey = new Map<string, OpenPhrase[]>();
const words = new Set<string>();

function read(phrases: Phrases, language: Language): void {
  for (const [concept, texts] of Object.entries(phrases) as [Concept, string][]) {
    for (const text of texts.split('|')) {
      const keys = nameKeys(text);
      const first = keys[0] ?? '';
      const siblings = byFirstKey.get(first) ?? [];
      byFirstKey.set(first, siblings);
      const present = siblings.find((phrase) => phrase.keys.join(' ') === keys.join(' '));
      const phrase = present ?? { keys, concepts: new Set<Concept>(), languages: new Set<Language>() };
      if (present === undefined) siblings.push(phrase);
      phrase.concepts.add(concept);
      phrase.languages.add(language);
      for (const key of keys) words.add(key);
    }
  }
}

read(en, 'en');
read(nl, 'nl');
for (const phrases of byFirstKey.values()) phrases.sort((one, other) => other.keys.length - one.keys.length);

/** The longest phrase that `keys` begin with at `at`. */
export function phraseAt(keys: readonly string[], at: number): Phrase | undefined {
  return byFirstKey.get(keys[at] ?? '')?.find((phrase) => phrase.keys.every((key, index) => key === keys[at + index]));
}

/** Words that remove, stop or deny: no typing error is ever corrected to one of them. */
const NEVER_GUESSED: ReadonlySet<string> = singleWords(
  'take',
  'kick',
  'delete',
  'disable',
  'not',
  'off',
  'took',
  'lost',
  'left',
  'disabled',
);

const typos = typoIndex(new Set([...words].filter((word) => word.length > 3)));

/** Words too short for the index by which a sentence could be read as its opposite. */
const SHORT_MARKS: readonly string[] = [
  ...singleWords('to', 'for', 'in', 'from', 'of', 'with', 'without', 'only', 'by', 'on', 'off', 'and', 'but', 'not'),
].filter((word) => word.length === 2 || word.length === 3);

function singleWords(...concepts: readonly Concept[]): Set<string> {
  const single = [...byFirstKey].flatMap(([word, phrases]) =>
    phrases.some(({ keys, concepts: said }) => keys.length === 1 && concepts.some((concept) => said.has(concept)))
      ? [word]
      : [],
  );
  return new Set(single);
}

const RESTRICTING = singleWords('without', 'except', 'only', 'rather', 'not', 'but', 'keep');

/** "all een", "with out": a blank within a word that restricts. */
export function isTornApart(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return (
    RESTRICTING.has(first + second) ||
    (second.length > 1 && RESTRICTING.has(first + (second[0] ?? '')) && !RESTRICTING.has(first)) ||
    (RESTRICTING.has(second.slice(1)) && second.length > 4) ||
    (isOneOff(first + (second[0] ?? '')) && isOneOff(second.slice(1)))
  );
}

/** "fo rall": a blank a letter too early. */
function isOneOff(word: string): boolean {
  return (
    word.length > 2 &&
    /^(?:for|all|but|not|only|from|with|without|except|niet|alle|maar|voor|behalve|zonder)$/.test(word)
  );
}

/** Letters changed about or doubled are likelier than others in their place. */
const SLIP = 0.5;

function slipOrDistance(word: string, meant: string): number {
  const far = distance(word, meant, 1);
  if (far !== 1) return far;
  const isDoubled = [...word].some(
    (letter, at) => letter === word[at - 1] && word.slice(0, at) + word.slice(at + 1) === meant,
  );
  const isSwapped = word.length === meant.length && [...word].sort().join() === [...meant].sort().join();
  return isDoubled || isSwapped ? SLIP : far;
}

/** The nearest known words to one that is not known; of a short one only what a slip makes of it. */
function nearestWords(word: string): readonly string[] {
  const before = recent.get(word);
  if (before !== undefined) return before;
  if (recent.size >= REMEMBERED) recent.clear();
  const nearest = wordsNear(word);
  recent.set(word, nearest);
  return nearest;
}

const REMEMBERED = 200;
const recent = new Map<string, readonly string[]>();

function wordsNear(word: string): readonly string[] {
  const found = typos.corrections(word);
  if (word.length < 2 || word.length > 4) return found;
  const near = [...found, ...SHORT_MARKS].map((meant) => ({ meant, far: slipOrDistance(word, meant) }));
  const least = Math.min(found.length > 0 ? 1 : SLIP, ...near.map(({ far }) => far));
  return near.filter(({ far }) => far <= least).map(({ meant }) => meant);
}

/** The phrase that a misspelled word is meant to be, when there is one, and it takes nothing away. */
export function correctedPhrase(word: string): Phrase | undefined {
  if (REAL_WORDS.has(word)) return undefined;
  const corrections = nearestWords(word);
  if (corrections.some((correction) => NEVER_GUESSED.has(correction))) return undefined;
  const [first, ...others] = corrections.flatMap((correction) => phraseAt([correction], 0) ?? []);
  return first !== undefined && others.every((other) => sameConcepts(first, other)) ? first : undefined;
}

/** Words of taking away that a misspelled word may be: offered, never assumed. */
export function guardedSpellings(word: string): readonly string[] {
  return nearestWords(word).filter((correction) => NEVER_GUESSED.has(correction));
}

function sameConcepts(one: Phrase, other: Phrase): boolean {
  return one.concepts.size === other.concepts.size && [...one.concepts].every((concept) => other.concepts.has(concept));
}

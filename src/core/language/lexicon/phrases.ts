import type { Language } from '../command.ts';
import { typoIndex } from '../names/typos.ts';
import { nameKeys } from '../text.ts';
import { CONCEPTS, type Concept, type Phrases } from './concepts.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

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
  for (const concept of CONCEPTS) {
    for (const text of phrases[concept]?.split('|') ?? []) {
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
const NEVER_GUESSED: ReadonlySet<string> = new Set(
  [en, nl]
    .flatMap(({ take, kick, delete: erase, disable, not }) => [take, kick, erase, disable, not])
    .flatMap((phrases) => (phrases ?? '').split('|').map(nameKeys))
    .flatMap(([first = '', ...more]) => (more.length === 0 ? [first] : [])),
);

const typos = typoIndex(new Set([...words].filter((word) => word.length > 3)));

/** Short words with two letters changed about, where that makes no other word: "ot", "fro", "adn". */
const SHORT_WORDS: ReadonlyMap<string, string> = new Map(
  ['to', 'for', 'and', 'van', 'aan', 'met'].flatMap((word) =>
    [...word].slice(1).flatMap((letter, at): readonly (readonly [string, string])[] => {
      const swapped = word.slice(0, at) + letter + word.charAt(at) + word.slice(at + 2);
      return byFirstKey.has(swapped) ? [] : [[swapped, word]];
    }),
  ),
);

/** The phrase that a misspelled word is meant to be, when there is one, and it takes nothing away. */
export function correctedPhrase(word: string): Phrase | undefined {
  const short = SHORT_WORDS.get(word);
  const corrections = short === undefined ? typos.corrections(word) : [short];
  if (corrections.some((correction) => NEVER_GUESSED.has(correction))) return undefined;
  const [first, ...others] = corrections.flatMap((correction) => phraseAt([correction], 0) ?? []);
  return first !== undefined && others.every((other) => sameConcepts(first, other)) ? first : undefined;
}

/** Words of taking away that a misspelled word may be: offered, never assumed. */
export function guardedSpellings(word: string): readonly string[] {
  return typos.corrections(word).filter((correction) => NEVER_GUESSED.has(correction));
}

function sameConcepts(one: Phrase, other: Phrase): boolean {
  return one.concepts.size === other.concepts.size && [...one.concepts].every((concept) => other.concepts.has(concept));
}

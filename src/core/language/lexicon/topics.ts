import { typoIndex } from '../names/typos.ts';
import { fold } from '../text.ts';
import { COMMON_WORDS } from './common-words.ts';
import { type Topics, topicsEn } from './topics-en.ts';
import { topicsNl } from './topics-nl.ts';

/** What a question or request may be about. */
type Topic = keyof Topics;

const patterns = new Map<string, RegExp>();

/** A pattern in which `{topic}` stands for its words in either language, as whole words. */
export function pattern(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const made = new RegExp(
    source.replace(/\{(\w+)\}/g, (whole, topic: string) => (isTopic(topic) ? wordsOf(topic) : whole)),
    'u',
  );
  patterns.set(source, made);
  return made;
}

function wordsOf(topic: Topic): string {
  // Hyphens may be left out, or typed as blanks.
  return `(?<![\\p{L}\\p{N}])(?:${`${topicsEn[topic]}|${topicsNl[topic]}`.replace(/(?<=\w)-\??(?=\w)/g, '[- ]?')})(?![\\p{L}\\p{N}])`;
}

function isTopic(word: string): word is Topic {
  return Object.hasOwn(topicsEn, word);
}

/** Whether only one of the languages has the word for a topic. */
export function languageOfWord(word: string): 'en' | 'nl' | undefined {
  const english = enWords.has(word);
  const dutch = nlWords.has(word);
  return english === dutch ? undefined : dutch ? 'nl' : 'en';
}

const enWords = wordsIn(topicsEn);
const nlWords = wordsIn(topicsNl);

/** Every word of the topics that is spelled out. */
export const topicWords: ReadonlySet<string> = new Set([...enWords, ...nlWords]);

/** A word of everyday language, or of some question: it is no name. */
export function isPlainWord(text: string): boolean {
  const word = fold(text).replaceAll("'", '');
  return COMMON_WORDS.has(word) || topicWords.has(word);
}

/** Verbs of looking: short words whose typing errors are forgiven too, since nothing is changed by them. */
const LOOKING: ReadonlySet<string> = new Set(['show', 'list', 'find', 'view', 'tell', 'toon', 'vind', 'zoek']);

const typos = typoIndex(new Set([...topicWords].filter((word) => word.length > 4 || LOOKING.has(word))));
/** Words that undo, decide or stop are never what a typing error is corrected to. */
const NEVER_GUESSED =
  /^(?:undo|revert|reverse|roll|rollback|cancel|stop|abort|halt|approve|accept|reject|decline|refuse|freeze|pause|suspend|unfreeze|unlock|annuleer|keur|goedkeuren|afwijzen|weiger|bevries|ontdooi|herstel|terugdraaien|release|reclaim|remove|delete|verwijder)/;

/** A misspelled word of a question as it was meant, when that is plain; else the word as it is. */
export function correctedTopicWord(word: string): string {
  if (topicWords.has(word) || COMMON_WORDS.has(word)) return word;
  const [correction, ...others] = typos.corrections(word);
  return correction === undefined || others.length > 0 || NEVER_GUESSED.test(correction) ? word : correction;
}

/** Words of deciding and undoing that a misspelled word may be: offered, never assumed. */
export function guardedTopicWords(word: string): readonly string[] {
  if (topicWords.has(word) || COMMON_WORDS.has(word)) return [];
  return typos.corrections(word).filter((correction) => NEVER_GUESSED.test(correction));
}

function wordsIn(topics: Topics): ReadonlySet<string> {
  return new Set(Object.values(topics).flatMap((text) => text.match(/(?<![\\\p{L}])\p{L}+(?![?\p{L}])/gu) ?? []));
}

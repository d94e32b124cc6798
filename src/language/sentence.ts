import type { Language } from './command.ts';
import { type Item, type NameItem, nameKind, type RefKind, says } from './items.ts';
import { correctedTopicWord, languageOfWord } from './lexicon/topics.ts';
import { fold } from './text.ts';

/** A sentence as the rules for questions see it: its items, and a skeleton in which names are letters in brackets. */
export interface Sentence {
  readonly text: string;
  readonly items: readonly Item[];
  /** Folded, with `<g>` for a group, `<u>` a person, `<p>` a product, `<s>` a service plan, `<x>` what is not owned. */
  readonly skeleton: string;
  /** Where in the skeleton each item begins. */
  readonly offsets: readonly number[];
  /** The skeleton without courtesies, articles and closing marks, and with each list of names as one. */
  readonly plain: string;
  readonly names: readonly NameItem[];
}

export function sentenceOf(text: string, items: readonly Item[]): Sentence {
  const parts = items.map(skeletonOf);
  const offsets: number[] = [];
  let skeleton = '';
  for (const part of parts) {
    if (skeleton !== '') skeleton += ' ';
    offsets.push(skeleton.length);
    skeleton += part;
  }
  const plain = plainOf(items, parts);
  return { text, items, skeleton, offsets, plain, names: items.filter((item) => item.kind === 'name') };
}

function skeletonOf(item: Item): string {
  if (item.kind === 'name') return `<${LETTERS[nameKind(item)]}>${item.possessive ? " 's" : ''}`;
  if (item.kind === 'number') return String(item.value);
  const said = fold(item.text).replace(/["`()<>]/g, '');
  return inLatin(item.kind === 'unknown' && item.near.length === 0 ? correctedTopicWord(said) : said);
}

/**
 * Letters, digits and signs of other scripts as three of Latin that no folded text holds. No pattern tells them apart, and for the
 * first sentence beyond Latin each pattern would be compiled anew.
 */
function inLatin(said: string): string {
  if (!BEYOND_LATIN.test(said)) return said;
  return Array.from(said, (sign) =>
    !BEYOND_LATIN.test(sign) ? sign : /\p{L}/u.test(sign) ? 'þ' : /\p{N}/u.test(sign) ? '²' : '¤',
  ).join('');
}

const BEYOND_LATIN = /[^\0-\xff]/;

const LETTERS = { sku: 'p', plan: 's', user: 'u', group: 'g', notOwned: 'x' } as const satisfies Record<
  RefKind,
  string
>;

function plainOf(items: readonly Item[], parts: readonly string[]): string {
  const isKept = (item: Item) => {
    if (item.kind === 'break') return item.mark === ',';
    return !(says(item, 'filler') && !says(item, 'pronoun')) && !(says(item, 'polite') && !says(item, 'all'));
  };
  return parts
    .filter((_, at) => isKept(items[at] as Item))
    .join(' ')
    .replace(/<(\w)>(?: (?:, |)(?:and|en|or|of|&|,) <\1>)+/g, '<$1>')
    .replace(/^[ ,]+|[ ,]+$/g, '');
}

/** The language of most words that only one language has; `otherwise` when neither has more. */
export function languageOf(items: readonly Item[], otherwise: Language): Language {
  let score = 0;
  for (const item of items) {
    if (item.kind === 'word' && item.languages.size === 1) score += item.languages.has('nl') ? 1 : -1;
    else if (item.kind === 'unknown' || item.kind === 'word') {
      const language = languageOfWord(fold(item.text));
      if (language !== undefined) score += language === 'nl' ? 1 : -1;
    }
  }
  return score > 0 ? 'nl' : score < 0 ? 'en' : otherwise;
}

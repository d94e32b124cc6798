import type { Language } from '../command.ts';
import { type Item, type NameItem, says } from '../items.ts';

/** A sentence as the rules for questions see it: its items, and a skeleton in which names are letters in brackets. */
export interface Sentence {
  readonly text: string;
  readonly items: readonly Item[];
  /** Folded, with `<g>` for a group, `<u>` a person, `<p>` a product, `<s>` a service plan, `<x>` what is unclear. */
  readonly skeleton: string;
  readonly names: readonly NameItem[];
  readonly language: Language;
}

export function sentenceOf(text: string, items: readonly Item[], language: Language): Sentence {
  return {
    text,
    items,
    skeleton: items.map(skeletonOf).join(' '),
    names: items.filter((item) => item.kind === 'name'),
    language,
  };
}

function skeletonOf(item: Item): string {
  if (item.kind !== 'name')
    return item.text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/["`()]/g, '');
  const kinds = new Set(item.refs.map((ref) => ref.kind));
  if (kinds.has('sku')) return '<p>';
  if (kinds.has('plan')) return '<s>';
  if (kinds.has('user') && !item.refs.some((ref) => ref.kind === 'group' && ref.complete)) return '<u>';
  return kinds.has('group') ? '<g>' : '<x>';
}

/** The language most of whose words are only in it; English when neither has more. */
export function languageOf(items: readonly Item[], otherwise: Language = 'en'): Language {
  let score = 0;
  for (const item of items) {
    if (item.kind === 'word' && item.languages.size === 1) score += item.languages.has('nl') ? 1 : -1;
    if (item.kind === 'unknown') score += DUTCH.test(item.text) ? 1 : ENGLISH.test(item.text) ? -1 : 0;
  }
  return score > 0 ? 'nl' : score < 0 ? 'en' : otherwise;
}

const DUTCH =
  /^(wie|wat|welke|waarom|wanneer|waar|hoe|hoeveel|toon|fout|fouten|mislukt|mislukte|verwerk|opnieuw|ongedaan|geschiedenis|hulp|nee|ja|keur|goed|goedkeuringen|annuleer|stop|bevries|vergelijk|verschil|genoeg|nog|vrij|kan|kun|je|staan|staat|komt|zit|zitten|stel|als|gebeurt|er|we|wijziging|laatste|los|op|maak|exporteer|rapport|laat|weten|meld|waarschuw|bedankt|hallo|hoi|mag|gaat)$/i;
const ENGLISH =
  /^(who|what|which|why|when|where|how|show|list|failed|errors?|retry|reprocess|undo|history|help|no|yes|approve|reject|cancel|freeze|compare|enough|left|can|you|happen|if|last|fix|find|tell|export|ping|has|does|do|did|are|free|the|my|would)$/i;
export function hasWord(items: readonly Item[], ...concepts: Parameters<typeof says>[1][]): boolean {
  return items.some((item) => says(item, ...concepts));
}

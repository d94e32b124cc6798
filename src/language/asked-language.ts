import type { Language } from './command.ts';
import { type Item, says } from './items.ts';
import { fold } from './text.ts';

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['english', 'en'],
  ['engels', 'en'],
  ['dutch', 'nl'],
  ['nederlands', 'nl'],
]);

/** "speak Dutch", "switch to English". */
const SPEAK =
  /^(?:speak|use|talk|answer|reply|respond|switch|go|back|to|in|spreek|praat|antwoord|terug|naar|het|schakel|over)$/i;

/** "… in English", "… in het Nederlands": in which language the answer is wanted, and what is said besides. */
export function askedLanguage(
  items: readonly Item[],
): { readonly language: Language; readonly rest: readonly Item[] } | undefined {
  const all = items.filter((item) => item.kind !== 'break');
  const end = all.findLastIndex(
    (item) => !says(item, 'polite') && !/^(?:graag|aub|please|alstublieft)$/i.test(item.text),
  );
  const said = all.slice(0, end + 1);
  const last = said.at(-1);
  // A group may be called English: then it is a name.
  const language = last?.kind === 'unknown' ? LANGUAGES.get(fold(last.text)) : undefined;
  const [before, article] = [said.at(-2), said.at(-3)];
  if (language === undefined) return undefined;
  if (said.slice(0, -1).every(({ text }) => SPEAK.test(text)) && all.length > 1) return { language, rest: [] };
  if (before === undefined) return undefined;
  const withArticle = fold(before.text) === 'het';
  const preposition = withArticle ? article : before;
  if (preposition === undefined || fold(preposition.text) !== 'in') return undefined;
  return { language, rest: said.slice(0, withArticle ? -3 : -2) };
}

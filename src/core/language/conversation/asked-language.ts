import type { Language } from '../command.ts';
import type { Item } from '../items.ts';
import { fold } from '../text.ts';

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['english', 'en'],
  ['engels', 'en'],
  ['dutch', 'nl'],
  ['nederlands', 'nl'],
]);

/** "… in English", "… in het Nederlands": in which language the answer is wanted, and what is said besides. */
export function askedLanguage(
  items: readonly Item[],
): { readonly language: Language; readonly rest: readonly Item[] } | undefined {
  const said = items.filter((item) => item.kind !== 'break');
  const last = said.at(-1);
  // A group may be called English: then it is a name.
  const language = last?.kind === 'unknown' ? LANGUAGES.get(fold(last.text)) : undefined;
  const [before, article] = [said.at(-2), said.at(-3)];
  if (language === undefined || before === undefined) return undefined;
  const withArticle = fold(before.text) === 'het';
  const preposition = withArticle ? article : before;
  if (preposition === undefined || fold(preposition.text) !== 'in') return undefined;
  return { language, rest: said.slice(0, withArticle ? -3 : -2) };
}

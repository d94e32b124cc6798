import type { Item, Ref } from './items.ts';
import type { Phrase } from './lexicon/phrases.ts';
import type { Token } from './text.ts';

/** Items as they are written down, token by token. */
export function itemWriter(text: string, tokens: readonly Token[]) {
  const items: Item[] = [];
  let at = 0;

  function push(after: number, make: (place: { text: string; start: number; end: number }) => Item): void {
    const start = tokens[at]?.start ?? 0;
    const end = tokens[after - 1]?.end ?? start;
    items.push(make({ text: text.slice(start, end), start, end }));
    at = after;
  }

  return {
    items,
    at: () => at,
    skip(): void {
      at++;
    },
    push,
    name(after: number, refs: readonly Ref[]): void {
      const possessive = isPossessive(text, tokens, at, after);
      push(after, (place) => ({ ...place, kind: 'name', refs, possessive }));
      if (possessive) at++;
    },
    phrase(after: number, phrase: Phrase, corrected: boolean, named?: readonly Ref[]): void {
      const { concepts, languages } = phrase;
      const said = { concepts, languages, corrected, alsoName: false, ...(named === undefined ? {} : { named }) };
      push(after, (place) => ({ ...place, kind: 'word', ...said }));
    },
    unknown(after: number, near: readonly Ref[], spellings: readonly string[] = []): void {
      push(after, (place) => ({ ...place, kind: 'unknown', near, spellings }));
    },
  };
}

/** "Bob's", "Sales' E3". */
function isPossessive(text: string, tokens: readonly Token[], at: number, after: number): boolean {
  const [first, last] = [tokens[at]?.start ?? 0, tokens[after - 1]?.end ?? 0];
  const plural = /^s'\s/i.test(text.slice(last - 1, last + 2)) && text.charAt(first - 1) !== "'";
  return plural || tokens[after]?.key === "'s";
}

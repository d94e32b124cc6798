import type { Ref } from './items.ts';
import type { Names } from './names/build-names.ts';
import { exactName, forgivenName, shortName } from './names/match-name.ts';
import type { Token } from './text.ts';

/** A part in quotation marks, marks included; `first` is where its words begin. */
export interface Quote {
  readonly start: number;
  readonly end: number;
  readonly first: number;
}

/** The quoted parts of a text by where their words begin. An apostrophe inside of a word quotes nothing. */
export function quotesIn(text: string): ReadonlyMap<number, Quote> {
  const quotes = new Map<number, Quote>();
  for (const match of text.matchAll(/"([^"]*)"|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])/gu)) {
    const inner = match[1] ?? match[2] ?? '';
    const start = match.index;
    const first = start + 1 + (inner.length - inner.trimStart().length);
    quotes.set(first, { start, end: start + match[0].length, first });
  }
  return quotes;
}

/** What the whole of a quoted part is the name of. `at` to `end` are its tokens, the closing mark included. */
export function nameInQuotes(
  names: Names,
  text: string,
  tokens: readonly Token[],
  at: number,
  end: number,
): readonly Ref[] | undefined {
  const after = tokens.slice(0, end).findLastIndex(({ kind }) => kind !== 'mark') + 1;
  const inside = tokens.slice(0, after);
  for (const match of [
    exactName(names, text, inside, at),
    forgivenName(names, inside, at),
    shortName(names, inside, at),
  ]) {
    if (match !== undefined && match.after === after) return byCode(names, match.refs, text, inside.slice(at));
  }
  return undefined;
}

/** A code in quotation marks is the product of that code, whatever else people call so. */
function byCode(names: Names, refs: readonly Ref[], text: string, tokens: readonly Token[]): readonly Ref[] {
  const [index, ...others] = names.facts.withCode(text.slice(tokens[0]?.start, tokens.at(-1)?.end));
  if (index === undefined || others.length > 0) return refs;
  return [{ kind: 'sku', index }, ...refs.filter((ref) => ref.kind !== 'sku')];
}

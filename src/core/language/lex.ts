import type { Item, Ref } from './items.ts';
import { COMMON_WORDS } from './lexicon/common-words.ts';
import { type Phrase, phraseAt, phraseWords } from './lexicon/phrases.ts';
import type { Names } from './names/build-names.ts';
import { exactName, forgivenName, type NameMatch, shortName } from './names/match-name.ts';
import { typoIndex } from './names/typos.ts';
import { isSeparator, type Token, tokenize } from './text.ts';
import { mergeTimes } from './times.ts';

const wordTypos = typoIndex(new Set([...phraseWords].filter((word) => word.length > 3)));

/** Words that remove or stop: they are never what a typing error is corrected to. */
const NEVER_GUESSED = new Set(
  'remove revoke unassign withdraw strip delete kick disable deactivate drop verwijder verwijderen intrekken ontneem afnemen wissen uitschakelen uitzetten deactiveer weghalen never nooit without zonder niet stop cancel'.split(
    ' ',
  ),
);

/** Reads a cleaned text into items, names first and the longest of them. */
export function lex(text: string, names: Names): Item[] {
  const tokens = tokenize(text);
  const keys = tokens.filter((token) => token.kind !== 'mark' || isSeparator(token.key));
  const sequence = keys.map((token) => token.key);
  const quotes = quotedRegions(text);
  const items: Item[] = [];
  let at = 0;
  let key = 0;

  function push(after: number, item: (place: { text: string; start: number; end: number }) => Item): void {
    const start = tokens[at]?.start ?? 0;
    const end = tokens[after - 1]?.end ?? start;
    items.push(item({ text: text.slice(start, end), start, end }));
    at = after;
  }

  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    while ((keys[key]?.start ?? Number.POSITIVE_INFINITY) < token.start) key++;
    const region = quotes.find(
      (quote) => quote.start < token.start && token.start < quote.end && quote.first === token.start,
    );
    if (region !== undefined) {
      const after = tokens.findIndex((other) => other.start >= region.end);
      const end = after === -1 ? tokens.length : after;
      const whole = nameInQuotes(names, text, tokens, at, end);
      if (whole !== undefined) {
        push(end, (place) => ({ ...place, kind: 'name', refs: whole, quoted: true }));
        continue;
      }
    }
    if (token.kind === 'mark') {
      const isStop = token.key === '.' && /^(\s|$)/.test(text.slice(token.end));
      if (isStop || isSeparator(token.key)) {
        const mark = token.key;
        push(at + 1, (place) => ({ ...place, kind: 'break', mark }));
      } else at++;
      continue;
    }
    const exact = exactName(names, text, tokens, at, tokens.length);
    const phrase = phraseAt(sequence, key);
    const phraseAfter = phrase === undefined ? at : afterPhrase(tokens, keys, key, phrase);
    const reach = Math.max(exact?.after ?? at, phraseAfter, at + 1);
    const forgiven = worthForgiving(token, exact, phrase) ? forgivenName(names, tokens, at, tokens.length) : undefined;
    if (forgiven !== undefined && forgiven.after > reach) {
      push(forgiven.after, (place) => ({ ...place, kind: 'name', refs: forgiven.refs, quoted: false }));
    } else if (exact !== undefined && isName(exact, phrase, phraseAfter)) {
      push(exact.after, (place) => ({ ...place, kind: 'name', refs: exact.refs, quoted: false }));
    } else if (phrase !== undefined) {
      push(phraseAfter, (place) => ({ ...place, ...wordOf(phrase, false), alsoName: exact !== undefined }));
    } else pushOther(token, forgiven);
  }
  return mergeTimes(items, text);

  function pushOther(token: Token, forgiven: NameMatch | undefined): void {
    if (/^\p{N}+$/u.test(token.key)) {
      push(at + 1, (place) => ({ ...place, kind: 'number', value: Number(token.key) }));
      return;
    }
    if (COMMON_WORDS.has(token.key)) {
      push(at + 1, (place) => ({ ...place, kind: 'unknown', near: [] }));
      return;
    }
    const short = token.kind === 'id' ? undefined : shortName(names, tokens, at, tokens.length);
    const found = short ?? forgiven;
    if (found !== undefined) {
      push(found.after, (place) => ({ ...place, kind: 'name', refs: found.refs, quoted: false }));
      return;
    }
    const corrected = correctedPhrase(token);
    if (corrected !== undefined) push(at + 1, (place) => ({ ...place, ...wordOf(corrected, true), alsoName: false }));
    else {
      const near = names.containing(token.key, 5).map((named): Ref => ({ ...named, complete: false }));
      push(at + 1, (place) => ({ ...place, kind: 'unknown', near }));
    }
  }
}

/** A single word of the language is not a name unless it is in quotes or longer than that word. */
function isName(exact: NameMatch, phrase: Phrase | undefined, phraseAfter: number): boolean {
  if (phrase === undefined) return true;
  if (exact.refs.some((ref) => ref.kind === 'sku' || ref.kind === 'plan')) return exact.after >= phraseAfter;
  return exact.after > phraseAfter || (exact.after === phraseAfter && phrase.keys.length > 1);
}

function worthForgiving(token: Token, exact: NameMatch | undefined, phrase: Phrase | undefined): boolean {
  if (token.kind === 'id') return false;
  return exact !== undefined || phrase !== undefined || !COMMON_WORDS.has(token.key);
}

function afterPhrase(tokens: readonly Token[], keys: readonly Token[], key: number, phrase: Phrase): number {
  const last = keys[key + phrase.keys.length - 1];
  return last === undefined ? tokens.length : tokens.indexOf(last) + 1;
}

function wordOf(phrase: Phrase, corrected: boolean) {
  return { kind: 'word' as const, concepts: phrase.concepts, languages: phrase.languages, corrected };
}

function correctedPhrase(token: Token): Phrase | undefined {
  const corrections = wordTypos.corrections(token.key);
  if (corrections.length === 0 || corrections.some((word) => NEVER_GUESSED.has(word))) return undefined;
  const phrases = corrections.flatMap((word) => phraseAt([word], 0) ?? []);
  const [first, ...others] = phrases;
  return first !== undefined && others.every((other) => sameConcepts(first, other)) ? first : undefined;
}

function sameConcepts(one: Phrase, other: Phrase): boolean {
  return [...one.concepts].every((concept) => other.concepts.has(concept));
}

interface Quote {
  readonly start: number;
  readonly end: number;
  readonly first: number;
}

function quotedRegions(text: string): Quote[] {
  return [...text.matchAll(/"([^"]*)"|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])/gu)].map((match) => {
    const inner = match[1] ?? match[2] ?? '';
    const first = match.index + 1 + (inner.length - inner.trimStart().length);
    return { start: match.index, end: match.index + match[0].length, first };
  });
}

function nameInQuotes(
  names: Names,
  text: string,
  tokens: readonly Token[],
  at: number,
  end: number,
): readonly Ref[] | undefined {
  const last = tokens[end - 1];
  const wordsEnd = last?.kind === 'mark' ? end - 1 : end;
  const exact = exactName(names, text, tokens, at, wordsEnd);
  if (exact !== undefined && exact.after === wordsEnd) return exact.refs;
  const forgiven = forgivenName(names, tokens, at, wordsEnd);
  if (forgiven !== undefined && forgiven.after === wordsEnd) return forgiven.refs;
  const short = shortName(names, tokens, at, wordsEnd);
  return short !== undefined && short.after === wordsEnd ? short.refs : undefined;
}

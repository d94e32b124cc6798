import { badQuery } from '../graph-error.ts';
import type { Entity } from '../resources/entity.ts';

/** Where `$search` looks. */
const SEARCHED: ReadonlySet<string> = new Set([
  'displayName',
  'description',
  'mail',
  'userPrincipalName',
  'mailNickname',
]);

const TOKEN = /\s*(?:"(?<term>(?:[^"\\]|\\.)*)"|(?<word>AND|OR|NOT)\b|(?<sign>[()]))/y;

type Test = (entity: Entity) => boolean;

/**
 * Reads `$search`: `"displayName:ann"` and the like, with `AND`, `OR`, `NOT` and parentheses. Each word must begin a word
 * of the property.
 * @throws GraphError for a syntax error, and for a property that is not searched
 */
export function readSearch(text: string): Test {
  const tokens = tokensOf(text);
  let at = 0;
  const take = (word: string) => tokens[at] === word && ++at > 0;
  const fault = () => badQuery(`Syntax error: ${tokens[at] ?? 'the end'} is not expected in '${text}'.`);

  const either = (): Test => {
    const tests = [both()];
    while (take('OR')) tests.push(both());
    return (entity) => tests.some((test) => test(entity));
  };
  const both = (): Test => {
    const tests = [one()];
    while (take('AND')) tests.push(one());
    return (entity) => tests.every((test) => test(entity));
  };
  const one = (): Test => {
    if (take('NOT')) {
      const test = one();
      return (entity) => !test(entity);
    }
    if (take('(')) {
      const test = either();
      if (!take(')')) throw fault();
      return test;
    }
    const term = tokens[at];
    if (typeof term !== 'object') throw fault();
    at++;
    return termTest(term.term);
  };
  const test = either();
  if (at < tokens.length) throw fault();
  return test;
}

function tokensOf(text: string): readonly (string | { readonly term: string })[] {
  const tokens: (string | { readonly term: string })[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      throw badQuery(`Syntax error: character '${text[at]}' is not valid at position ${at} in '${text}'.`);
    }
    const { term, word, sign } = groups;
    tokens.push(word ?? sign ?? { term: (term ?? '').replaceAll(/\\(.)/g, '$1') });
  }
  return tokens;
}

function termTest(term: string): Test {
  const colon = term.indexOf(':');
  const property = term.slice(0, colon);
  if (colon <= 0 || !SEARCHED.has(property)) throw badQuery(`Unrecognized query argument in $search: '${term}'.`);
  const words = wordsOf(term.slice(colon + 1));
  return (entity) => {
    const value = entity.get(property);
    const there = typeof value === 'string' ? wordsOf(value) : [];
    return words.every((word) => there.some((one) => one.startsWith(word)));
  };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

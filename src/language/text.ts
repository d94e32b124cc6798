/** A piece of what was typed: a word, a user principal name or object id, or one punctuation mark. */
export interface Token {
  readonly kind: 'word' | 'id' | 'mark';
  /** Folded: without case, accents and apostrophes. Words are split between letters and digits ("E3" is "e", "3"). */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const PLAIN = /^[\x20-\x7e]*$/;

/** Case and accents folded away, so that "Café" and "CAFE" are one word. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøłæœđðþı]/g, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? letter);
}

const HEX = '[0-9a-fA-F]';
const ID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}(?![0-9a-zA-Z])`;
const UPN = "[\\p{L}\\p{N}_][\\p{L}\\p{N}._%+#'-]*@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*";
const OTHER_TOKEN =
  "('[sS](?![\\p{L}\\p{N}]))" +
  "|(\\p{L}[\\p{L}\\p{M}]*(?:'(?![sS](?![\\p{L}\\p{N}]))\\p{L}[\\p{L}\\p{M}]*)*|\\p{N}+|[^\\p{L}\\p{N}\\p{P}\\p{M}\\p{Cf}\\s\\x00-\\x7f])" +
  '|([-=]+ ?>|>)|(< ?[-=]+)' +
  '|[^\\s]';
const TOKEN = new RegExp(`(${ID}|${UPN})|${OTHER_TOKEN}`, 'gu');
/** The same for most texts, in which there is no such id. */
const MAY_HOLD_ID = /@|-[0-9a-fA-F]{4}-/;
const WITHOUT_IDS = new RegExp(`((?!))|${OTHER_TOKEN}`, 'gu');

/** Characters that nobody sees or types: they count neither in names nor in what is said. */
export const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g;

/** Marks that separate; every other mark may stand in a name or be left out of it. */
const SEPARATORS = new Set([',', ';', ':', '!', '?']);

export function isSeparator(key: string): boolean {
  return SEPARATORS.has(key);
}

/** Splits `text` in linear time. "&" and "+" have the key "and": they say the same in and between names. Arrows are words. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(MAY_HOLD_ID.test(text) ? TOKEN : WITHOUT_IDS)) {
    const start = match.index;
    const end = start + match[0].length;
    const [, id, possessive, word, forward, backward] = match;
    if (id !== undefined) tokens.push({ kind: 'id', key: id.toLowerCase(), start, end });
    else if (forward !== undefined) tokens.push({ kind: 'word', key: '→', start, end });
    else if (backward !== undefined) tokens.push({ kind: 'word', key: '←', start, end });
    else if (possessive !== undefined) tokens.push({ kind: 'word', key: "'s", start, end });
    else if (word !== undefined) tokens.push({ kind: 'word', key: fold(word).replaceAll("'", ''), start, end });
    else if (match[0] === '&' || match[0] === '+') tokens.push({ kind: 'word', key: 'and', start, end });
    else tokens.push({ kind: 'mark', key: match[0], start, end });
  }
  return tokens;
}

/** Most names: the same keys as below, several times faster. Shorter than an object id, which is one token. */
const PLAIN_NAME = /^[A-Za-zÀ-ÖØ-öø-ÿ0-9 .-]{1,35}$/;

/** The tokens that a name is known by: separators count, other marks do not. */
export function nameKeys(name: string): string[] {
  if (PLAIN_NAME.test(name)) return fold(name).match(/[a-z]+|\d+/g) ?? [];
  return tokenize(name.replace(INVISIBLE, '').replace(/[‘’]/g, "'"))
    .filter((token) => token.kind !== 'mark' || isSeparator(token.key))
    .map((token) => token.key);
}

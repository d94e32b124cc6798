import { ASKING } from '../frames/open-clause.ts';
import { type Item, type NameItem, nameKind, says } from '../items.ts';
import { type QuestionLabel, questionPhraseAt } from '../lexicon/question-words.ts';
import { correctedTopicWord } from '../lexicon/topics.ts';
import { countryCode } from '../names/countries.ts';
import { fold } from '../text.ts';

/** What a name is taken for in a question. `product` also stands for one that the tenant does not own. */
type NamedAs = 'product' | 'plan' | 'group' | 'user';
type Plain = QuestionLabel | NamedAs | 'country' | 'time' | 'now' | 'number' | 'choice';
/** What a question can use a token by: `!` where it is denied, `in:group` and the like where its mark matters. */
export type Label = Plain | `!${Plain}` | '!through:group' | `${'in' | 'through'}:${NamedAs}`;

/** A name or a phrase of a question, with all that it may say. */
export interface QuestionToken {
  readonly item: Item;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly labels: ReadonlySet<Label>;
  /** The word that denies it. */
  readonly denial?: { readonly start: number; readonly end: number };
  readonly name?: { readonly item: NameItem; readonly as: NamedAs };
  readonly country?: string;
}

interface Open {
  readonly item: Item;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  labels: readonly Plain[];
  denied: boolean;
  denial?: { readonly start: number; readonly end: number };
  readonly name?: { readonly item: NameItem; readonly as: NamedAs };
  readonly mark?: Mark;
  readonly country?: string;
}

type Mark = 'in' | 'of' | 'through' | 'plain';

const MARKS: Readonly<Record<string, Mark>> = Object.fromEntries(
  (
    [
      ['in', 'in at within inside binnen bij op from uit'],
      ['of', 'of van'],
      ['through', 'through via by door'],
      ['plain', 'to for on with about over regarding per aan voor met tot naar into onto'],
    ] as const
  ).flatMap(([mark, words]) => words.split(' ').map((word) => [word, mark])),
);

/** Reads a question into tokens: names, countries, times and the longest phrases; each denial at what it stands at. */
export function tokensOf(items: readonly Item[]): readonly QuestionToken[] {
  const known = read.get(items) ?? readTokens(items);
  read.set(items, known);
  return known;
}

/** One sentence is looked at several times. */
const read = new WeakMap<readonly Item[], readonly QuestionToken[]>();

function readTokens(items: readonly Item[]): readonly QuestionToken[] {
  const words = items.flatMap(wordsOf);
  const keys = words.map(({ key }) => key);
  const open: Open[] = [];
  for (let at = 0; at < words.length; ) {
    const [token, after] = tokenAt(words, keys, at);
    open.push(token);
    at = after;
  }
  bindDenials(open);
  return open.map(closed);
}

interface Word {
  readonly item: Item;
  readonly key: string;
  readonly first: boolean;
  readonly start: number;
  readonly end: number;
}

const PLAIN_WORD = /^[A-Za-z0-9]+$/;

function wordsOf(item: Item): readonly Word[] {
  const { start, end } = item;
  if (item.kind === 'name' || item.kind === 'time' || item.kind === 'number' || item.kind === 'break') {
    return [{ item, key: '', first: true, start, end }];
  }
  if (PLAIN_WORD.test(item.text)) return [{ item, key: item.text.toLowerCase(), first: true, start, end }];
  return [...item.text.matchAll(/[^\s-]+/g)].flatMap((found, at) => {
    const key = fold(found[0]).replace(/[^\p{L}\p{N}]/gu, '');
    const from = start + found.index;
    return key === '' ? [] : [{ item, key, first: at === 0, start: from, end: from + found[0].length }];
  });
}

function tokenAt(words: readonly Word[], keys: readonly string[], at: number): [Open, number] {
  const word = words[at] as Word;
  const make = (labels: readonly Plain[], after: number, more: Partial<Open> = {}): [Open, number] => [
    {
      item: word.item,
      text: keys.slice(at, after).join(' '),
      start: word.start,
      end: words[after - 1]?.end ?? word.end,
      labels,
      denied: false,
      ...more,
    },
    after,
  ];
  const { item } = word;
  if (item.kind === 'name') {
    const as = namedAs(item);
    const mark = markBefore(words, at);
    return make([as], at + 1, { name: { item, as }, text: item.text, ...(mark === undefined ? {} : { mark }) });
  }
  if (item.kind === 'time')
    return make(/^(?:today|vandaag|now|nu)$/i.test(item.text) ? ['time', 'now'] : ['time'], at + 1, {
      text: item.text,
    });
  if (item.kind === 'number') return make(['number'], at + 1, { text: item.text });
  const counted = NUMERALS.indexOf(word.key);
  if (counted > 0) return make(['number'], at + 1, { text: String(1 + (counted % TEN)) });
  if (item.kind === 'break') return make(['noise'], at + 1);
  const country = countryAt(words, at);
  if (country !== undefined) return make(['country'], country.after, { country: country.code });
  const { key } = word;
  if (isChoice(words, at)) return make(['choice'], at + 1);
  // "did you remove E1?"
  if (says(item, ...ASKING) && !says(item, 'need', 'having') && keys.slice(0, at).some((other) => DID.test(other)))
    return make(['did'], at + 1);
  // "who put Bob in Marketing?"
  if (/^(?:put|set|cut)$/.test(key) && /^(?:who|when)$/.test(keys[at - 1] ?? '')) return make(['did'], at + 1);
  // "has got" has; "got" alone is past.
  if (key === 'got' && keys.slice(0, at).some((other) => HAS.test(other))) return make(['receive', 'noise'], at + 1);
  if (isException(words, at)) return make(['not'], at + 1);
  // "where does Carol get her E3 from": hers, as it says.
  const isHers = WHOSE.test(key) && words[at + 1]?.item.kind === 'name' && words.slice(0, at).some(isPerson);
  if (isHers) return make(['noise'], at + 1);
  const phrase = questionPhraseAt(keys, at);
  const length = phrase?.words.length ?? 0;
  const courtesy = word.first ? words.slice(at).findIndex((other) => other.item !== item) : 0;
  const whole = courtesy === -1 ? words.length - at : courtesy;
  if (says(item, 'polite', 'noise', 'filler') && whole > length) return make(['noise'], at + whole);
  // "E3 op Interns": for them; "E3 is op" has run out.
  if (key === 'op' && length === 1 && words[at + 1]?.item.kind === 'name') return make(['noise'], at + 1);
  if (phrase !== undefined)
    return make(isMark(words, at, length) ? [...phrase.labels, 'noise'] : phrase.labels, at + length);
  if (MARKS[word.key] !== undefined || says(item, 'polite', 'noise', 'filler')) return make(['noise'], at + 1);
  const near = item.kind === 'unknown' ? item.near.length : 0;
  const corrected = near > 0 ? word.key : correctedTopicWord(word.key);
  return make(corrected === word.key ? [] : (questionPhraseAt([corrected], 0)?.labels ?? []), at + 1);
}

const TEN = 10;
/** "the last five changes"; "one" and "een" are articles. */
const NUMERALS = '- two three four five six seven eight nine ten - twee drie vier vijf zes zeven acht negen tien'.split(
  ' ',
);

const WHOSE = /^(?:her|his|their|haar|zijn|hun)$/;

function isPerson({ item }: Word): boolean {
  return item.kind === 'name' && namedAs(item) === 'user';
}

const DID = /^(?:did|didnt)$/;
const HAS = /^(?:has|have|hasnt|havent|whats|s)$/;
const VERB =
  /^(?:is|are|has|have|was|in|not|no|who|heeft|hebben|zijn|zit|zitten|staat|staan|mist|niet|geen|met|zonder|with|without)$/;

/** "who has E3 or is disabled": of two things that may be so nothing is answered; "E3 or E5" is a list. */
function isChoice(words: readonly Word[], at: number): boolean {
  const [key, next] = [words[at]?.key ?? '', words[at + 1]];
  if (key === 'of') return words[at - 1]?.item.kind === 'name' && VERB.test(next?.key ?? '');
  if (key !== 'or') return false;
  const [before, after] = [words[at - 1]?.item, next?.item];
  return before?.kind !== 'name' || after?.kind !== 'name' || namedAs(before) !== namedAs(after);
}

/** "everyone but Marketing": no "and". */
function isException(words: readonly Word[], at: number): boolean {
  return /^(?:but|maar)$/.test(words[at]?.key ?? '') && words[at + 1]?.item.kind === 'name';
}

/** A single preposition may mark what follows, or nothing. */
function isMark(words: readonly Word[], at: number, length: number): boolean {
  return length === 1 && MARKS[words[at]?.key ?? ''] !== undefined;
}

/** Articles and nouns between a mark and its name: "in the group HR". */
const BETWEEN =
  /^(?:the|a|an|all|our|de|het|een|alle|group|groep|team|department|afdeling|product|license|licence|licentie)$/;

function markBefore(words: readonly Word[], at: number): Mark | undefined {
  let before = at - 1;
  while (before >= 0 && BETWEEN.test(words[before]?.key ?? '')) before--;
  return MARKS[words[before]?.key ?? ''];
}

const LONGEST_COUNTRY = 5;

/** "in the Netherlands", "in NL": a short code that is a word besides is one in capitals only. */
function countryAt(words: readonly Word[], at: number): { readonly code: string; readonly after: number } | undefined {
  const before = words[at - 1]?.key ?? '';
  const placed = MARKS[before] === 'in' || /^(?:the|de|het|is|location|gebruikslocatie|not|niet)$/.test(before);
  if (!placed) return undefined;
  for (let after = Math.min(words.length, at + LONGEST_COUNTRY); after > at; after--) {
    const part = words.slice(at, after);
    if (part.some(({ item }) => item.kind !== 'word' && item.kind !== 'unknown')) continue;
    const said = part.map(({ item, start, end }) => item.text.slice(start - item.start, end - item.start)).join(' ');
    const plain = said.replace(/[?!.,]/g, '');
    const isWord =
      part.length === 1 &&
      (part[0]?.item.kind === 'word' || MARKS[before] === undefined) &&
      plain.length <= 2 &&
      plain !== plain.toUpperCase();
    const code = isWord ? undefined : countryCode(plain);
    if (code !== undefined) return { code, after };
  }
  return undefined;
}

function namedAs(item: NameItem): NamedAs {
  const kind = nameKind(item);
  return kind === 'sku' || kind === 'notOwned' ? 'product' : kind;
}

/** Words that a denial passes over: it stands at what follows them. */
const PASSED: ReadonlySet<Plain> = new Set<Plain>(['noise', 'both', 'past', 'modal', 'got']);

/** What ends the reach of a denial. */
const ENDS = /^(?:and|but|en|maar|who|die|that|wie)$/;

/**
 * A denial belongs to what follows it ("not in Marketing", "geen Visio"), else to what stands before it ("wie heeft Visio
 * niet"). A list goes on as it began: "without E3 or Visio".
 */
function bindDenials(tokens: Open[]): void {
  for (const [at, token] of tokens.entries()) {
    if (token.name !== undefined) continuesDenial(tokens, at);
    const isDenial = token.labels.includes('not') || token.labels.includes('no');
    if (!isDenial) continue;
    const denied =
      nextMeant(tokens, at, INVERTS.test(token.text)) ??
      // "logt al 90 dagen niet in": how long says what of.
      tokens.slice(0, at).findLast((other) => isMeant(other) && !other.denied && !other.labels.includes('time'));
    // A denial of a denial, or of nothing, is left over.
    if (denied === undefined || denied.denied || isDenying(denied)) continue;
    denied.denied = true;
    denied.denial = { start: token.start, end: token.end };
    const others = token.labels.filter((label) => label !== 'not' && label !== 'no');
    token.labels = others.length === 0 ? ['noise'] : others;
  }
}

/** "doesn't Ann have E3", "is Marketing not …": the subject stands between. */
const INVERTS = /^(?:didnt|wasnt|werent|hadnt|dont|doesnt|isnt|arent|hasnt|havent|cant|cannot|couldnt)$/;

function nextMeant(tokens: readonly Open[], at: number, inverted: boolean): Open | undefined {
  for (let next = at + 1; next < tokens.length; next++) {
    const token = tokens[next] as Open;
    // "not a member of Marketing", "no license for Visio": of what is named.
    if (isNounOfNext(tokens, next)) continue;
    const isSubject = (token.name?.as === 'user' || token.name?.as === 'group') && token.mark === undefined;
    if (inverted && isSubject) continue;
    if (ENDS.test(token.text) || (token.item.kind === 'break' && token.item.mark !== ',')) return undefined;
    if (isMeant(token) || isDenying(token)) return token;
  }
  return undefined;
}

const NOUNS: readonly (readonly [Plain, NamedAs])[] = [
  ['license', 'product'],
  ['members', 'group'],
  ['groups', 'group'],
];

/** "a license for E3", "the group HR": a noun with the name that it belongs to. */
function isNounOfNext(tokens: readonly Open[], at: number): boolean {
  const next = tokens.slice(at + 1).find(({ labels }) => !labels.includes('noise'));
  return NOUNS.some(([noun, as]) => tokens[at]?.labels.includes(noun) && next?.name?.as === as);
}

/** Something that can be so or not. */
function isMeant({ labels }: Open): boolean {
  return !labels.some((label) => PASSED.has(label));
}

function isDenying({ labels }: Open): boolean {
  return labels.includes('not') || labels.includes('no');
}

function continuesDenial(tokens: readonly Open[], at: number): void {
  const [token, joint, before] = [tokens[at], tokens[at - 1], tokens[at - 2]];
  const joins = joint !== undefined && (/^(?:or|and|nor|of|en|noch)$/.test(joint.text) || joint.item.kind === 'break');
  if (token !== undefined && joins && before?.denied === true && before.name?.as === token.name?.as)
    token.denied = true;
}

function closed({ labels, denied, mark, ...token }: Open): QuestionToken {
  if (!denied && mark === undefined) return { ...token, labels: new Set(labels) };
  const said = labels.flatMap((label): Label[] => {
    const as = token.name?.as;
    if (denied) return mark === 'through' && as === 'group' ? ['!through:group'] : [`!${label}`];
    // What comes through a group is not in it.
    if (mark === 'through' && as === 'group') return ['through:group'];
    return mark === 'in' && as !== undefined ? [label, `in:${as}`] : [label];
  });
  return { ...token, labels: new Set(said) };
}

import { ASKING, TELLING } from '../frames/open-clause.ts';
import { type Item, says } from '../items.ts';
import { pattern } from '../lexicon/topics.ts';
import { sentenceOf } from '../sentence.ts';
import { fold } from '../text.ts';
import type { OpenQuestion } from './conversation.ts';
import { kindOf, lineIn } from './line.ts';
import { chosenOf } from './which.ts';
import { saysYes } from './yes-and-no.ts';

/** Where no place is left open, an answer may follow with one of these: the first that is understood. */
const LINKS = ['', 'to ', 'for ', 'from ', 'in '];
const LONGEST_ANSWER = 12;

/**
 * The commands that an answer to the bot's question may complete: an option by its number, its order or a name, else what
 * was said with the answer in the place that was asked about. None for a sentence of its own.
 */
export function completions(
  typed: string,
  { gap, options }: OpenQuestion,
  read: (text: string) => readonly Item[],
): readonly string[] {
  const said = typed.replace(MEANT, '');
  const items = read(said);
  const { plain } = sentenceOf(said, items);
  if (options.length === 1 && options[0] !== undefined && saysYes(plain)) return [options[0].text];
  if (items.length > LONGEST_ANSWER || items.some((item) => isOwn(item)) || OPENS.test(plain)) return [];
  const numbered = chosenOf(options, items);
  if (numbered !== undefined) return [numbered.text];
  // "only Sway" chooses nothing that is about more than Sway.
  const restricts = items.some((item) => says(item, 'only', 'not', 'without', 'except'));
  const kind = kindOf(items.find((item) => item.kind === 'name'));
  const isMore = (of: readonly Item[]) => restricts && of.filter((item) => kindOf(item) === kind).length > 1;
  const chosen = options.filter(({ text, choice }) => {
    if (choice !== undefined && fold(choice) === fold(said)) return true;
    const offered = read(text);
    return names(offered, items) && !isMore(offered);
  });
  if (chosen.length === 1) return chosen.map(({ text }) => text);
  const both = BOTH.test(plain) ? together(gap, options) : undefined;
  if (both !== undefined) return [both];
  const partly = optionsNamed(options, said);
  if (partly.length === 1) return partly.map(({ text }) => text);
  if (
    gap === undefined ||
    !items.some((item) => item.kind === 'name' || item.kind === 'time' || item.kind === 'unknown')
  )
    return [];
  const [before, after] = gap;
  const links = after.trim() === '' ? LINKS : [''];
  const put = said.replace(/[.!]+$/, '').replace(THE_ONE, '$1');
  return links.map((link) => `${before.trimEnd()} ${link}${put} ${after.trimStart()}`.trim());
}

/** A change that was not understood, and what was said next, in each way in which they may be one sentence. */
export function saidOn(told: string, said: string, read: (text: string) => readonly Item[]): readonly string[] {
  const answer = said.replace(MEANT, '').replace(/[.!]+$/, '');
  const items = read(answer);
  const named = items.filter(({ kind }) => kind === 'name');
  const isBare =
    named.length > 0 && items.every((item) => item.kind === 'name' || item.kind === 'break' || isJoining(item));
  const line = lineIn(sentenceOf(answer, items), () => false);
  if (!isBare && (line === undefined || line.asks || line.pieces.length === 0)) return [];
  const [name, ...more] = named;
  const kind = kindOf(name);
  const before = read(told).filter((item) => kindOf(item) === kind);
  const [old, ...others] = before;
  const only = isBare && more.length === 0 && others.length === 0 && kind !== undefined ? old : undefined;
  // "e5 pls", after "give e3 to …": in the place of what is of its kind.
  if (only !== undefined) return [`${told.slice(0, only.start)}${answer}${told.slice(only.end)}`];
  return (isBare ? LINKS : ['']).map((link) => `${told.trimEnd()} ${link}${answer}`);
}

function isJoining(item: Item): boolean {
  return says(item, 'and', 'polite', 'filler', 'also') || /^(?:and|en|,)$/i.test(item.text);
}

/** "I mean Finance and Legal". */
const MEANT =
  /^(?:(?:neither|none|neither of (?:them|those)|none of (?:them|those)|geen van (?:beiden?|allen|die)|(?:no|nee)(?=,? (?:i mean|ik bedoel|(?:the|that|de|die|dat) .+ (?:one|eentje)$))|i mean|i meant|ik bedoel|ik bedoelde|sorry|oh)[ ,]+)+(?=\S)/i;
/** "the HR one". */
const THE_ONE = /^(?:the|that|de|die|het|dat) (.+?) (?:one|eentje)$/i;

const OPENS = pattern(
  "^(?:{show}|{help}|{why}|{undo}|{cancel}|{approve}|{reject}|{no}|who|what|which|when|where|how|wie|wat|welke|wanneer|waar|hoe|same|hetzelfde|and|en|also|ook|but|maar|no|nee|not|niet|actually|forget|vergeet|skip|drop|ignore|negeer|without|zonder|except|behalve)(?![\\p{L}\\p{N}'])",
);

const BOTH =
  /^(?:both|all|all of them|all (?:two|three)|both of them|beide|allebei|alle|allemaal|alle (?:twee|drie)|(?:both|beide|allebei|all|alle)(?: (?:of|the|van|de))*(?: <[gu]>| [a-z&]+)? (?:groups?|ones|people|groepen|mensen|afdelingen|departments|teams))$/;
const MOST_TOGETHER = 3;

/** All that were offered for one place, as a list in it. */
function together(gap: OpenQuestion['gap'], options: OpenQuestion['options']): string | undefined {
  const [before, after] = gap ?? ['', ''];
  const named = options.filter(
    ({ choice, text }) => choice !== undefined && text.startsWith(before) && text.endsWith(after),
  );
  if (gap === undefined || named.length < 2 || named.length > MOST_TOGETHER || named.length < options.length)
    return undefined;
  const list = named.map(({ text }) => text.slice(before.length, text.length - after.length).trim()).join(', ');
  return `${before}${list}${after}`;
}

/** "Olivia", "no, the EU one": those that are offered whose title has each word of it. */
export function optionsNamed(options: OpenQuestion['options'], said: string): OpenQuestion['options'] {
  const words = (text: string) =>
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 1);
  const wanted = words(said).filter((word) => !SAYS_WHICH.test(word));
  return wanted.length === 0 ? [] : options.filter(({ title }) => wanted.every((word) => words(title).includes(word)));
}

const SAYS_WHICH =
  /^(?:the|that|one|de|die|dat|het|no|nee|wait|wacht|sorry|i|ik|mean|meant|bedoel|bedoelde|not|niet|wrong|please|in|of|van|for|voor|to|aan|and|en)$/;

/** It asks for something itself. */
function isOwn(item: Item): boolean {
  return says(item, ...ASKING, ...TELLING) || (item.kind === 'break' && item.mark === '?');
}

/** Whether a command names what the answer names. */
function names(of: readonly Item[], answer: readonly Item[]): boolean {
  const keys = (items: readonly Item[]) =>
    items.flatMap((item) => (item.kind === 'name' ? [item.refs.map((ref) => JSON.stringify(ref))] : []));
  const [meant, ...more] = keys(answer);
  return (
    meant !== undefined &&
    more.length === 0 &&
    keys(of).some((refs) => refs.length === 1 && meant.length === 1 && refs[0] === meant[0])
  );
}

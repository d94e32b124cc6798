import { ask, type Command, command, type Draft } from '../draft.ts';
import type { Item, NameItem } from '../items.ts';
import { says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { orAsked, Unclear } from '../names/resolve.ts';
import { isDraft } from '../patterns/rule.ts';
import type { Sentence } from '../sentence.ts';
import { type Asked, askedIn } from './asked.ts';
import { failureFrames } from './failures.ts';
import { peopleFrames } from './people.ts';
import { productFrames } from './products.ts';
import { type Fit, fitting, nearly, type Prepared, prepared, spokenIn } from './question-frame.ts';
import { recordFrames } from './records.ts';
import { requestFrames } from './request-frames.ts';
import { type Label, type QuestionToken, tokensOf } from './tokens.ts';

/** What can be asked: each intent with what it needs and what else it can use. */
const REQUESTS = requestFrames.map(prepared);
const FRAMES = [...REQUESTS, ...[peopleFrames, failureFrames, productFrames, recordFrames].flat().map(prepared)];

/** Longer than any question: a pasted text is none. */
const MOST_TOKENS = 60;
/** How many likely questions are offered. */
const NEAREST = 3;

/** By the frame that has a use for every word and needs the most of them; else the likely ones are offered. */
export function readByFrame(names: Names, sentence: Sentence): Draft | undefined {
  const tokens = tokensOf(sentence.items);
  return readWholly(FRAMES, names, sentence) ?? leftOver(names, sentence, tokens);
}

export function readRequestByFrame(names: Names, sentence: Sentence): Draft | undefined {
  return readWholly(REQUESTS, names, sentence);
}

function readWholly(frames: readonly Prepared[], names: Names, sentence: Sentence): Draft | undefined {
  const tokens = tokensOf(sentence.items);
  if (tokens.length > MOST_TOKENS) return undefined;
  const spoken = spokenIn(tokens);
  const fits = frames.flatMap((frame) => fitting(frame, spoken) ?? []);
  return orAsked(() => {
    const whole = fits.filter(({ leftovers }) => leftovers.length === 0);
    return whole.length === 0 ? undefined : answers(askedIn(names, sentence, tokens), whole);
  });
}

/** What the frame that needs the most makes of it; of two that need as much, both are offered. */
function answers(asked: Asked, whole: readonly Fit[]): Draft | undefined {
  const found: { readonly draft: Command; readonly needed: number }[] = [];
  for (const { frame, needed } of whole.toSorted((one, other) => other.needed - one.needed)) {
    if (needed < (found[0]?.needed ?? 0)) break;
    const slots = frame.slots(asked);
    if (slots !== undefined && isDraft(slots) && slots.kind === 'question') return slots;
    if (slots !== undefined) found.push({ draft: isDraft(slots) ? slots : command(frame.intent, slots), needed });
  }
  const [first] = found;
  if (first === undefined) return undefined;
  const readings = found
    .map(({ draft }) => draft)
    .filter(({ intent }, at, all) => all.findIndex((other) => other.intent === intent) === at);
  if (readings.length > 1) return ask('unclear', { readings });
  return first.draft.slots.scope === 'all' && namesEverything(asked.sentence) ? ask('whichTarget') : first.draft;
}

/** What there is no use for is asked about, and the questions that leave the least of it over are offered. */
function leftOver(names: Names, sentence: Sentence, tokens: readonly QuestionToken[]): Draft | undefined {
  const { text, items } = sentence;
  if (tokens.length > MOST_TOKENS) return undefined;
  const spoken = spokenIn(tokens);
  const near = FRAMES.flatMap((frame) => nearly(frame, spoken) ?? []);
  const refused = near.some(({ leftovers }) => leftovers.length === 0);
  const nearest = near
    .filter(({ leftovers }) => leftovers.length > 0)
    .sort((one, other) => weight(one) - weight(other));
  const [first] = nearest[0]?.leftovers ?? strangersShown(tokens);
  const readings = nearest.slice(0, NEAREST).flatMap((one) => commandOf(names, sentence, tokens, one) ?? []);
  if (refused) return ask('unclear', { readings });
  if (first === undefined) return undefined;
  const { start, end } = first.denial ?? first;
  const place = { start: Math.min(start, first.start), end: Math.max(end, first.end) };
  if (first.labels.size > 0) return ask('unused', { words: text.slice(place.start, place.end), readings });
  const bearer = items.find((item): item is NameItem => item.kind === 'name' && isBeside(text, item.end, first.start));
  const isSurname = bearer !== undefined && /^\p{Lu}\p{L}/u.test(text.slice(first.start));
  const unknown = { start: isSurname ? bearer.start : first.start, end: strangersEnd(text, tokens, first) };
  const alike = first.item.kind === 'unknown' ? first.item.near : [];
  const refs = isSurname ? [...bearer.refs, ...alike] : alike;
  return ask('notFound', { words: text.slice(unknown.start, unknown.end), refs, place: unknown, readings });
}

/** "Alex Bennett": what is unknown beside it belongs to it. */
function strangersEnd(text: string, tokens: readonly QuestionToken[], first: QuestionToken): number {
  const after = tokens.filter(({ start, labels }) => start > first.start && labels.size === 0);
  return after.reduce((end, token) => (isBeside(text, end, token.start) ? token.end : end), first.end);
}

function isBeside(text: string, end: number, start: number): boolean {
  return end < start && text.slice(end, start).trim() === '';
}

/** How much would be dropped: a name weighs more than a word, and what was needed counts for it. */
function weight({ leftovers, needed }: Fit): number {
  return leftovers.reduce((sum, { name }) => sum + (name === undefined ? 2 : 5), 0) - needed;
}

/** The question without what there is no use for. */
function commandOf(names: Names, sentence: Sentence, tokens: readonly QuestionToken[], { frame, leftovers }: Fit) {
  try {
    const slots = frame.slots(
      askedIn(
        names,
        sentence,
        tokens.filter((token) => !leftovers.includes(token)),
      ),
    );
    if (
      slots === undefined ||
      isDraft(slots) ||
      (/^show_(?:user|group)$/.test(frame.intent) && slots.ids === undefined)
    )
      return undefined;
    return command(frame.intent, slots);
  } catch (fault) {
    if (fault instanceof Unclear) return undefined;
    throw fault;
  }
}

/** "show Alex Bennett", "who is in Foobar": what is meant is none of the names. */
function strangersShown(tokens: readonly QuestionToken[]): readonly QuestionToken[] {
  const at = tokens.findIndex(saysAny(['show', 'who', 'users', 'members']));
  const rest = at === -1 ? [] : tokens.slice(at + 1).filter((token) => !saysAny(PASSED_OVER)(token));
  const placed =
    tokens[at]?.labels.has('show') === true ||
    tokens.some(({ text, labels }) => labels.has('noise') && /^(?:in|of|van)$/.test(text));
  return placed && rest.length > 0 && rest.every(({ labels }) => ![...labels].some((label) => !label.startsWith('!')))
    ? rest
    : [];
}

const PASSED_OVER = ['noise', 'groups', 'users', 'members', 'contains'] as const;

/** A group may be called "Everyone": whether it is meant, or everyone, is not plain. */
export function namesEverything({ items }: Sentence): boolean {
  return items.some((item) => item.kind === 'word' && item.alsoName && says(item, 'all', 'everyone'));
}

/** Whether something is asked or looked at by a word that says so: what is only named may be a command without a verb. */
export function asksByWord(items: readonly Item[]): boolean {
  const said = tokensOf(items).filter(({ labels }) => !labels.has('noise'));
  const [first] = said;
  return said.some(saysAny(ASKING)) || (first !== undefined && saysAny(PEOPLE)(first));
}

const ASKING = [
  'who',
  'what',
  'when',
  'why',
  'where',
  'how',
  'howMany',
  'show',
  'check',
  'export',
  'file',
  'unusedBy',
] as const;
/** "people in Marketing without Visio". */
const PEOPLE = ['users', 'members', 'everyone', 'guests', 'disabled', 'enabled', 'unlicensed', 'inactive'] as const;

function saysAny(wanted: readonly Label[]) {
  return ({ labels }: QuestionToken) => wanted.some((label) => labels.has(label));
}

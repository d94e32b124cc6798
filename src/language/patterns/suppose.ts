import { ask, type Command, command, type Draft } from '../draft.ts';
import { readLocation } from '../frames/location.ts';
import { ASKING } from '../frames/open-clause.ts';
import { readFrames } from '../frames/read-frames.ts';
import { type Item, type NameItem, says, wordOf } from '../items.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { hasKind } from '../names/resolve.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { readComingsAndGoings } from './comings-and-goings.ts';
import { readPreFlight } from './pre-flight.ts';

const OPENING =
  '^(?:(?:and|so|but|ok|okay|please|can you|could you|en|dus|kun je|show me|tell me|let me see|laat zien|laat me zien|just|even|eens|eerst|vertel|vertel me|,) )*(?:{hypothetical}|{dryRun})(?: (?:what happens |what would happen |the effect |wat er gebeurt )(?:if|when|als|of)(?: i| we| ik| we|)|)(?: only| alleen| please| graag|)(?: of| :| ,|)';
const CLOSING =
  '(?:,|;|:|\\.|-| )*(?:but |as |in |maar |als |)(?:a |een |)(?:{dryRun})(?: please| only| eerst| first|)[ .!?]*$';
/** "how many would break", "who would fail": what is asked of the supposition, before or after it. */
const ASKED = '^[ ,;?]*(?:{who}|{howMany}|what|wat|would|zou|zouden|is|will|does|can|how|hoe)[^<]*$';
const ASKED_BEFORE =
  '^(?!.*\\bzowel\\b)(?:{who}|{howMany}|what|wat|would|will|zou|zouden|does)(?:[^<]|<[ps]>)*? (?:if|als)(?= )';
/** "what does Ann lose if she leaves HR": whoever is named before is spoken of after it. */
const ASKED_OF_ONE =
  '^(?:what|which|wat|welke|would|will|zou|does)[^<]* (?:<p> )?<[gu]>[^<]*(?:<p>[^<]*)? (?:if|when|once|als|wanneer)(?= .*\\b(?:she|he|they|them|her|him|zij|ze|hij|hem|haar|hen|hun)\\b)';

/** "what if …", "dry run: …", "if I gave …, how many would fail?". Undefined when nothing is supposed. */
export function readSupposition(names: Names, sentence: Sentence): Draft | undefined {
  const supposed = supposedItems(sentence);
  if (supposed === undefined || ASKS_ENOUGH.test(sentence.plain)) return undefined;
  const kept = trimBreaks(supposed);
  if (isCondition(sentence.plain, kept)) return ask('unclear');
  if (kept.length === 0) return undefined;
  const elsewhere = readPreFlight(names, sentenceOf(sentence.text, kept));
  if (elsewhere !== undefined) return elsewhere;
  const draft =
    readComingsAndGoings(names, sentenceOf(sentence.text, kept)) ??
    readLocation(names, sentence.text, kept) ??
    readFrames(names, kept, { telling: true, antecedents: namedBefore(sentence, kept) });
  if (draft.kind === 'command') return supposing(draft, sentence);
  // "dry run: E3 on HR": the one thing that it may mean is only shown.
  const [likely, ...others] = draft.question.kind === 'unclear' ? (draft.question.readings ?? []) : [];
  if (likely?.intent === 'assign_license' && others.length === 0) return supposing(likely, sentence);
  return withProductOf(names, sentence, kept) ?? draft;
}

/** "if Ann agrees, give HR E3": what is to be done then is no supposition. */
function isCondition(plain: string, supposed: readonly Item[]): boolean {
  const at = supposed.findIndex((item) => item.kind === 'break');
  const does = supposed.slice(at + 1).find((item) => !says(item, 'polite', 'filler', 'after'));
  return CONDITIONAL.test(plain) && at > 0 && says(does, ...ASKING) && !says(does, 'need', 'must', 'having', 'go');
}

const CONDITIONAL = /^(?:(?:and|en|dus|so) )*(?:if|when|once|als|indien|wanneer) /;

/** Of whom "she" is said, where only one was named before. */
function namedBefore({ names }: Sentence, [first]: readonly Item[]): readonly NameItem[] {
  const people = names.filter(
    (name) => (hasKind(name, 'user') || hasKind(name, 'group')) && name.end <= (first?.start ?? 0),
  );
  // "Erin's licenses when she leaves": she is Erin.
  return people.length === 1 ? people.map((name) => ({ ...name, possessive: false })) : [];
}

function supposing(draft: Command, { plain }: Sentence): Draft {
  const question = askedOf(plain);
  if (draft.intent === 'batch') return command('what_if', { steps: draft.slots.steps ?? [], ...question });
  if (draft.intent === 'assign_license' || draft.intent === 'swap_license') {
    return command(draft.intent, { ...draft.slots, dry_run: true, ...question });
  }
  return command('what_if', { steps: [{ intent: draft.intent, slots: draft.slots }], ...question });
}

/** "who would lose E3 if …": which people of the outcome are asked about. */
function askedOf(plain: string): { readonly question?: string } {
  const [, about = ''] = /^(?:and |but |en |maar )*(?:who|which|wie|welke)\b(.*?) (?:if|als) /.exec(plain) ?? [];
  if (/\b(?:lose|verliest|verliezen|kwijt)/.test(about)) return { question: 'loses' };
  if (/\b(?:fail|break|mislukt|mislukken)/.test(about)) return { question: 'fails' };
  return /\b(?:get|gain|krijgt|krijgen)/.test(about) ? { question: 'gets' } : {};
}

/** "who would lose E3 if I remove Sales": E3 from it, perhaps, which is offered. */
function withProductOf(names: Names, sentence: Sentence, supposed: readonly Item[]): Draft | undefined {
  const isProduct = (item: Item) => item.kind === 'name' && item.refs.some(({ kind }) => kind === 'sku');
  const before = sentence.items.filter((item) => isProduct(item) && !supposed.includes(item));
  const at = supposed.findIndex((item) => says(item, 'take', 'took'));
  if (before.length !== 1 || at === -1 || supposed.some(isProduct)) return undefined;
  const items = [...supposed.slice(0, at + 1), ...before, FROM, ...supposed.slice(at + 1)];
  const draft = readFrames(names, items, { telling: true });
  if (draft.kind === 'question') return undefined;
  const supposing_ = supposing(draft, sentence);
  return supposing_.kind === 'command' ? ask('removeWhat', { readings: [supposing_] }) : undefined;
}

/** "tell me if HR has E5" asks how it is. */
const CHECKS = /^(?:(?:please|can|could|you) )*(?:tell (?:me|us)|let (?:me|us) know) if (?!i |we )/;

const FROM = wordOf('from', 'from');

function supposedItems(sentence: Sentence): readonly Item[] | undefined {
  const { skeleton, items } = sentence;
  const closing = pattern(CLOSING).exec(skeleton);
  if (closing !== null && closing.index > 0) {
    const opened = pattern(OPENING).exec(skeleton)?.[0].length ?? 0;
    return items.filter((_, at) => offsetOf(sentence, at) < closing.index && offsetOf(sentence, at) >= opened);
  }
  if (CHECKS.test(skeleton)) return undefined;
  const opening =
    pattern(OPENING).exec(skeleton) ?? pattern(ASKED_BEFORE).exec(skeleton) ?? pattern(ASKED_OF_ONE).exec(skeleton);
  if (opening === null) return undefined;
  const rest = items.filter((_, at) => offsetOf(sentence, at) >= opening[0].length);
  const cut = rest.findIndex((item, at) => item.kind === 'break' && isAsked(sentence, rest.slice(at + 1)));
  return cut === -1 ? rest : rest.slice(0, cut);
}

function offsetOf(sentence: Sentence, at: number): number {
  return sentence.offsets[at] ?? sentence.skeleton.length;
}

function isAsked(sentence: Sentence, [first]: readonly Item[]): boolean {
  if (first === undefined) return true;
  return pattern(ASKED).test(sentence.skeleton.slice(offsetOf(sentence, sentence.items.indexOf(first))));
}

function trimBreaks(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex((item) => item.kind !== 'break' && !says(item, 'after'));
  const last = items.findLastIndex((item) => item.kind !== 'break');
  return first === -1 ? [] : items.slice(first, last + 1);
}

/** "will we run out of E3 if we hire 20 people?" supposes no change. */
const ASKS_ENOUGH = /^(?:will|would|do|are|is|kom|komen|heb|hebben) .*\b(?:run out|enough|genoeg|tekort)\b/;

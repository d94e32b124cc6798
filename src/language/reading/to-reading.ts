import { formatCount, listParts } from '../../words/format.ts';
import { readingTexts } from '../../words/readings.ts';
import { wordsOf } from '../../words/words-of.ts';
import { isChange, type Language, type OfferedReading, type Reading, type Slots } from '../command.ts';
import type { Command, Draft, Question } from '../draft.ts';
import { ASKING } from '../frames/open-clause.ts';
import { type Item, type Ref, says } from '../items.ts';
import { type Names, wordHash } from '../names/build-names.ts';
import { nearestNames } from '../names/nearest.ts';
import { nameKeys } from '../text.ts';
import { choiceNames } from './choices.ts';
import { ANYBODY, askedInstead } from './instead.ts';
import { phraseOf } from './phrase.ts';
import { asIs, fillReading, plainText } from './runs.ts';
import { sayBack } from './say-back.ts';

/** How many readings a question offers. */
const OPTIONS_SHOWN = 6;
/** How many corrected commands are tried for that, and how many names a question lists. */
const CANDIDATES_TRIED = 8;
const CANDIDATES_NAMED = 20;
/** How many are named in the question itself. */
const CHOICES_NAMED = 3;

export interface Sentenced {
  readonly language: Language;
  readonly text: string;
  readonly items: readonly Item[];
  /** Reads a corrected text, to say in full what a button would do. Without it nothing is offered. */
  readonly reread?: ((text: string) => Reading) | undefined;
  /** What was spoken of last: asked about where the sentence names nothing. */
  readonly about?: Slots['ids'];
}

/** A draft as the bot answers it: a command said back, or a question with what it may mean. */
export function toReading(names: Names, draft: Draft, said: Sentenced): Reading {
  const { language } = said;
  if (draft.kind === 'command') {
    const reading = plainText(sayBack(draft.intent, draft.slots, names, language));
    const corrects = draft.corrects === true ? { corrects: draft.corrects } : {};
    const isLost = draft.intent === 'out_of_scope' && draft.slots.topic === 'none';
    const options = isLost && said.reread !== undefined ? phrased(names, askedInstead(names, said), language) : [];
    const instead = options.length === 0 ? {} : { options, instead: true as const };
    return {
      intent: draft.intent,
      slots: draft.slots,
      reading,
      language,
      ...corrects,
      ...instead,
      ...plansOf(draft, said),
      ...skusOf(names, draft, said),
    };
  }
  const { question } = draft;
  const words = question.words ?? '';
  const likely = likelyOf(names, question, said);
  const isOne = likely.length === 1 && /^(?:unclear|negation)$/.test(question.kind);
  const isOneOf = likely.length > 1 && question.kind === 'unclear';
  const kind = isOne ? 'meantSo' : isOneOf ? 'meantOneOf' : question.kind;
  const asked =
    choiceOf(names, question, language) ??
    plainText(fillReading(readingTexts[language].questions[kind], { words: asIs(words) }));
  const candidates = [
    ...new Set((question.refs ?? []).slice(0, CANDIDATES_NAMED).flatMap((ref) => candidateName(names, ref) ?? [])),
  ];
  const sentence = withMore(question, asked, language);
  const groups = [...new Set((question.readings ?? []).flatMap(({ slots }) => slots.ids?.groups ?? []))];
  const slots = {
    question: sentence,
    ...(candidates.length === 0 ? {} : { candidates }),
    ...(groups.length === 0 ? {} : { ids: { groups } }),
  };
  const near = likely.length > 0 ? likely : nearOptions(names, question, said);
  const options = near.length > 0 ? near : insteadOptions(names, question, said);
  const gap = gapOf(question, said.text);
  const asksFor = said.items.some((item) => says(item, ...ASKING)) && said.items.some(({ kind }) => kind === 'name');
  return {
    intent: 'clarify',
    slots,
    reading: sentence,
    language,
    ...(options.length === 0 ? {} : { options }),
    ...(near.length < options.length ? { instead: true as const } : {}),
    ...(gap === undefined ? {} : { gap }),
    ...(asksFor && options.length > 0 ? { told: said.text } : {}),
  };
}

/** The products that a question names, where its slots hold none. */
function skusOf({ source }: Names, { intent, slots }: Command, { items }: Sentenced): Pick<Reading, 'skus'> {
  const refs = items.flatMap((item) => (item.kind === 'name' && item.refs.length === 1 ? item.refs : []));
  const skus = refs.flatMap((ref) => (ref.kind === 'sku' ? (source.skus[ref.index]?.skuId ?? []) : []));
  return skus.length === 0 || isChange(intent) || slots.ids?.skus !== undefined ? {} : { skus };
}

/** "is Sway on for Sales?" may be followed by "turn it off". */
function plansOf({ intent, slots }: Command, { items }: Sentenced): Pick<Reading, 'plans'> {
  const refs = items.flatMap((item) => (item.kind === 'name' ? item.refs : []));
  const plans = refs.flatMap((ref) => (ref.kind === 'plan' ? ref.patterns : []));
  return plans.length === 0 || isChange(intent) || slots.groups === undefined ? {} : { plans };
}

/** Questions for something that was left out, to be said behind the rest. */
const LEFT_OUT: ReadonlySet<Question['kind']> = new Set(
  wordsOf('whichTarget whichProduct whichUser whichCountry fromWhere toWhere recurring untilWhen'),
);

function gapOf({ kind, place }: Question, text: string): Reading['gap'] {
  if (text === '') return undefined;
  if (place !== undefined) return [text.slice(0, place.start), text.slice(place.end)];
  return LEFT_OUT.has(kind) ? [text, ''] : undefined;
}

/** Not all that are meant fit: how many are left out, never silently. */
function withMore({ kind, refs = [] }: Question, asked: string, language: Language): string {
  const more = kind === 'whichOne' ? refs.length - OPTIONS_SHOWN : 0;
  if (more <= 0) return asked;
  const count = asIs(formatCount(more, language));
  return plainText(fillReading(readingTexts[language].andMore, { question: asIs(asked), count }));
}

/** "Do you mean Office 365 E3 or Microsoft 365 E3?" */
function choiceOf(names: Names, { kind, refs = [] }: Question, language: Language): string | undefined {
  if (kind !== 'whichOne' || refs.length === 0 || refs.length > CHOICES_NAMED) return undefined;
  const choices = choiceNames(names, refs, language).filter((choice) => choice !== undefined);
  const list = listParts(choices.length, language, 'or').map((part) =>
    typeof part === 'number' ? choices[part] : part,
  );
  return choices.length < refs.length
    ? undefined
    : plainText(fillReading(readingTexts[language].choose, { choices: asIs(list.join('')) }));
}

/** What sets it apart from the others: of people, who may bear one name, the user principal name. */
function choiceName(names: Names, ref: Ref, named: string | undefined): string | undefined {
  return ref.kind === 'user' ? names.source.user(ref.index).userPrincipalName : named;
}

function candidateName(names: Names, ref: Ref): string | undefined {
  if (ref.kind === 'group') return names.source.group(ref.index).displayName;
  if (ref.kind === 'user') return names.source.user(ref.index).userPrincipalName;
  if (ref.kind === 'plan') return ref.patterns[0];
  return ref.kind === 'sku' ? names.source.skus[ref.index]?.skuPartNumber : undefined;
}

/** Whole corrected commands, only those that are then understood, each once. */
function likelyOf(names: Names, question: Question, said: Sentenced): readonly OfferedReading[] {
  const { reread, language } = said;
  if (reread === undefined) return [];
  const corrected = readable(correctedTexts(names, question, said), reread);
  const titles = new Set(corrected.map(({ title }) => title));
  const meant = phrased(names, question.readings ?? [], language).filter(({ title }) => !titles.has(title));
  return [...corrected, ...meant].slice(0, OPTIONS_SHOWN);
}

/** The nearest names in the place of the unclear one. */
function nearOptions(names: Names, question: Question, said: Sentenced): readonly OfferedReading[] {
  const { reread } = said;
  return reread === undefined || question.kind !== 'notFound'
    ? []
    : readable(nearestTexts(names, question, said), reread);
}

/** What could be asked instead: there is always something to press. */
function insteadOptions(names: Names, { kind }: Question, said: Sentenced): readonly OfferedReading[] {
  // What decides on a request is said in words: nothing else is offered in its place.
  const none = said.reread === undefined || kind === 'sayVerdict';
  return none ? [] : phrased(names, askedInstead(names, said), said.language);
}

function phrased(names: Names, drafts: readonly Command[], language: Language): readonly OfferedReading[] {
  return drafts.flatMap((draft) => {
    const known = ANYBODY.includes(draft) ? said[language].get(draft) : undefined;
    const option = known ?? optionFor(names, draft, language);
    if (option !== undefined && ANYBODY.includes(draft)) said[language].set(draft, option);
    return option ?? [];
  });
}

/** What names nothing is said in the same words in every tenant. */
const said: Readonly<Record<Language, Map<Command, OfferedReading>>> = { en: new Map(), nl: new Map() };

function optionFor(names: Names, draft: Command, language: Language): OfferedReading | undefined {
  const text = phraseOf(names, draft, language);
  return text === undefined
    ? undefined
    : { title: plainText(sayBack(draft.intent, draft.slots, names, language)), text };
}

/** Those that are understood, each once. */
function readable(corrected: readonly Corrected[], reread: (text: string) => Reading) {
  const options: OfferedReading[] = [];
  const meanings = new Set<string>();
  let elsewhere = 0;
  for (const { command, choice, place } of corrected.slice(0, CANDIDATES_TRIED)) {
    if (options.length === OPTIONS_SHOWN) break;
    const reading = reread(command);
    // What is unclear besides stays so, whatever is put in this place.
    elsewhere = asksBeside(reading, command, place) ? elsewhere + 1 : 0;
    if (elsewhere === ASKED_BESIDE) break;
    const meaning = JSON.stringify([reading.intent, reading.slots]);
    if (meanings.has(meaning) || reading.intent === 'clarify' || reading.intent === 'out_of_scope') continue;
    meanings.add(meaning);
    const alike = choice !== undefined && options.some((option) => option.title === reading.reading);
    const title = alike ? `${reading.reading} · ${choice}` : reading.reading;
    options.push({ title, text: command, ...(choice === undefined ? {} : { choice }) });
  }
  return options;
}

/** So often in a row a correction is tried where something else is asked about. */
const ASKED_BESIDE = 2;

function asksBeside({ gap }: Reading, command: string, place: Corrected['place']): boolean {
  if (gap === undefined || place === undefined) return false;
  const [from, to] = [gap[0].length, command.length - gap[1].length];
  return to > from && (to <= place.start || from >= place.end);
}

interface Corrected {
  readonly command: string;
  /** What was put in. */
  readonly place?: { readonly start: number; readonly end: number };
  readonly choice?: string | undefined;
}

/** How many names are offered for a word that nothing bears. */
const NEAREST_OFFERED = 3;

type Typed = Pick<Sentenced, 'text' | 'language'>;

/** The sentence with the names that are written most like the unknown word, or like it and the next. */
function nearestTexts(names: Names, { place }: Question, typed: Typed): readonly Corrected[] {
  if (place === undefined) return [];
  const { text } = typed;
  const next = /^\s+[^\s?!.,]+/.exec(text.slice(place.end))?.[0].length ?? 0;
  return [place.end + next, place.end].flatMap((end) => {
    const refs = nearestNames(names, text.slice(place.start, end), NEAREST_OFFERED);
    return correctedTexts(names, { kind: 'notFound', place: { start: place.start, end }, refs }, typed);
  });
}

function correctedTexts(
  names: Names,
  { place, refs = [], offers = [], spellings = [] }: Question,
  { text, language }: Typed,
): readonly Corrected[] {
  if (place === undefined) {
    const told = text.replace(/[?\s]+$/, '');
    return text.endsWith('?') ? [{ command: told }, { command: `dry run: ${told}` }] : [];
  }
  const at = (word: string) => {
    const by = place.start === place.end ? ` ${word}` : word;
    const command = `${text.slice(0, place.start)}${by}${text.slice(place.end)}`;
    return { command, place: { start: place.start, end: place.start + by.length } };
  };
  const meant = [...refs, ...offers].slice(0, CANDIDATES_TRIED);
  const choices = choiceNames(names, meant, language);
  const named = meant.flatMap((ref, index): readonly Corrected[] => {
    const by = unmistakable(names, ref);
    return by === undefined ? [] : [{ ...at(by), choice: choiceName(names, ref, choices[index]) }];
  });
  return [...spellings.map(at), ...named];
}

/** Whether something else is called so too, be it a group or a product. */
function meansMore(names: Names, displayName: string): boolean {
  const keys = nameKeys(displayName);
  return names.whole(keys).length > 1 || names.facts.whole(wordHash(keys), keys, keys.length) !== undefined;
}

/** A way to say it that means nothing else. */
function unmistakable(names: Names, ref: Ref): string | undefined {
  if (ref.kind === 'user') return names.source.user(ref.index).userPrincipalName;
  if (ref.kind === 'sku') {
    const sku = names.source.skus[ref.index];
    if (sku === undefined) return undefined;
    return names.facts.withCode(sku.skuPartNumber).length > 1 ? sku.skuId : `"${sku.skuPartNumber}"`;
  }
  if (ref.kind !== 'group') return undefined;
  const { id, displayName } = names.source.group(ref.index);
  return displayName.includes('"') || meansMore(names, displayName) ? id : `"${displayName}"`;
}

import { listParts } from '../../text/format.ts';
import { readingTexts } from '../../text/readings.ts';
import type { Language, Reading } from '../command.ts';
import type { Ref } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Draft, Question } from '../rules/draft.ts';
import { fill, plain, plainText } from './runs.ts';
import { sayBack } from './say-back.ts';

/** How many readings a question offers. */
const OPTIONS_SHOWN = 4;
/** How many corrected commands are tried for that, and how many names a question lists. */
const CANDIDATES_TRIED = 5;
const CANDIDATES_NAMED = 20;
/** How many are named in the question itself. */
const CHOICES_NAMED = 3;

export interface Said {
  readonly language: Language;
  readonly text: string;
  /** Reads a corrected text, to say in full what a button would do. */
  readonly reread: (text: string) => Reading;
}

/** A draft as the bot answers it: a command said back, or a question with what it may mean. */
export function toReading(names: Names, draft: Draft, said: Said): Reading {
  const { language } = said;
  if (draft.kind === 'command') {
    const reading = plainText(sayBack(draft.intent, draft.slots, names, language));
    return { intent: draft.intent, slots: draft.slots, reading, language };
  }
  const { question } = draft;
  const words = question.words ?? '';
  const sentence =
    choiceOf(names, question, language) ??
    plainText(fill(readingTexts[language].questions[question.kind], { words: plain(words) }));
  const candidates = [
    ...new Set((question.refs ?? []).slice(0, CANDIDATES_NAMED).flatMap((ref) => candidateName(names, ref) ?? [])),
  ];
  const slots = { question: sentence, ...(candidates.length === 0 ? {} : { candidates }) };
  const options = optionsOf(names, question, said);
  return { intent: 'clarify', slots, reading: sentence, language, ...(options.length === 0 ? {} : { options }) };
}

/** "Do you mean Office 365 E3 or Microsoft 365 E3?" */
function choiceOf(names: Names, { kind, refs = [] }: Question, language: Language): string | undefined {
  if (kind !== 'whichOne' || refs.length === 0 || refs.length > CHOICES_NAMED) return undefined;
  const choices = refs.flatMap((ref) => fullName(names, ref) ?? []);
  const list = listParts(choices.length, language, 'or').map((part) =>
    typeof part === 'number' ? choices[part] : part,
  );
  return choices.length < refs.length
    ? undefined
    : plainText(fill(readingTexts[language].choose, { choices: plain(list.join('')) }));
}

function fullName(names: Names, ref: Ref): string | undefined {
  const { source } = names;
  if (ref.kind === 'group') return source.group(ref.index).displayName;
  if (ref.kind === 'sku') {
    const sku = source.skus[ref.index];
    return sku === undefined ? undefined : source.productName(sku);
  }
  if (ref.kind !== 'user') return undefined;
  const { displayName, userPrincipalName } = source.user(ref.index);
  return `${displayName} (${userPrincipalName})`;
}

function candidateName(names: Names, ref: Ref): string | undefined {
  if (ref.kind === 'group') return names.source.group(ref.index).displayName;
  if (ref.kind === 'user') return names.source.user(ref.index).userPrincipalName;
  return ref.kind === 'sku' ? names.source.skus[ref.index]?.skuPartNumber : undefined;
}

/** Whole corrected commands: only those that are then understood. */
function optionsOf(names: Names, question: Question, { text, reread }: Said) {
  const corrected = correctedTexts(names, question, text).slice(0, CANDIDATES_TRIED);
  const options: { title: string; text: string }[] = [];
  for (const command of corrected) {
    if (options.length === OPTIONS_SHOWN) break;
    const reading = reread(command);
    if (reading.intent !== 'clarify' && reading.intent !== 'out_of_scope')
      options.push({ title: reading.reading, text: command });
  }
  return options;
}

function correctedTexts(
  names: Names,
  { place, refs = [], offers = [], spellings = [] }: Question,
  text: string,
): string[] {
  if (place === undefined) {
    const told = text.replace(/[?\s]+$/, '');
    return text.endsWith('?') ? [told, `dry run: ${told}`] : [];
  }
  const replaced = (by: string) => `${text.slice(0, place.start)}${by}${text.slice(place.end)}`;
  const named = [...refs, ...offers].flatMap((ref) => unmistakable(names, ref) ?? []);
  return [...spellings, ...named].map((by) => replaced(place.start === place.end ? ` ${by}` : by));
}

/** A way to say it that means nothing else. */
function unmistakable(names: Names, ref: Ref): string | undefined {
  if (ref.kind === 'user') return names.source.user(ref.index).userPrincipalName;
  if (ref.kind === 'sku') {
    const sku = names.source.skus[ref.index];
    return sku === undefined ? undefined : `"${sku.skuPartNumber}"`;
  }
  if (ref.kind !== 'group') return undefined;
  const { id, displayName } = names.source.group(ref.index);
  return displayName.includes('"') ? id : `"${displayName}"`;
}

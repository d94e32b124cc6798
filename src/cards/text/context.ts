import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Labels } from '../../tenant/labels.ts';
import type { Texts } from '../../words/catalogue.ts';
import { formatCount, type Plural, pluralOf } from '../../words/format.ts';
import { fillText, phrase, type TextRuns, type Value } from '../runs.ts';
import { type State, type StateName, stateOf } from '../states.ts';

/** What every view reads beside what it is to tell: what people, groups and products are called, and the reader's words. */
export interface ViewContext {
  readonly labels: Labels;
  readonly catalogue: Catalogue;
  readonly texts: Texts;
  /** ISO 8601: what "today" is for the times on cards. */
  readonly now: string;
}

export function countFor(context: ViewContext, value: number): string {
  return formatCount(value, context.texts.language);
}

/** A sentence of the catalogue, with its places filled. */
export function say(context: ViewContext, pattern: string, values: Readonly<Record<string, Value>> = {}): TextRuns {
  return phrase(pattern, values, context.texts.language);
}

/** The same in the form that the count takes; `{count}` is filled with it. */
export function sayCount(
  context: ViewContext,
  forms: Plural,
  value: number,
  values: Readonly<Record<string, Value>> = {},
): TextRuns {
  return say(context, pluralOf(forms, value), { count: value, ...values });
}

export function textFor(context: ViewContext, pattern: string, values: Readonly<Record<string, Value>> = {}): string {
  return fillText(pattern, values, context.texts.language);
}

export function countText(
  context: ViewContext,
  forms: Plural,
  value: number,
  values: Readonly<Record<string, Value>> = {},
): string {
  return textFor(context, pluralOf(forms, value), { count: value, ...values });
}

export function state(context: ViewContext, name: StateName, value?: number): State {
  return stateOf(name, context.texts.cards, value === undefined ? '' : countFor(context, value));
}

/** A card in one line: its title, then what it says, with one mark between. */
export function summary({ texts }: ViewContext, title: string, sentence: string | number): string {
  const said = typeof sentence === 'number' ? formatCount(sentence, texts.language) : sentence;
  const ended = /[.?!]$/.test(title) ? title : `${title}:`;
  return `${ended} ${said}`;
}

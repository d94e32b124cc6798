import type { ReadingTexts } from '../words/reading-texts.ts';
import type { Intent, Slots } from './command.ts';
import type { Ref } from './items.ts';

/** What a rule makes of a clause: a command, or what has to be asked before there is one. */
export type Draft = Command | { readonly kind: 'question'; readonly question: Question };

export interface Command {
  readonly kind: 'command';
  readonly intent: Intent;
  readonly slots: Slots;
  /** Said to put the last one right. */
  readonly corrects?: true;
}

/** What is asked; each has its sentence in the catalogues. */
export type QuestionKind = keyof ReadingTexts['questions'];

export interface Question {
  readonly kind: QuestionKind;
  /** The words that are unclear, as they were typed. */
  readonly words?: string;
  /** What they may mean. */
  readonly refs?: readonly Ref[];
  /** Where in the text the unclear words stand, so that an answer can be put in their place. */
  readonly place?: { readonly start: number; readonly end: number };
  /** What could stand there, though nothing that was said means it. */
  readonly offers?: readonly Ref[];
  /** Words that may have been meant, where guessing would take something away. */
  readonly spellings?: readonly string[];
  /** Whole commands that may have been meant. */
  readonly readings?: readonly Command[];
}

export function ask(kind: QuestionKind, more: Omit<Question, 'kind'> = {}): Draft {
  return { kind: 'question', question: { kind, ...more } };
}

/** Slots of which some may be empty: undefined, or a list of nothing. */
export type SaidSentence = { readonly [Slot in keyof Slots]?: Slots[Slot] | undefined };

/** A command with those slots that say something. */
export function command(intent: Intent, slots: SaidSentence): Command {
  const isSaid = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  const said = Object.entries(slots).filter(([, value]) => isSaid(value));
  return { kind: 'command', intent, slots: Object.fromEntries(said) };
}

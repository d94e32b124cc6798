import type { Intent } from '../command.ts';
import type { Draft, SaidSentence } from '../draft.ts';
import type { NamedThings } from '../names/named-things.ts';
import type { Sentence } from '../sentence.ts';

/** One way to ask for something. Rules are tried in their order, and the first that fits is taken. */
export interface QuestionRule {
  readonly intent: Intent;
  /** Tried on the plain skeleton of the sentence; `{topic}` stands for the words of a topic. */
  readonly when: string;
  readonly unless?: string;
  /** Undefined: the rule does not fit after all. */
  readonly slots: (
    named: NamedThings,
    plain: string,
    match: RegExpExecArray,
    sentence: Sentence,
  ) => SaidSentence | Draft | undefined;
}

export function isDraft(slots: SaidSentence | Draft): slots is Draft {
  return 'kind' in slots;
}

/** The number of a change, in whichever way of the pattern it was said. */
export function numberSaid(match: RegExpExecArray): string {
  return match.slice(1).find((group) => group !== undefined) ?? '';
}

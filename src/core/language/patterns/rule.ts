import type { Intent, Slots } from '../command.ts';
import type { Draft } from '../draft.ts';
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
  ) => Slots | Draft | undefined;
}

export function isDraft(slots: Slots | Draft): slots is Draft {
  return 'kind' in slots;
}

import type { Intent } from '../command.ts';
import type { Draft, SaidSentence } from '../draft.ts';
import type { Asked } from './asked.ts';
import type { QuestionToken } from './tokens.ts';

/**
 * One thing that can be asked. A question is read by the frame that has a use for every word of it; of several, by the one
 * that needs the most of them.
 */
export interface QuestionFrame {
  readonly intent: Intent;
  /** Ways to ask it, between `|`: labels that must all be said, of `a/b` either. */
  readonly needs: string;
  /** What else may be said. Of names without a mark any place will do; what is denied is taken as `!…` alone. */
  readonly takes: string;
  /** Undefined: it is not what is asked after all. @throws Unclear */
  readonly slots: (asked: Asked) => SaidSentence | Draft | undefined;
}

/** A frame with its labels looked up. */
export interface Prepared {
  readonly frame: QuestionFrame;
  readonly needs: readonly (readonly (readonly string[])[])[];
  readonly takes: ReadonlySet<string>;
}

export function prepared(frame: QuestionFrame): Prepared {
  const ways = frame.needs.split(' | ');
  const needs = ways.map((way) => way.split(' ').map((either) => either.split('/')));
  const taken = [...frame.takes.split(/\s+/), ...ways.flatMap((way) => way.split(/[ /]/))];
  return { frame, needs, takes: new Set([...taken, 'noise']) };
}

export interface Fit {
  readonly frame: QuestionFrame;
  /** Words for which the frame has no use. */
  readonly leftovers: readonly QuestionToken[];
  /** How many words were needed: the more, the surer. */
  readonly needed: number;
}

/** All that the tokens of a question say, found out once. */
export interface Spoken {
  readonly tokens: readonly QuestionToken[];
  readonly said: ReadonlySet<string>;
  /** With what is denied, as if it were not. */
  readonly saidOrDenied: ReadonlySet<string>;
}

export function spokenIn(tokens: readonly QuestionToken[]): Spoken {
  const labels = tokens.flatMap((token) => [...token.labels]);
  const denied = labels.flatMap((label) => (label.startsWith('!') ? [label.slice(1)] : []));
  return { tokens, said: new Set(labels), saidOrDenied: new Set([...labels, ...denied]) };
}

/** How a frame takes some tokens; undefined where what it needs was not said. */
export function fitting(prepared_: Prepared, { tokens, said }: Spoken): Fit | undefined {
  return taken(prepared_, tokens, said);
}

/** The same where what is denied may be what it needs: for what is offered, never for what is answered. */
export function nearly(prepared_: Prepared, { tokens, saidOrDenied }: Spoken): Fit | undefined {
  return taken(prepared_, tokens, saidOrDenied);
}

function taken(
  { frame, needs, takes }: Prepared,
  tokens: readonly QuestionToken[],
  said: ReadonlySet<string>,
): Fit | undefined {
  let needed = 0;
  for (const way of needs) {
    if (way.length > needed && way.every((wanted) => wanted.some((label) => said.has(label)))) needed = way.length;
  }
  return needed === 0 ? undefined : { frame, needed, leftovers: tokens.filter((token) => !says(token, takes)) };
}

function says({ labels }: QuestionToken, wanted: ReadonlySet<string>): boolean {
  for (const label of labels) if (wanted.has(label)) return true;
  return false;
}

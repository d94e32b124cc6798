import type { Intent, Slots } from '../command.ts';
import type { Draft } from '../rules/draft.ts';
import type { Asked } from './asked.ts';
import type { Token } from './tokens.ts';

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
  readonly slots: (asked: Asked) => Slots | Draft | undefined;
}

/** A frame with its labels looked up. */
export interface Prepared {
  readonly frame: QuestionFrame;
  readonly needs: readonly (readonly ReadonlySet<string>[])[];
  readonly takes: ReadonlySet<string>;
}

export function prepared(frame: QuestionFrame): Prepared {
  const ways = frame.needs.split(' | ');
  const needs = ways.map((way) => way.split(' ').map((either) => new Set(either.split('/'))));
  const taken = [...frame.takes.split(/\s+/), ...ways.flatMap((way) => way.split(/[ /]/))];
  return { frame, needs, takes: new Set([...taken, 'noise']) };
}

export interface Fit {
  readonly frame: QuestionFrame;
  /** Words for which the frame has no use. */
  readonly leftovers: readonly Token[];
  /** How many words were needed: the more, the surer. */
  readonly needed: number;
}

/** How a frame takes some tokens; undefined where what it needs was not said. */
export function fitting({ frame, needs, takes }: Prepared, tokens: readonly Token[]): Fit | undefined {
  const needed = neededOf(needs, tokens, says);
  return needed === 0 ? undefined : { frame, needed, leftovers: tokens.filter((token) => !says(token, takes)) };
}

/** The same where what is denied may be what it needs: for what is offered, never for what is answered. */
export function nearly({ frame, needs, takes }: Prepared, tokens: readonly Token[]): Fit | undefined {
  const needed = neededOf(needs, tokens, (token, wanted) => says(token, wanted) || deniesAny(token, wanted));
  return needed === 0 ? undefined : { frame, needed, leftovers: tokens.filter((token) => !says(token, takes)) };
}

function neededOf(needs: Prepared['needs'], tokens: readonly Token[], says_: typeof says): number {
  const met = needs.filter((way) => way.every((wanted) => tokens.some((token) => says_(token, wanted))));
  return Math.max(0, ...met.map((way) => way.length));
}

function says({ labels }: Token, wanted: ReadonlySet<string>): boolean {
  for (const label of labels) if (wanted.has(label)) return true;
  return false;
}

function deniesAny({ labels }: Token, wanted: ReadonlySet<string>): boolean {
  for (const label of labels) if (label.startsWith('!') && wanted.has(label.slice(1))) return true;
  return false;
}

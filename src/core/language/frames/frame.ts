import type { Intent } from '../command.ts';
import { says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Names } from '../names/build-names.ts';
import type { Draft } from '../rules/draft.ts';
import type { Clause } from './clause.ts';
import type { Mark, Run, State } from './run.ts';

/** A place in a frame: which runs it takes, by what they are and by which mark. Their order says nothing. */
export interface Slot {
  readonly types: readonly Run['type'][];
  readonly marks: readonly Mark[];
  /** Where it says anything of service plans: which states it takes; absent means any. */
  readonly states?: readonly (State | undefined)[];
  /** What is given, and to whom: neither may be said in two stretches, or one could belong to the other's. */
  readonly side?: 'given' | 'target';
}

/** The runs of a clause by the slot that took them. */
export type Filled<Name extends string = string> = Readonly<Record<Name, readonly Run[]>>;

/** What an intent needs and which marks it can use up. */
export interface Frame<Name extends string = string> {
  readonly intent: Intent;
  /** Verbs that say it; each verb of the clause must be one of them. */
  readonly verbs: readonly Concept[];
  readonly slots: Readonly<Record<Name, Slot>>;
  /** Whether these runs are this intent at all; words alone decide, not what they name. */
  readonly fits: (filled: Filled<Name>, clause: Clause) => boolean;
  /** @throws Unclear where a name means several things or none */
  readonly make: (names: Names, filled: Filled<Name>, clause: Clause) => Draft;
}

/** For the table of frames, where the names of slots are many. */
export function frame<Name extends string>(made: Frame<Name>): Frame {
  return made as unknown as Frame;
}

/** Every way in which a frame uses up all runs of a clause. */
export function fillings(frame_: Frame, clause: Clause): readonly Filled[] {
  const sayable = clause.verbs.every((verb) => says(verb, ...frame_.verbs));
  if (!sayable) return [];
  const names = Object.keys(frame_.slots);
  const empty: Record<string, readonly Run[]> = Object.fromEntries(names.map((name) => [name, []]));
  let open: readonly { readonly filled: Filled; readonly sides: readonly Slot['side'][] }[] = [
    { filled: empty, sides: [] },
  ];
  for (const run of clause.runs) {
    open = open.flatMap(({ filled, sides }) =>
      names.flatMap((name) => {
        const slot = frame_.slots[name];
        if (slot === undefined || !takes(slot, run)) return [];
        return [{ filled: { ...filled, [name]: [...(filled[name] ?? []), run] }, sides: [...sides, slot.side] }];
      }),
    );
  }
  return open
    .filter(({ filled, sides }) => isUnbroken(sides) && frame_.fits(filled, clause))
    .map(({ filled }) => filled);
}

function takes({ types, marks, states }: Slot, run: Run): boolean {
  return (
    types.includes(run.type) &&
    marks.some((mark) => run.marks.has(mark)) &&
    (states === undefined || states.includes(run.state)) &&
    (!run.both || run.items.length === 2)
  );
}

/** "E3 to HR and EMS" and "E3 to HR without Yammer and to Marketing" leave open what goes to whom. */
function isUnbroken(sides: readonly Slot['side'][]): boolean {
  const plain = sides.filter((side) => side !== undefined);
  const turns = plain.filter((side, at) => at > 0 && side !== plain[at - 1]).length;
  const targets = sides.slice(sides.indexOf('target'), sides.lastIndexOf('target') + 1);
  return turns <= 1 && targets.every((side) => side === 'target' || side === 'given');
}

/** Whether any verb of the clause says one of these. */
export function saysAny(clause: Clause, ...concepts: readonly Concept[]): boolean {
  return clause.verbs.some((verb) => says(verb, ...concepts));
}

export function allMarked(runs: readonly Run[], ...marks: readonly Mark[]): boolean {
  return runs.every((run) => marks.some((mark) => run.marks.has(mark)));
}

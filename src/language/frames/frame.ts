import type { Intent } from '../command.ts';
import type { Draft } from '../draft.ts';
import { says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import type { Mark, NameRun } from './run.ts';

/** A place in a frame: which runs it takes, by what they are and by which mark. Their order says nothing. */
export interface Slot {
  readonly types: readonly NameRun['type'][];
  readonly marks: readonly Mark[];
  /** How many runs it needs, and takes at most. */
  readonly least?: number;
  readonly most?: number;
  /** Service plans must say beside them what is to become of them. */
  readonly stated?: true;
  /** What is given, and to whom: neither may be said in two stretches, or one could belong to the other's. */
  readonly side?: 'given' | 'target';
}

/** The runs of a clause by the slot that took them. */
export type Filled<Name extends string = string> = Readonly<Record<Name, readonly NameRun[]>>;

/** What an intent needs and which marks it can use up. */
export interface Frame<Name extends string = string> {
  readonly intent: Intent;
  /** Verbs that say it; each verb of the clause must be one of them. */
  readonly verbs: readonly Concept[];
  readonly slots: Readonly<Record<Name, Slot>>;
  /** "same" and "direct" mean this; elsewhere there is no use for them. */
  readonly flags?: readonly Concept[];
  /** Whether these runs are this intent at all; words alone decide, not what they name. */
  readonly fits: (filled: Filled<Name>, clause: Clause) => boolean;
  /** @throws Unclear where a name means several things or none */
  readonly make: (names: Names, filled: Filled<Name>, clause: Clause) => Draft;
}

/** For the table of frames, where the names of slots are many. */
export function frame<Name extends string>(made: Frame<Name>): TableFrame {
  const frame_ = made as unknown as Frame;
  return { ...frame_, slotList: Object.entries(frame_.slots) };
}

/** A frame in the table, its slots listed once. */
export type TableFrame = Frame & { readonly slotList: readonly (readonly [name: string, slot: Slot])[] };

/** Every way in which a frame uses up all runs of a clause. */
export function fillings(frame_: TableFrame, clause: Clause): readonly Filled[] {
  const flagged = FLAGS.every((flag) => !clause.flags.has(flag) || frame_.flags?.includes(flag));
  if (!flagged || !clause.verbs.every((verb) => says(verb, ...frame_.verbs))) return [];
  const slots = frame_.slotList;
  if (!clause.runs.every((run) => slots.some(([, slot]) => takes(slot, run)))) return [];
  let open: readonly Filling[] = [{ filled: Object.fromEntries(slots.map(([name]) => [name, []])), sides: [] }];
  for (const run of clause.runs) {
    open = open.flatMap(({ filled, sides }) =>
      slots.flatMap(([name, slot]) =>
        takes(slot, run) && (filled[name]?.length ?? 0) < (slot.most ?? clause.runs.length)
          ? [{ filled: { ...filled, [name]: [...(filled[name] ?? []), run] }, sides: [...sides, slot.side] }]
          : [],
      ),
    );
  }
  return open.flatMap(({ filled, sides }) => {
    const enough = slots.every(([name, { least = 0 }]) => least === 0 || (filled[name]?.length ?? 0) >= least);
    return enough && isUnbroken(sides) && frame_.fits(filled, clause) ? [filled] : [];
  });
}

const FLAGS = ['same', 'direct'] as const satisfies readonly Concept[];

interface Filling {
  readonly filled: Filled;
  readonly sides: readonly Slot['side'][];
}

function takes({ types, marks, stated }: Slot, run: NameRun): boolean {
  const says_ =
    stated !== true || run.state === 'off' || run.state === 'only' || hasMark(run, 'with', 'without', 'except');
  return types.includes(run.type) && hasMark(run, ...marks) && says_ && (!run.both || run.items.length === 2);
}

/** "E3 to HR and EMS" and "E3 to HR without Yammer and to Marketing" leave open what goes to whom. */
function isUnbroken(sides: readonly Slot['side'][]): boolean {
  const plain = sides.filter((side) => side !== undefined);
  const turns = plain.filter((side, at) => at > 0 && side !== plain[at - 1]).length;
  const targets = sides.slice(sides.indexOf('target'), sides.lastIndexOf('target') + 1);
  return turns <= 1 && targets.every((side) => side === 'target' || side === 'given');
}

/** Slots and verbs that several frames have. */
export const KEPT = { types: ['product', 'plan', 'group', 'user'], marks: ['kept'] } as const;
export const PEOPLE_LEFT_OUT = { types: ['user'], marks: ['except', 'without'] } as const;
export const GIVING = ['give', 'add', 'put', 'need', 'having', 'gave'] as const;
export const TAKING = ['take', 'took', 'lost', 'delete'] as const;
export const TURNING = ['enable', 'disable', 'enabled', 'disabled', 'turn'] as const;

/** Whether any verb of the clause says one of these. */
export function saysAny(clause: Clause, ...concepts: readonly Concept[]): boolean {
  return clause.verbs.some((verb) => says(verb, ...concepts));
}

export function hasMark(run: NameRun, ...marks: readonly Mark[]): boolean {
  return marks.some((mark) => run.marks.has(mark));
}

export function allMarked(runs: readonly NameRun[], ...marks: readonly Mark[]): boolean {
  return runs.every((run) => hasMark(run, ...marks));
}

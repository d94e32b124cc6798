import type { Item, NameItem } from '../items.ts';
import { isFact, type Mark, type NameRun, type NameType, type PlanState } from './run.ts';

/** The runs of a clause as they come. What cannot be bound to anything makes its function answer false. */
export interface RunList {
  /** False where it stands beside a name of its kind with nothing between them. */
  add(item: NameItem, type: NameType): boolean;
  /** "everyone", "everything": once in a clause. */
  addQuantity(type: 'everyone' | 'everything', of?: NameRun['of']): boolean;
  /** For the run that follows. */
  mark(marks: ReadonlySet<Mark>): boolean;
  join(by: 'and' | 'or' | 'break' | 'but'): void;
  /** "everything but E3", "everyone but Bob" take out; elsewhere "but" only sets against. */
  but(): void;
  /** "keep EMS" where it opens, and Dutch "EMS houden"; a word that `helps` another verb may keep nothing: "laat HR E3 hebben". */
  keep(opens: boolean, helps: boolean): void;
  /** A verb begins anew; one between two names of a kind may set them `apart`: "HR should mirror Sales". */
  act(apart?: boolean): void;
  /** A colon: "Interns: Visio". */
  topic(): void;
  arrow(forward: boolean): boolean;
  expectMembers(): void;
  both(): void;
  /** "everyone in A who is also in B". */
  extend(): void;
  /** "Bob zijn": like "Bob's". */
  own(): void;
  /** For the plans that follow: "turn off Yammer". */
  openState(to: PlanState, scope: 'next' | 'all'): true;
  /** For the plans before: "Yammer off"; a verb, as in "keep Yammer, disable Sway", `spares` what is kept. */
  closeState(to: PlanState, spares?: boolean): boolean;
  /** "…, Bob excluded", and "op Bob na". */
  leaveOut(): boolean;
  /** "Teams only". */
  restrictLast(): boolean;
  endsIn(...types: readonly NameType[]): boolean;
  all(): readonly NameRun[];
  /** Joined by "or" where one of them has to be chosen. */
  loose(): readonly Item[];
  /** Something was to follow: "to HR and". */
  dangles(): boolean;
}

const BARE: ReadonlySet<Mark> = new Set(['bare']);

/** What is kept is no part of what is turned on or off. */
const KEPT = { marks: new Set<Mark>(['kept']), state: undefined } as const;

interface Pending {
  readonly runs: NameRun[];
  readonly loose: Item[];
  marks: ReadonlySet<Mark> | undefined;
  glue: 'none' | 'and' | 'or' | 'break' | 'but';
  opened: { readonly to: PlanState; readonly scope: 'next' | 'all' } | undefined;
  keeping: boolean;
  /** "keep" was said, and nothing yet of what. */
  keepsNothing: boolean;
  members: boolean;
  bothNext: boolean;
  quantity: boolean;
  /** The last run's state stood behind it: what follows is another run. */
  sealed: boolean;
  apart: boolean;
  extending: boolean;
  /** "and/or" was said. */
  eitherOrBoth: boolean;
}

function nothingYet(): Pending {
  return {
    runs: [],
    loose: [],
    marks: undefined,
    glue: 'none',
    opened: undefined,
    keeping: false,
    keepsNothing: false,
    members: false,
    bothNext: false,
    quantity: false,
    sealed: false,
    apart: false,
    extending: false,
    eitherOrBoth: false,
  };
}

export function runList(): RunList {
  const it = nothingYet();
  const last = () => it.runs.at(-1);
  return {
    add: (item, type) => add(it, item, type),
    addQuantity(type, of) {
      const first = !it.quantity;
      it.quantity = true;
      push(it, { type, items: [], of });
      return first;
    },
    mark(marks) {
      // "except for", "to everyone in Marketing": the first word counts.
      if (it.marks !== undefined && (it.marks.has('except') || it.members)) return true;
      const free = it.marks === undefined;
      it.marks = marks;
      return free;
    },
    join(by) {
      // "Sway dan en Yammer": what is set apart is not joined again.
      if (it.glue === 'and' && by === 'or') it.eitherOrBoth = true;
      if (it.glue === 'none' || (it.glue !== 'but' && by !== 'break')) it.glue = by;
    },
    but() {
      const inside = last()?.type === 'product' && it.runs.at(-2)?.type === 'everything' && last()?.marks.has('in');
      const all = inside || last()?.type === 'everything' || last()?.type === 'everyone' || last()?.members === true;
      if (all) it.marks = new Set(['except']);
      else it.glue = 'but';
      it.keeping = false;
    },
    keep(opens, helps) {
      const run = last();
      const closes = !opens && isFact(run?.type) && run?.marks.has('bare') === true && run.state === undefined;
      if (closes) alter(it, { marks: new Set(['kept']) });
      it.keeping = !closes;
      // "Yammer uit laten": what is left so is said.
      it.keepsNothing = !closes && !helps && (run?.type !== 'plan' || run.state === undefined);
    },
    act(apart = false) {
      Object.assign(it, { keeping: false, members: false, opened: undefined });
      if (it.runs.length === 0) it.glue = 'none';
      // A verb between them sets apart what is marked: "instead of E1 give E3".
      it.apart = apart || last()?.marks.has('bare') === false;
    },
    topic() {
      if (it.runs.length === 1 && last()?.marks.has('bare')) alter(it, { marks: new Set(['topic']) });
      it.glue = 'break';
    },
    arrow(forward) {
      if (last() === undefined || it.marks !== undefined) return false;
      if (last()?.marks.has('bare')) alter(it, { marks: new Set([forward ? 'tail' : 'head']) });
      it.marks = new Set([forward ? 'head' : 'tail']);
      return true;
    },
    expectMembers() {
      it.members = true;
    },
    both: () => both(it),
    extend() {
      it.extending = last()?.members === true;
    },
    own: () => alter(it, { possessive: true }),
    openState(to, scope) {
      Object.assign(it, { opened: { to, scope }, keeping: false, keepsNothing: it.keepsNothing && to !== 'only' });
      return true;
    },
    closeState: (to, spares = false) => closeState(it, to, spares),
    leaveOut: () => leaveOut(it),
    restrictLast() {
      const run = last();
      if (run?.type !== 'plan' || run.state !== undefined || run.marks.has('without')) return false;
      it.sealed = true;
      alter(it, { state: 'only' });
      return true;
    },
    endsIn: (...types) => types.some((type) => last()?.type === type),
    all: () => it.runs,
    loose: () => it.loose,
    dangles: () =>
      it.bothNext ||
      it.keepsNothing ||
      it.marks !== undefined ||
      it.glue === 'and' ||
      it.glue === 'or' ||
      it.glue === 'but',
  };
}

function add(it: Pending, item: NameItem, type: NameType): boolean {
  const last = it.runs.at(-1);
  // "keep EMS"; and whom it is kept for, where somebody else was named before.
  const keptFor =
    it.marks !== undefined &&
    last?.marks.has('kept') === true &&
    it.runs.some((run) => run.type === type && !run.marks.has('kept'));
  // "keep only Teams on in E3": E3 is where.
  const where = type === 'product' && (it.marks?.has('in') === true || it.marks?.has('of') === true);
  const kept = it.keeping && (isFact(type) || keptFor) && !where;
  if (kept) it.keepsNothing = false;
  if (last !== undefined && goesOn(it, last, type, kept)) {
    // "without Sway or Yammer" leaves out both; "and/or" leaves it open.
    if (it.glue === 'or' && (!isLeftOut(last) || it.eitherOrBoth)) it.loose.push(item);
    alter(it, { items: [...last.items, item], possessive: item.possessive, both: last.both || it.extending });
    Object.assign(it, { glue: 'none', marks: undefined, extending: false });
    return true;
  }
  const beside =
    last !== undefined &&
    it.marks === undefined &&
    it.glue === 'none' &&
    last.type === type &&
    !it.apart &&
    !last.marks.has('instead');
  if (it.glue === 'or' || (last === undefined && it.glue === 'and')) it.loose.push(item);
  if (!kept) it.keeping = false;
  push(it, { type, items: [item], possessive: item.possessive, ...(kept ? KEPT : {}) });
  return !beside;
}

/** Whether a name belongs to the run before it. */
function goesOn(
  { marks, glue, opened, sealed, extending }: Pending,
  last: NameRun,
  type: NameType,
  kept: boolean,
): boolean {
  // "both in A and in B", "everyone in A who is also in B".
  const second = last.type === type && last.items.length === 1 && marks?.has('in') === true;
  if (second && ((last.both && glue === 'and') || (last.members && extending))) return true;
  const joined = marks === undefined && glue !== 'none' && glue !== 'but';
  const otherState = type === 'plan' && opened !== undefined && last.state !== opened.to;
  return joined && last.type === type && last.marks.has('kept') === kept && !sealed && !otherState;
}

function both(it: Pending): void {
  const run = it.runs.at(-1);
  if (run?.items.length !== 2 || it.marks !== undefined) {
    it.bothNext = true;
    return;
  }
  alter(it, { both: true });
  it.loose.splice(0, it.loose.length, ...it.loose.filter((item) => item !== run.items[1]));
}

function push(it: Pending, run: Pick<NameRun, 'type' | 'items'> & Partial<NameRun>): void {
  // "without just Sway" leaves out Sway, and nothing is said of the rest.
  const justWithout = it.opened?.to === 'only' && it.marks?.has('without') === true;
  const state = run.type === 'plan' && !justWithout ? it.opened?.to : undefined;
  if ((state !== undefined || justWithout) && it.opened?.scope === 'next') it.opened = undefined;
  const marks = it.marks ?? BARE;
  it.runs.push({ marks, state, members: it.members, both: it.bothNext, possessive: false, ...run });
  Object.assign(it, { marks: undefined, glue: 'none', members: false, bothNext: false, sealed: false, apart: false });
}

/** Changes the last run, or the one at a place. */
function alter({ runs }: Pending, more: Partial<NameRun>, at = runs.length - 1): void {
  const run = runs[at];
  if (run !== undefined) runs[at] = { ...run, ...more };
}

function closeState(it: Pending, to: PlanState, spares: boolean): boolean {
  const at = it.runs.findLastIndex(
    (run) => (run.type === 'plan' && !run.marks.has('except')) || run.type === 'everything',
  );
  const run = it.runs[at];
  it.keeping = false;
  // "only Teams should be on".
  if (run?.state === 'only' && to === 'on') return true;
  // "turn only Sway off": that goes, and nothing is said of the rest.
  if (run?.state === 'only' && to === 'off' && !it.sealed) {
    alter(it, { state: 'off' }, at);
    return true;
  }
  if (run === undefined || run.state !== undefined || run.marks.has('without')) return false;
  if (run.marks.has('kept') && spares) return false;
  // "leave Teams on" keeps it, and changes nothing.
  if (run.marks.has('kept') && to === 'on') return true;
  it.sealed = at === it.runs.length - 1;
  alter(it, { state: to, marks: run.marks.has('kept') ? BARE : run.marks }, at);
  return true;
}

function leaveOut(it: Pending): boolean {
  const run = it.runs.at(-1);
  const apart =
    run !== undefined && run.type !== 'group' && it.runs.length > 1 && (run.marks.has('bare') || run.marks.has('onto'));
  if (apart) alter(it, { marks: new Set(['except']) });
  return apart;
}

function isLeftOut({ marks }: NameRun): boolean {
  return marks.has('without') || marks.has('except');
}

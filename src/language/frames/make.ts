import type { ProductSlot, Slots } from '../command.ts';
import { ask, type SaidSentence } from '../draft.ts';
import type { NameItem } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import {
  type GroupRef,
  groupName,
  hasPlan,
  once,
  plansForGroups,
  plansIn,
  refsOf,
  type SkuRef,
  skuName,
  theOne,
  Unclear,
  type UserRef,
  userName,
} from '../names/resolve.ts';
import type { Clause } from './clause.ts';
import { timesOf } from './moments.ts';
import type { NameRun } from './run.ts';

export function namesOfRuns(runs: readonly NameRun[]) {
  return runs.flatMap((run) => run.items);
}

export function groupRefs(runs: readonly NameRun[]): GroupRef[] {
  return once(namesOfRuns(runs).map((item) => theOne(item, 'group')));
}

/** People; of several who fit, the one who is a member of a group in the sentence. */
export function userRefs(names: Names, runs: readonly NameRun[], groups: readonly GroupRef[] = []): UserRef[] {
  const isMember = (user: UserRef) => groups.some((group) => names.source.isMember(group.index, user.index));
  return once(namesOfRuns(runs).map((item) => theOne(item, 'user', groups.length > 0 ? isMember : undefined)));
}

/** Products; of several that fit, the one that a group in the sentence has, where something is taken or altered. */
export function skusOf(runs: readonly NameRun[], decide?: (sku: SkuRef) => boolean): number[] {
  return [...new Set(namesOfRuns(runs).map((item) => theOne(item, 'sku', decide).index))];
}

export function heldBy(names: Names, groups: readonly GroupRef[]): (sku: SkuRef) => boolean {
  const held = groups.flatMap((group) => names.source.assignedSkuIds(group.index));
  return ({ index }) => held.includes(names.source.skus[index]?.skuId ?? '');
}

/** Whom a change is for. */
export interface ChangeTargets {
  readonly slots: Pick<Slots, 'groups' | 'users'>;
  readonly groups: readonly GroupRef[];
  readonly users: readonly UserRef[];
}

/** Groups or people, never both; somebody "in" a group is that member. */
export function changeTargets(names: Names, runs: readonly NameRun[]): ChangeTargets {
  const groups = groupRefs(runs.filter((run) => run.type === 'group'));
  const people = runs.filter((run) => run.type === 'user');
  if (people.length === 0) return { slots: { groups: groups.map((ref) => groupName(names, ref)) }, groups, users: [] };
  const users = userRefs(names, people, groups);
  const outside = users.find(
    (user) => groups.length > 0 && !groups.some((group) => names.source.isMember(group.index, user.index)),
  );
  if (outside !== undefined) throw new Unclear(ask('whichUser', { words: userName(names, outside) }));
  return { slots: { users: users.map((ref) => userName(names, ref)) }, groups: [], users };
}

/**
 * The group beside people that says nothing new: "remove E3 from Bob in Staff", where there is one Bob. It may be where to
 * take him out of.
 */
export function idleGroup(runs: readonly NameRun[]): NameItem | undefined {
  const people = namesOfRuns(runs.filter((run) => run.type === 'user'));
  const decides = people.some((item) => refsOf(item, 'user').length > 1);
  return people.length === 0 || decides ? undefined : namesOfRuns(runs.filter((run) => run.type === 'group'))[0];
}

/** Groups alone, people alone, or people followed by the group that they are in. */
export function areTargets(runs: readonly NameRun[]): boolean {
  const [first, ...others] = runs;
  if (first === undefined) return false;
  if (first.type === 'user' && others.some((run) => run.type === 'group'))
    return others.every((run) => run.type === 'group' && (run.marks.has('in') || run.marks.has('of')));
  return others.every((run) => run.type === first.type && [...run.marks].some((mark) => first.marks.has(mark)));
}

export function isOff(run: NameRun): boolean {
  return run.state === 'off' || run.marks.has('without') || run.marks.has('except');
}

/**
 * An exclusion belongs to the products that have the plan: of those named since the exclusion before it, else of all named before
 * it, else of any. "E1 without Sway and E3 for Sales without Yammer" leaves open whether E1 is meant too.
 */
export function productsToSlots(
  names: Names,
  products: readonly NameRun[],
  plans: readonly NameRun[],
  targets: readonly NameRun[],
): ProductSlot[] {
  const open = namesOfRuns(products).map((item) => ({
    at: item.start,
    index: theOne(item, 'sku').index,
    off: [] as string[],
    only: [] as string[],
    on: [] as string[],
  }));
  if (new Set(open.map((product) => product.index)).size < open.length) throw new Unclear(ask('unclear'));
  let last = -1;
  for (const run of plans) {
    const start = run.items[0]?.start ?? 0;
    for (const item of run.items) {
      const having = open.filter((product) => hasPlan(names, item, product.index));
      const before = having.filter((product) => product.at < item.start);
      const since = before.filter((product) => product.at > last);
      const owners = [since, before, having].find((some) => some.length > 0) ?? [];
      const apart = namesOfRuns(targets).some((it) => it.start < start && it.start > (owners.at(-1)?.at ?? start));
      if (apart && owners.length < before.length) throw new Unclear(ask('unclear'));
      if (owners.length === 0) throw new Unclear(ask('planOfNone', { words: item.text }));
      for (const owner of owners) {
        const found = plansIn(names, item, [owner.index]);
        if (run.state === 'only') owner.only.push(...found);
        else if (isOff(run)) owner.off.push(...found);
        else owner.on.push(...found);
      }
    }
    last = start;
  }
  return open.map(({ index, off, only, on }) => {
    // "E3 with Teams and without Teams".
    const contradicts = off.some((plan) => on.includes(plan));
    if (contradicts || (off.length > 0 && only.length > 0)) throw new Unclear(ask('unclear'));
    return {
      sku: skuName(names, index),
      ...(off.length === 0 ? {} : { off: [...new Set(off)] }),
      ...(only.length === 0 ? {} : { only: [...new Set(only)] }),
    };
  });
}

/** The service plans of runs: those of a product, else of the targets' own products. */
export function planNames(
  names: Names,
  runs: readonly NameRun[],
  sku: number | undefined,
  groups: readonly GroupRef[],
): string[] {
  const found = namesOfRuns(runs).flatMap((item) => {
    if (sku === undefined) return plansForGroups(names, item, groups);
    const plans = plansIn(names, item, [sku]);
    if (plans.length === 0) throw new Unclear(ask('planOfNone', { words: item.text }));
    return plans;
  });
  return [...new Set(found)];
}

/** Of a frame without a time, a time that was said is not understood. */
export function refuseTimes({ moments, flags }: Clause): void {
  if (moments.length > 0 || flags.has('forever') || flags.has('temporary')) throw new Unclear(ask('unclear'));
}

/** The times of a clause as slots. */
export function times({ moments, flags }: Clause): SaidSentence {
  const slots = timesOf(moments, flags.has('forever'));
  if (slots === undefined) throw new Unclear(ask('twoDates'));
  // "E1 now and E3 from March".
  if (flags.has('now') && slots.start !== undefined) throw new Unclear(ask('twoDates'));
  if (flags.has('temporary') && slots.until === undefined && slots.duration === undefined)
    throw new Unclear(ask('untilWhen'));
  return slots;
}

/** What is kept must not be what is changed. */
export function refuseKept(kept: readonly NameRun[], changed: readonly NameRun[]): void {
  const words = new Set(namesOfRuns(changed).map((item) => JSON.stringify(item.refs)));
  const both = namesOfRuns(kept).find((item) => words.has(JSON.stringify(item.refs)));
  if (both !== undefined) throw new Unclear(ask('attach', { words: both.text, refs: both.refs, place: both }));
}

import { ask, type Command, command, type Draft } from '../draft.ts';
import { type NameItem, type Ref, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { refsOf, slotsOf } from '../names/resolve.ts';
import type { Clause } from './clause.ts';
import { hasMark } from './frame.ts';
import { isOff } from './make.ts';
import { moved } from './not-by-group.ts';
import type { NameRun } from './run.ts';

/** What a clause lacks that no frame takes: asked for, with what could stand there where that is known. */
export function missing(names: Names, { runs, verbs, flags }: Clause): Draft {
  const attached = runs.find((run, at) => isTarget(run) && at > 0 && isLeavingOut(runs[at - 1]));
  const [item] = attached?.items ?? [];
  if (item !== undefined) return ask('attach', { words: item.text, refs: item.refs, place: item });
  const [verb] = verbs;
  const products = runs.filter((run) => run.type === 'product');
  const facts = runs.filter((run) => run.type === 'product' || run.type === 'plan');
  const targets = runs.filter(isTarget);
  const takes = says(verb, 'take', 'took', 'kick', 'lost');
  const gives = says(verb, 'give', 'gave', 'need', 'having', 'enable', 'add');
  const [person, ...others] = runs.filter((run) => run.type === 'user').flatMap((run) => run.items);
  const goals = runs.filter((run) => run.type === 'group');
  const open = person === undefined || !says(verb, 'move') ? [] : refsOf(person, 'user');
  if (person !== undefined && open.length > 1)
    return ask('whichOne', {
      words: person.text,
      refs: open,
      place: person,
      readings: open.slice(0, PEOPLE_OFFERED).flatMap((ref) => movesOf(names, { ...person, refs: [ref] }, goals)),
    });
  if (person !== undefined && others.length === 0 && says(verb, 'move') && goals.every((run) => hasMark(run, 'to')))
    return ask('fromWhere', { readings: movesOf(names, person, goals) });
  if (products.length > 1 && (flags.has('must') || says(verb, 'swap', 'substitute', 'upgrade', 'move')))
    return ask('between');
  if (facts.length > 0 && targets.length === 0 && runs.every((run) => run.type !== 'everyone'))
    return ask(takes ? 'fromWhere' : 'whichTarget');
  if (products.length === 0 && targets.some((run) => run.type === 'group') && gives && verb !== undefined) {
    const offers = names.source.skus.map((_, index): Ref => ({ kind: 'sku', index }));
    return ask('whichProduct', { place: { start: verb.end, end: verb.end }, offers });
  }
  if (facts.length === 0 && takes) return ask('removeWhat', ambiguous(targets));
  return ask('unclear');
}

/** "move Bob to Interns": from each group that he is in, or to it as well. */
function movesOf(names: Names, person: NameItem, goals: readonly NameRun[]): readonly Command[] {
  const [goal, ...more] = goals.flatMap((run) => run.items).flatMap((item) => refsOf(item, 'group'));
  const [user, ...others] = refsOf(person, 'user');
  if (goal === undefined || user === undefined || more.length + others.length > 0) return [];
  const { source } = names;
  const from: { readonly index: number }[] = [];
  for (let index = 0; index < source.groupCount && from.length < MOVES_OFFERED; index++) {
    if (index !== goal.index && source.isMember(index, user.index)) from.push({ index });
  }
  const moves = from.map((group) => moved(names, [user], group, goal));
  return [...moves, command('add_member', slotsOf(names, { groups: [goal], users: [user] }))];
}

const MOVES_OFFERED = 2;
/** A question offers six readings; each looks through all groups. */
const PEOPLE_OFFERED = 3;

function ambiguous(runs: readonly NameRun[]) {
  const items = runs.flatMap((run) => run.items);
  const words = items.map((item) => item.text).join(', ');
  const open = items.find((item) => item.refs.length > 1);
  return open === undefined ? { words } : { words, refs: open.refs, place: open };
}

function isTarget(run: NameRun): boolean {
  return run.type === 'group' || run.type === 'user';
}

function isLeavingOut(run: NameRun | undefined): boolean {
  return run?.type === 'plan' && isOff(run);
}

import { ask, type Command, type Draft } from '../draft.ts';
import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import { isPlainWord } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { orAsked } from '../names/resolve.ts';
import { type Clause, readClause } from './clause.ts';
import { EXCHANGE_FRAMES } from './exchanges.ts';
import { fillings, hasMark, TURNING } from './frame.ts';
import { LICENSE_FRAMES } from './licenses.ts';
import { MEMBER_FRAMES } from './members.ts';
import { missing } from './missing.ts';
import type { ClauseOptions } from './open-clause.ts';
import { PLAN_FRAMES } from './plans.ts';
import { type NameRun, typesOf } from './run.ts';
import { type Typing, typings } from './typings.ts';

export interface FrameOptions {
  /** Forms that tell ("leaves", "assigned") count as verbs: after "what if". */
  readonly telling?: boolean;
  /** What "them", "her" and "it" stand for. */
  readonly antecedents?: readonly NameItem[];
  /** Reads a half that changes no license: "and then reprocess HR". */
  readonly readRequest?: (items: readonly Item[], antecedents: readonly NameItem[]) => Draft | undefined;
}

export function clauseOptions({ types }: Typing, { telling = false, antecedents = [] }: FrameOptions): ClauseOptions {
  return { typeOf: (item) => types.get(item) ?? 'group', telling, antecedents };
}

interface Candidate {
  readonly draft: Draft;
  readonly cost: number;
  /** A verb says that something is turned on: that is a service. */
  readonly turns: boolean;
}

/** Reads items as one change. */
export function readOne(names: Names, items: readonly Item[], options: FrameOptions): Draft {
  const known = [...items, ...(options.antecedents ?? [])];
  const taken = typings(known);
  if ('kind' in taken) return taken;
  const candidates: Candidate[] = [];
  let problem: Draft | undefined;
  for (const typing of taken) {
    const clause = readClause(items, clauseOptions(typing, options));
    const refusal = refuse(clause);
    const found = refusal === undefined ? drafts(names, clause) : [];
    if (found.length === 0) problem ??= refusal ?? missing(names, clause);
    const turns = clause.verbs.some((verb) => says(verb, 'enable', 'turn', 'enabled'));
    candidates.push(...found.map((draft) => ({ draft, cost: typing.cost, turns })));
  }
  const settled = byWhatGroupsHave(names, candidates);
  const least = Math.min(...settled.map(({ cost }) => cost));
  const cheapest = settled.filter(({ cost }) => cost === least);
  const [first, ...others] = distinct(cheapest);
  if (first === undefined) return problem ?? ask('unclear');
  const product = cheapest.find(
    ({ draft, turns }) => !turns && draft.kind === 'question' && draft.question.kind === 'whichOne',
  );
  // "assign Dynamics 365 Customer Insights": one of several products, and a service.
  if (product !== undefined && turnsOn(first)) return productOrPlan(items, commandsOf([first]));
  return others.length === 0 ? first : productOrPlan(items, commandsOf([first, ...others]));
}

function turnsOn(draft: Draft): boolean {
  return draft.kind === 'command' && draft.intent === 'set_plans' && draft.slots.on !== undefined;
}

/** "remove Teams from Sales": the product or the service, whichever Sales has. */
function byWhatGroupsHave(names: Names, candidates: readonly Candidate[]): readonly Candidate[] {
  const of = (intent: string) =>
    candidates.find(
      ({ draft }) => draft.kind === 'command' && draft.intent === intent && draft.slots.groups !== undefined,
    );
  const [product, plan] = [of('remove_license'), of('set_plans')];
  if (product?.draft.kind !== 'command' || plan?.draft.kind !== 'command') return candidates;
  const groups = (plan.draft.slots.ids?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
  const held = groups.flatMap((group) => names.source.assignedSkuIds(group.index));
  const plans = names.source.skus.filter((sku) => held.includes(sku.skuId)).flatMap((sku) => sku.servicePlans);
  const { off } = plan.draft.slots;
  const hasProduct = product.draft.slots.ids?.skus?.some((skuId) => held.includes(skuId)) ?? false;
  const hasPlan = plans.some(({ servicePlanName }) => Array.isArray(off) && off.includes(servicePlanName));
  if (hasProduct === hasPlan) return candidates;
  if (hasProduct) return [product];
  return product.cost < plan.cost ? [product, { ...plan, cost: product.cost }] : [plan];
}

/** Several readings of one clause: where a name is of a product and of a service, that is the question. */
function productOrPlan(items: readonly Item[], readings: readonly Command[]): Draft {
  const item = items.find(
    (it) => it.kind === 'name' && typesOf(it).includes('product') && typesOf(it).includes('plan'),
  );
  if (item?.kind !== 'name') return ask('unclear', { readings });
  const refs = item.refs.filter((ref) => ref.kind === 'sku' || ref.kind === 'plan');
  return ask('whichOne', { words: item.text, refs, place: item, readings });
}

export function commandsOf(all: readonly Draft[]): readonly Command[] {
  return all.filter((draft) => draft.kind === 'command');
}

/** Each command once, else the first question. */
function distinct(candidates: readonly Candidate[]): readonly Draft[] {
  const commands = commandsOf(candidates.map(({ draft }) => draft));
  if (commands.length < 2) return commands.length > 0 ? commands : candidates.slice(0, 1).map(({ draft }) => draft);
  return [...new Map(commands.map((draft) => [JSON.stringify(draft), draft])).values()];
}

/** What can be changed: each intent with what it needs. */
const FRAMES = [...LICENSE_FRAMES, ...PLAN_FRAMES, ...EXCHANGE_FRAMES, ...MEMBER_FRAMES];

function drafts(names: Names, clause: Clause): readonly Draft[] {
  return FRAMES.flatMap((frame) =>
    fillings(frame, clause).map((filled) => {
      return orAsked(() => frame.make(names, filled, clause));
    }),
  );
}

/** "should lose E3 and get E1", "has E3 and gets Visio": verbs that say different things, each with something of its own. */
function isContrary({ runs, verbs, spoken, told, flags }: Clause): boolean {
  // "HR has E3 and must keep Visio" asks for nothing.
  if (flags.has('must') && verbs.length > 0 && verbs.every((verb) => told.includes(verb))) return true;
  const facts = runs.filter(
    (run) =>
      (run.type === 'product' || run.type === 'plan') &&
      run.state === undefined &&
      !hasMark(run, 'kept', 'with', 'without', 'except', 'instead'),
  );
  const startsOf = (some: readonly NameRun[]) => some.flatMap(({ items }) => items.map(({ start }) => start));
  // "Bob is in Marketing and must leave Interns".
  const places = startsOf(runs.filter((run) => run.type === 'group' && hasMark(run, 'in', 'from', 'bare')));
  const kinds = [startsOf(facts), places];
  const opposed = (one: WordItem, other: WordItem) =>
    told.includes(one) !== told.includes(other) ||
    (says(one, 'take', 'took', 'lost', 'kick', 'disable') && says(other, 'give', 'gave', 'need', 'having', 'enable'));
  // "Marketing with E1 needs E3": who has the one is to have the other.
  const straddles = runs.some(
    ({ type, marks, items }) =>
      type === 'product' &&
      marks.has('with') &&
      spoken.some(({ start }) => items.some((it) => it.start < start) && items.some((it) => it.start > start)),
  );
  return (
    straddles ||
    spoken.some((one) =>
      spoken.some((other) => {
        const [from, to] = [Math.min(one.start, other.start), Math.max(one.start, other.start)];
        const parted = kinds.some((starts) => {
          const between = starts.filter((start) => start > from && start < to).length;
          return between > 0 && between < starts.length;
        });
        return one !== other && parted && opposed(one, other);
      }),
    )
  );
}

/** What has to be asked, whatever the frames would make of the clause. */
function refuse(clause: Clause): Draft | undefined {
  const { leftovers, verbs, moments } = clause;
  if (isContrary(clause)) return ask('unclear');
  const denial = leftovers.find((item) => says(item, 'not'));
  if (denial !== undefined) return ask('negation');
  const past = leftovers.find((item) => item.kind === 'time' && item.span === 'past');
  if (past !== undefined) return ask('past', { words: past.text });
  const again = moments.find((moment) => moment.span === 'recurring');
  if (again !== undefined) return ask('recurring', { words: again.text });
  // A word that is known, and does not belong here, is not the one that is not understood.
  const left = leftovers.find((item) => item.kind === 'unknown' && !isPlainWord(item.text)) ?? leftovers[0];
  if (left?.kind === 'unknown' && !isPlainWord(left.text)) {
    return ask('notFound', { words: left.text, refs: left.near, place: left, spellings: left.spellings });
  }
  if (left?.kind === 'name') return ask('attach', { words: left.text, refs: left.refs, place: left });
  if (left !== undefined) return ask('unclear');
  // "give Sales E3 and turn off Sway until Friday": until when they have E3 is not said.
  const [gives, ...then] = verbs;
  const turns = says(gives, 'give', 'add', 'need') ? then.find((verb) => says(verb, ...TURNING, 'put')) : undefined;
  if (turns !== undefined && moments.some(({ start }) => start > turns.start)) return ask('twoDates');
  const acting = verbs.filter((verb) =>
    says(verb, 'give', 'add', 'put', 'take', 'kick', 'move', 'copy', 'swap', 'substitute'),
  );
  return acting.length > 1 ? ask('unclear') : undefined;
}

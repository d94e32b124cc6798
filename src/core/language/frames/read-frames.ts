import { type Item, type NameItem, type Ref, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { isPlainWord } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { ask, type Command, command, type Draft } from '../rules/draft.ts';
import { groupName, groupsGiving, hasPlan, Unclear } from '../rules/resolve.ts';
import { type Clause, readClause } from './clause.ts';
import { fillings, hasMark } from './frame.ts';
import { LICENSE_FRAMES } from './licenses.ts';
import { asTaken, corrected, meantSo, withoutStrangers, withoutTime } from './likely.ts';
import { MEMBER_FRAMES } from './members.ts';
import { missing } from './missing.ts';
import { ASKING, type ClauseOptions, TELLING } from './open-clause.ts';
import { type NameType, typesOf } from './run.ts';

export interface FrameOptions {
  /** Forms that tell ("leaves", "assigned") count as verbs: after "what if". */
  readonly telling?: boolean;
  /** What "them", "her" and "it" stand for. */
  readonly antecedents?: readonly NameItem[];
  /** Reads a half that changes no license: "and then reprocess HR". */
  readonly readRequest?: (items: readonly Item[], antecedents: readonly NameItem[]) => Draft | undefined;
}

/**
 * Reads items as a change: the one reading that uses up every word, or several of them one after another where no single
 * one does. Whatever is left over, or could be read in two ways, is a question.
 */
export function readFrames(names: Names, items: readonly Item[], options: FrameOptions = {}): Draft {
  const draft = readAll(names, items, options);
  if (draft.kind === 'command' || draft.question.readings !== undefined) return draft;
  const holders = forHolders(names, items, draft, options);
  const readings = holders.length > 0 ? holders : likely(names, items, options);
  return readings.length === 0 ? draft : { ...draft, question: { ...draft.question, readings } };
}

function readAll(names: Names, items: readonly Item[], options: FrameOptions): Draft {
  const whole = readOne(names, items, options);
  const parts = readSeveral(names, items, options, whole.kind === 'question');
  if (whole.kind === 'question') {
    if (parts !== undefined) return parts;
    const too = withAlso(items);
    const added = too.length === 0 ? whole : readOne(names, too, options);
    return added.kind === 'command' ? added : whole;
  }
  return parts === undefined || same(parts, whole) ? whole : ask('unclear', { readings: commandsOf([whole, parts]) });
}

/** How many groups are offered where none is named. */
const HOLDERS_OFFERED = 5;

/** "turn Sway off", "remove E3": for each of the groups that have it. */
function forHolders(names: Names, items: readonly Item[], draft: Draft, options: FrameOptions): readonly Command[] {
  if (draft.kind === 'command' || !/^(?:whichTarget|fromWhere)$/.test(draft.question.kind)) return [];
  const facts = items.filter((item) => item.kind === 'name');
  const skus = names.source.skus.flatMap((_, index) =>
    facts.some(
      (item) => item.refs.some((ref) => ref.kind === 'sku' && ref.index === index) || hasPlan(names, item, index),
    )
      ? [index]
      : [],
  );
  const read = groupsGiving(names, skus)
    .slice(0, HOLDERS_OFFERED)
    .map((group) => readAll(names, [...items, TO, nameAt(items, groupName(names, group), group)], options));
  return commandsOf(read).filter(({ intent }) => intent !== 'assign_license');
}

/** What would be meant without the words for which there is no use: never done, only offered. */
function likely(names: Names, items: readonly Item[], options: FrameOptions): readonly Command[] {
  const [typing] = [typings(items)].flatMap((all) => ('kind' in all ? [] : all));
  if (typing === undefined) return [];
  const { leftovers } = readClause(items, clauseOptions(typing, options));
  const tells = leftovers.some((item) => says(item, ...TELLING));
  const isProduct = (item: Item | undefined) => item?.kind === 'name' && typing.types.get(item) === 'product';
  const isAlike = (one: NameItem, other: NameItem) => typing.types.get(one) === typing.types.get(other);
  const instead = corrected(items, isAlike);
  const taken = asTaken(items, isProduct);
  const [known, ...guesses] = withoutStrangers(items, leftovers);
  const read = (meant: readonly Item[]) => readAll(names, meant, options);
  const plain = known === undefined ? [] : [read(known)];
  const tried = [
    ...[instead, taken, withoutTime(items), ...meantSo(items)].filter((meant) => meant.length > 0).map(read),
    ...(tells ? [readAll(names, items, { ...options, telling: true })] : []),
    ...(plain.some((draft) => draft.kind === 'command') ? plain : guesses.map(read)),
  ];
  return commandsOf([...new Map(tried.map((draft) => [JSON.stringify(draft), draft])).values()]);
}

function clauseOptions({ types }: Typing, { telling = false, antecedents = [] }: FrameOptions): ClauseOptions {
  return { typeOf: (item) => types.get(item) ?? 'group', telling, antecedents };
}

/** How many ways of taking its names are tried for one clause. */
const TYPINGS_TRIED = 32;

interface Typing {
  readonly types: ReadonlyMap<NameItem, NameType>;
  /** How often a plan was preferred to the product of the same name. */
  readonly cost: number;
}

function typings(items: readonly Item[]): readonly Typing[] | Draft {
  let all: readonly Typing[] = [{ types: new Map(), cost: 0 }];
  for (const item of items) {
    if (item.kind !== 'name') continue;
    const types = typesOf(item);
    if (types.length === 0) return ask('notOwned', { words: item.text, refs: item.refs, place: item });
    all = all.flatMap(({ types: known, cost }) =>
      types.map((type) => ({
        types: new Map([...known, [item, type]]),
        cost: cost + (type === 'plan' && types.includes('product') && !isShort(item) ? 1 : 0),
      })),
    );
    if (all.length > TYPINGS_TRIED) return ask('unclear');
  }
  return all;
}

/** "Teams" for "Microsoft Teams EEA": that the product is meant, and not the service, is not plain. */
function isShort({ refs }: NameItem): boolean {
  return refs.every((ref) => ref.kind !== 'sku' || ref.short === true || ref.vague === true);
}

interface Candidate {
  readonly draft: Draft;
  readonly cost: number;
  /** A verb says that something is turned on: that is a service. */
  readonly turns: boolean;
}

function readOne(names: Names, items: readonly Item[], options: FrameOptions): Draft {
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

function commandsOf(all: readonly Draft[]): readonly Command[] {
  return all.filter((draft) => draft.kind === 'command');
}

function distinct(candidates: readonly Candidate[]): readonly Draft[] {
  const commands = candidates.filter(({ draft }) => draft.kind === 'command');
  const drafts_ = (commands.length > 0 ? commands : candidates.slice(0, 1)).map(({ draft }) => draft);
  return [...new Map(drafts_.map((draft) => [JSON.stringify(draft), draft])).values()];
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
  const starts = facts.flatMap(({ items }) => items.map(({ start }) => start));
  const opposed = (one: WordItem, other: WordItem) =>
    told.includes(one) !== told.includes(other) ||
    (says(one, 'take', 'took', 'lost', 'kick', 'disable') && says(other, 'give', 'gave', 'need', 'having', 'enable'));
  return spoken.some((one) =>
    spoken.some((other) => {
      const [from, to] = [Math.min(one.start, other.start), Math.max(one.start, other.start)];
      const between = starts.filter((start) => start > from && start < to).length;
      return one !== other && between > 0 && between < starts.length && opposed(one, other);
    }),
  );
}

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
  const acting = verbs.filter((verb) =>
    says(verb, 'give', 'add', 'put', 'take', 'kick', 'move', 'copy', 'swap', 'substitute'),
  );
  return acting.length > 1 ? ask('unclear') : undefined;
}

/** What can be changed: each intent with what it needs. */
const FRAMES = [...LICENSE_FRAMES, ...MEMBER_FRAMES];

function drafts(names: Names, clause: Clause): readonly Draft[] {
  return FRAMES.flatMap((frame) =>
    fillings(frame, clause).map((filled) => {
      try {
        return frame.make(names, filled, clause);
      } catch (fault) {
        if (fault instanceof Unclear) return fault.draft;
        throw fault;
      }
    }),
  );
}

/** Cuts at one joining word after another: each half has to be read as a whole, or `sharing` whom the first is about. */
function readSeveral(names: Names, items: readonly Item[], options: FrameOptions, sharing: boolean): Draft | undefined {
  const found: Draft[] = [];
  let unsure = false;
  for (const [at, item] of items.entries()) {
    if (at === 0 || at === items.length - 1 || !joins(item)) continue;
    const before = trimmed(items.slice(0, at));
    const after = opened(items.slice(at + 1));
    const list = cutsList(before, after);
    if (list === 'alike') continue;
    const confirmed = confirms(before, after);
    const left = readHalf(names, before, { ...options, telling: options.telling === true || confirmed });
    if (left?.kind !== 'command') continue;
    if (confirmed) {
      found.push(left);
      continue;
    }
    const right = readRest(names, { before, after, left, sharing }, options);
    const exchanged = after.some((item) => says(item, 'rather')) ? exchange(left, right) : undefined;
    if (right?.kind !== 'command') continue;
    found.push(exchanged ?? joined(left, right));
    unsure ||= list === 'mixed' || givesTwice(left, right);
  }
  const [first, ...others] = [...new Map(found.map((draft) => [JSON.stringify(draft), draft])).values()];
  return first === undefined || (others.length === 0 && !unsure)
    ? first
    : ask('unclear', { readings: commandsOf([first, ...others]) });
}

/**
 * Whether a cut goes through what may be one list: `alike` in "to HR, Marketing and Sales", where nothing else follows, and
 * `mixed` in "from Ann and Bob from Staff".
 */
function cutsList(before: readonly Item[], after: readonly Item[]): 'alike' | 'mixed' | undefined {
  const [one, other] = [before.at(-1), after[0]];
  if (one?.kind !== 'name' || other?.kind !== 'name') return undefined;
  const isAlike = (item: NameItem) => typesOf(one).some((type) => typesOf(item).includes(type));
  const [, next] = after;
  // "from HR and Sales and give them E1": the list goes on to where the next half begins.
  if (isAlike(other) && next !== undefined && joins(next)) return 'alike';
  if (!isAlike(other) || after.some((item) => says(item, ...ASKING))) return undefined;
  // "to HR and Sales without Yammer".
  const isPlan = (item: NameItem) => typesOf(item).includes('plan') && !typesOf(item).includes('group');
  return after.every((item) => item.kind !== 'name' || isAlike(item) || isPlan(item)) ? 'alike' : 'mixed';
}

function readHalf(names: Names, items: readonly Item[], options: FrameOptions): Draft | undefined {
  // What is changed, and for whom: a change names two things at least.
  const named = items.filter((item) => item.kind === 'name' || says(item, 'everyone', 'all', 'pronoun')).length;
  const draft = named > 1 ? readOne(names, items, options) : undefined;
  return draft?.kind === 'command' ? draft : options.readRequest?.(items, options.antecedents ?? []);
}

interface Halves {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  readonly left: Command;
  readonly sharing: boolean;
}

/** "Interns need Visio, so please add it", "Carol has left, please remove her": said once more, and nothing else. */
function confirms(before: readonly Item[], after: readonly Item[]): boolean {
  const verbs = after.filter((item) => says(item, ...ASKING));
  const rest = after.every(
    (item) =>
      item.kind === 'break' ||
      says(item, ...ASKING, 'pronoun', 'polite', 'filler', 'also', 'noise', 'particle', 'subject'),
  );
  const taking = (items: readonly Item[]) =>
    items.some((item) => says(item, 'take', 'took', 'lost', 'left', 'kick', 'disable'));
  const pronoun =
    after.some((item) => says(item, 'pronoun')) || verbs.some((item) => /^(?:regel|arrange)/i.test(item.text));
  return verbs.length === 1 && rest && pronoun && taking(after) === taking(before);
}

/** The second half may leave out the verb of the first, or what both are about. */
function readRest(
  names: Names,
  { before, after: rest, left, sharing }: Halves,
  options: FrameOptions,
): Draft | undefined {
  // "… and give them E1 instead".
  const after = left.intent === 'remove_license' ? rest.filter((item) => !says(item, 'rather')) : rest;
  const antecedents =
    productMeant(names, left, before, after) ?? antecedentsIn(names, left, before) ?? options.antecedents ?? [];
  const inner = { ...options, antecedents };
  const read = (items: readonly Item[]) => {
    const draft = readAll(names, items, inner);
    return draft.kind === 'command' ? draft : options.readRequest?.(items, antecedents);
  };
  const own_ = after.some((item) => says(item, ...ASKING)) ? read(after) : undefined;
  if (own_?.kind === 'command') return own_;
  const verbs = before.filter((item) => says(item, ...ASKING));
  const own = read([...verbs, ...after]);
  if (own?.kind === 'command') return own;
  const request = options.readRequest?.(after, antecedents);
  if (request !== undefined) return request;
  // "Sway off for Marketing and on for HR".
  const [opening] = after;
  if (says(opening, 'on', 'off') && after.every((item) => item.kind !== 'name' || !isFact(item))) {
    const stated = read([...before.filter((item) => item.kind === 'name' && isFact(item)), ...after]);
    if (stated?.kind === 'command') return stated;
  }
  const subject = subjectIn(before);
  const shared = sharing && subject.length > 0 ? read([...subject, ...after]) : undefined;
  if (shared?.kind === 'command') return shared;
  const about = sharing ? againFor(after, antecedents) : undefined;
  const again = about === undefined ? undefined : read(about);
  if (again?.kind === 'command') return again;
  const [product] = before.filter((item) => item.kind === 'name' && typesOf(item).includes('product'));
  const names_ = after.filter((item) => item.kind === 'name');
  const planOnly =
    after.some((item) => says(item, 'with', 'without')) && names_.every((item) => !typesOf(item).includes('product'));
  return planOnly && product !== undefined ? read([...verbs, product, ...after]) : undefined;
}

/** "give HR E3, and Sales too": Sales beside HR. */
function withAlso(items: readonly Item[]): readonly Item[] {
  const at = items.findLastIndex((item) => item.kind !== 'name' && !says(item, 'also', 'filler'));
  const added = items.slice(at + 1);
  const [first] = added.filter((item) => item.kind === 'name');
  const [joint] = items.slice(at);
  if (first === undefined || joint === undefined || !joins(joint) || !added.some((item) => ALSO.test(item.text)))
    return [];
  const isAlike = (item: Item) =>
    item.kind === 'name' && !isFact(item) && typesOf(item).join() === typesOf(first).join();
  const opening = trimmed(items.slice(0, at));
  const last = opening.findLastIndex(isAlike);
  if (last === -1 || isFact(first)) return [];
  return [
    ...opening.slice(0, last + 1),
    AND,
    ...added.filter((item) => !says(item, 'also')),
    ...opening.slice(last + 1),
  ];
}

const ALSO = /^(?:too|also|as well|ook|eveneens|tevens)$/i;

/** "E3 weg bij HR, daarna E1 erop", "remove E3 from HR, then add E1": for the same as before, where the half says what to do. */
function againFor(half: readonly Item[], antecedents: readonly NameItem[]): readonly Item[] | undefined {
  const named = half.some((item) => (item.kind === 'name' && !isFact(item)) || says(item, 'everyone', 'pronoun'));
  const does = half.some((item) => says(item, ...ASKING, 'particle'));
  if (antecedents.length === 0 || named || !does) return undefined;
  return [...half, TO, ...antecedents.flatMap((name, at) => (at === 0 ? [name] : [AND, name]))];
}

const TO = wordOf('to', 'to', 'for', 'from', 'in');
const AND = wordOf('and', 'and');

function wordOf(text: string, ...concepts: readonly Concept[]): WordItem {
  const said = { concepts: new Set(concepts), languages: new Set<never>(), corrected: false, alsoName: false };
  return { kind: 'word', text, start: 0, end: 0, ...said };
}

function isFact(item: NameItem): boolean {
  return typesOf(item).every((type) => type === 'product' || type === 'plan');
}

/** "HR should get E3 and lose EMS": whom the first half is about, with what it says of them. */
function subjectIn(items: readonly Item[]): readonly Item[] {
  const verb = items.findIndex((item) => says(item, ...ASKING, ...TELLING));
  const subject = items.slice(0, Math.max(verb, 0));
  return subject.some((item) => item.kind === 'name') ? subject : [];
}

function joins(item: Item): boolean {
  return says(item, 'and', 'but', 'after') || (item.kind === 'break' && item.mark !== ':');
}

function trimmed(items: readonly Item[]): readonly Item[] {
  const last = items.at(-1);
  return last !== undefined && (joins(last) || says(last, 'polite')) ? trimmed(items.slice(0, -1)) : items;
}

function opened(items: readonly Item[]): readonly Item[] {
  const first = items.findIndex((item) => !joins(item) && !says(item, 'also'));
  return first > 0 ? items.slice(first) : items;
}

/** "give Erin and Bob E3, Erin without Sway": which of the two counts for Erin. */
function givesTwice(left: Command, right: Command): boolean {
  const [one, other] = [left, right].map(({ intent, slots }) =>
    intent === 'assign_license' ? [...(slots.ids?.groups ?? []), ...(slots.ids?.users ?? [])] : [],
  );
  const same = right.slots.ids?.skus?.some((sku) => left.slots.ids?.skus?.includes(sku)) ?? false;
  return same && (one?.some((id) => other?.includes(id)) ?? false);
}

function joined(left: Draft, right: Draft): Draft {
  const both = bothWays(left, right);
  if (both !== undefined) return both;
  const steps = [left, right].flatMap((draft) =>
    draft.kind === 'command' && draft.intent === 'batch'
      ? (draft.slots.steps ?? [])
      : draft.kind === 'command'
        ? [{ intent: draft.intent, slots: draft.slots }]
        : [],
  );
  return command('batch', { steps });
}

/** "take E3 from Marketing and give them E1 instead": one product for another. */
function exchange(left: Draft, right: Draft | undefined): Draft | undefined {
  if (left.kind !== 'command' || right?.kind !== 'command' || right.intent !== 'assign_license') return undefined;
  const [from, ...others] = typeof left.slots.products === 'object' ? left.slots.products : [];
  const [to, ...more] = typeof right.slots.products === 'object' ? right.slots.products : [];
  const one = typeof from === 'string' && typeof to === 'object' && others.length + more.length === 0;
  if (!one || to.only !== undefined || left.slots.groups === undefined) return undefined;
  if (JSON.stringify(left.slots.groups) !== JSON.stringify(right.slots.groups)) return undefined;
  const skus = [...(left.slots.ids?.skus ?? []), ...(right.slots.ids?.skus ?? [])];
  const off = to.off === undefined ? {} : { off: to.off };
  return command('swap_license', {
    from,
    to: to.sku,
    groups: left.slots.groups,
    ...off,
    ids: { ...right.slots.ids, skus },
  });
}

/** One plan on and another off, for the same: one change. */
function bothWays(left: Draft, right: Draft): Draft | undefined {
  if (left.kind !== 'command' || right.kind !== 'command') return undefined;
  if (left.intent !== 'set_plans' || right.intent !== 'set_plans') return undefined;
  const { on, off, ...rest } = left.slots;
  const { on: alsoOn, off: alsoOff, ...others } = right.slots;
  const apart = (on === undefined) !== (alsoOn === undefined) && (off === undefined) !== (alsoOff === undefined);
  if (!apart || JSON.stringify(rest) !== JSON.stringify(others)) return undefined;
  return command('set_plans', { ...rest, ...right.slots, ...left.slots });
}

function same(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** "take Visio from HR and give it to Sales": the one product of the first half, where the second names whom and not what. */
function productMeant(
  { source, facts }: Names,
  { slots: { products, ids } }: Command,
  before: readonly Item[],
  after: readonly Item[],
): readonly NameItem[] | undefined {
  const [sku, ...others] = products === 'all' ? [] : (ids?.skus ?? []);
  const named = after.filter((item) => item.kind === 'name');
  const aims = named.length > 0 && named.every((item) => !isFact(item));
  if (sku === undefined || others.length > 0 || !aims || !after.some((item) => ONE.test(item.text))) return undefined;
  const index = source.skus.findIndex(({ skuId }) => skuId === sku);
  const [text = ''] = facts.namesOf(index);
  return index === -1 ? undefined : [nameAt(before, text, { kind: 'sku', index })];
}

const ONE = /^(?:it|that|dat|die|het)$/i;

/** What a half was about: its people, else its groups. */
function antecedentsIn(
  names: Names,
  { slots: { ids } }: Command,
  items: readonly Item[],
): readonly NameItem[] | undefined {
  const found = (ids?.users ?? ids?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
  return found.length === 0
    ? undefined
    : found.map((named) => nameAt(items, names.nameOf(named), { ...named, complete: true }));
}

/** A name as if it stood at the end of some items. */
function nameAt(items: readonly Item[], text: string, ref: Ref): NameItem {
  const place = items.at(-1)?.end ?? 0;
  return { kind: 'name', text, start: place, end: place, refs: [ref], possessive: false };
}

import type { ProductSlot } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { type Item, type NameItem, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { plansOf } from '../names/products.ts';
import { WENT_SO } from './clause.ts';
import {
  againFor,
  antecedentsIn,
  besideKept,
  isHalfFact,
  joins,
  namesTwo,
  opened,
  productMeant,
  sameGroupFor,
  subjectIn,
  trimmed,
} from './half-items.ts';
import { ASKING, TELLING } from './open-clause.ts';
import { commandsOf, type FrameOptions, readOne } from './read-one.ts';
import { typesOf } from './run.ts';

/** Reads items as one change or several. */
type Read = (names: Names, items: readonly Item[], options: FrameOptions) => Draft;

/** Cuts at one joining word after another: each half has to be read as a whole, or `sharing` whom the first is about. */
export function readSeveral(
  names: Names,
  items: readonly Item[],
  options: FrameOptions,
  sharing: boolean,
  readAll: Read,
): Draft | undefined {
  const found: Draft[] = [];
  let unsure = false;
  for (const [at, item] of items.entries()) {
    if (at === 0 || at === items.length - 1 || !joins(item)) continue;
    const before = trimmed(items.slice(0, at));
    // "en herverwerk daarna HR".
    const after = opened(items.slice(at + 1)).filter((it, index) => index === 0 || !says(it, 'after'));
    const does = besideKept(before, after);
    if (does !== undefined) {
      const draft = readAll(names, does, options);
      if (draft.kind === 'command') found.push(draft);
      continue;
    }
    // "lacks E1 but needs E3": whether E1 is wanted as well is not said.
    if (
      before.some((it) => WENT_SO.test(it.text)) &&
      before.every((it) => !says(it, ...ASKING) || WENT_SO.test(it.text))
    )
      continue;
    const list = cutsList(before, after);
    if (list === 'alike') continue;
    const confirmed = confirms(before, after);
    const left = readHalf(names, before, { ...options, telling: options.telling === true || confirmed });
    if (left?.kind !== 'command') continue;
    if (confirmed) {
      found.push(left);
      continue;
    }
    const right = readRest(names, { before, after, left, sharing }, options, readAll);
    const exchanged = after.some((item) => says(item, 'rather')) ? exchange(left, right) : undefined;
    if (right?.kind !== 'command') continue;
    found.push(exchanged ?? joined(names, left, right, after));
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
  const draft = namesTwo(items) ? readOne(names, items, options) : undefined;
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
      says(item, ...ASKING, 'pronoun', 'polite', 'filler', 'also', 'noise', 'particle', 'subject', 'on', 'off'),
  );
  const pronoun =
    after.some((item) => says(item, 'pronoun')) || verbs.some((item) => /^(?:regel|arrange)/i.test(item.text));
  return verbs.length === 1 && rest && pronoun && takes(after) === takes(before);
}

/** The second half may leave out the verb of the first, or what both are about; it never does the contrary by itself. */
function readRest(names: Names, halves: Halves, options: FrameOptions, readAll: Read): Draft | undefined {
  const { before, after } = halves;
  const isSaid = after.some((item) => says(item, ...ACTING));
  // "take E5 from Sales, E1 for Legal": whether E1 goes or comes is not said.
  const aims = (items: readonly Item[]) =>
    items.some((item) => says(item, 'for', 'to') && !says(item, 'from', 'of', 'in'));
  if (takes(before) && !isSaid && aims(after) && !aims(before)) return undefined;
  const draft = readSecond(names, halves, options, readAll);
  const gives = draft?.kind === 'command' && draft.intent === 'assign_license';
  // "turn off Sway and E1": E1 is not given.
  return gives && takes(before) && !isSaid ? undefined : draft;
}

const ACTING = [...ASKING, ...TELLING, 'must', 'instead', 'with', 'without', 'particle', 'off', 'on'] as const;

function takes(items: readonly Item[]): boolean {
  return items.some((item) => says(item, 'take', 'took', 'lost', 'left', 'kick', 'disable', 'off'));
}

function readSecond(
  names: Names,
  { before, after: rest, left, sharing }: Halves,
  options: FrameOptions,
  readAll: Read,
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
  // "remove Sway from E3 in Sales and E5 in Legal": Sway, and not E5 itself.
  if (left.slots.sku !== undefined && own?.kind === 'command' && own.intent !== 'set_plans') return undefined;
  const given = () =>
    left.intent === 'set_plans' ? undefined : withProductOf(before, after, (items) => read([...verbs, ...items]));
  // "E3 for Sales, without Yammer for R&D": E3 too, or Yammer alone.
  if (own?.kind === 'command') return left.intent === 'assign_license' && given()?.kind === 'command' ? undefined : own;
  // "put Ann in Sales and tell me when it is done": of Sales.
  const places = antecedentsIn(names, { ...left, slots: { ids: { groups: left.slots.ids?.groups ?? [] } } }, before);
  const request = options.readRequest?.(after, antecedents) ?? (places && options.readRequest?.(after, places));
  if (request !== undefined) return request;
  // "Sway off for Marketing and on for HR".
  const [opening] = after;
  if (says(opening, 'on', 'off') && after.every((item) => item.kind !== 'name' || !isHalfFact(item))) {
    const stated = read([...before.filter((item) => item.kind === 'name' && isHalfFact(item)), ...after]);
    if (stated?.kind === 'command') return stated;
  }
  // "add Carol to Interns, remove Erin": from there.
  const there = /^(?:add|remove)_member$/.test(left.intent) ? sameGroupFor(after, places) : undefined;
  const moved = there === undefined ? undefined : read(there);
  if (moved?.kind === 'command') return moved;
  const subject = subjectIn(before);
  const shared = sharing && subject.length > 0 ? read([...subject, ...after]) : undefined;
  if (shared?.kind === 'command') return shared;
  const about = sharing ? againFor(after, antecedents) : undefined;
  const again = about === undefined ? undefined : read(about);
  if (again?.kind === 'command') return again;
  return given();
}

/** "… and with Yammer to R&D": of the product that the first half names. */
function withProductOf(
  before: readonly Item[],
  after: readonly Item[],
  read: (items: readonly Item[]) => Draft | undefined,
): Draft | undefined {
  const [product] = before.filter((item) => item.kind === 'name' && typesOf(item).includes('product'));
  const named = after.filter((item) => item.kind === 'name');
  // "… and no more Sway for Marketing" turns off what is there.
  const ends = after.some((item) => says(item, 'more') || /^no more$/i.test(item.text));
  const planOnly =
    !ends &&
    after.some((item) => says(item, 'with', 'without')) &&
    named.every((item) => !typesOf(item).includes('product'));
  return planOnly && product !== undefined ? read([product, ...after]) : undefined;
}

/** "give Erin and Bob E3, Erin without Sway": which of the two counts for Erin. */
function givesTwice(left: Command, right: Command): boolean {
  const [one, other] = [left, right].map(({ intent, slots }) =>
    intent === 'assign_license' ? [...(slots.ids?.groups ?? []), ...(slots.ids?.users ?? [])] : [],
  );
  const same = right.slots.ids?.skus?.some((sku) => left.slots.ids?.skus?.includes(sku)) ?? false;
  return same && (one?.some((id) => other?.includes(id)) ?? false);
}

/** Two halves as one change, or one after the other. */
function joined(names: Names, left: Draft, right: Draft, after: readonly Item[]): Draft {
  // "Carol moved to Belgium, set her location to BE": said twice.
  if (JSON.stringify(left) === JSON.stringify(right)) return left;
  const both = bothWays(left, right) ?? (namesWhom(after) ? undefined : givenWithout(names, left, right));
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

/** "… and turn off Sway for them": a change of its own. */
function namesWhom(items: readonly Item[]): boolean {
  return items.some((item) => (item.kind === 'name' && !isHalfFact(item)) || WHOM.test(item.text));
}

const WHOM = /^(?:them|they|their|her|him|hen|hun|ze|haar|hem)$/i;

/** "give Sales E3, turn Planner off": a service of what is given alone, and of nothing that the group has besides. */
function givenWithout(names: Names, left: Draft, right: Draft): Draft | undefined {
  if (left.kind !== 'command' || right.kind !== 'command') return undefined;
  if (left.intent !== 'assign_license' || right.intent !== 'set_plans') return undefined;
  const { products, ids: given, ...rest } = left.slots;
  const { off, sku, ids: _ids, ...others } = right.slots;
  const { start: _start, until: _until, duration: _duration, ...targets } = rest;
  const [product, ...more] = Array.isArray(products) ? (products as readonly ProductSlot[]) : [];
  if (product?.only !== undefined || !Array.isArray(off) || JSON.stringify(targets) !== JSON.stringify(others))
    return undefined;
  const isGiven = ({ skuId }: { readonly skuId: string }) => given?.skus?.includes(skuId) === true;
  const groups = (given?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
  const held = new Set(groups.flatMap(({ index }) => names.source.assignedSkuIds(index)));
  const having = names.source.skus.filter((it) => (isGiven(it) || held.has(it.skuId)) && plansOf(it, off).length > 0);
  const [only, ...besides] = having;
  const isOne = more.length === 0 && besides.length === 0 && only !== undefined && isGiven(only);
  if (product === undefined || !isOne || groups.length === 0 || (sku !== undefined && sku !== product.sku))
    return undefined;
  const without = [...new Set([...(product.off ?? []), ...off])];
  return command('assign_license', { ...rest, products: [{ sku: product.sku, off: without }], ids: given });
}

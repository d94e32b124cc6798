import type { NameItem } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask } from './draft.ts';
import type { Mention } from './mentions.ts';
import type { Role } from './preposition.ts';
import { type GroupRef, hasKind, plansIn, theOne, Unclear, type UserRef } from './resolve.ts';

/** What a name is taken for in its clause. */
export type Part = 'product' | 'plan' | 'group' | 'user';

/** The names of a clause by what they are. */
export interface Parts {
  readonly products: readonly Mention[];
  readonly plans: readonly Mention[];
  readonly groups: readonly Mention[];
  readonly users: readonly Mention[];
}

const TARGET_ROLES: readonly Role[] = ['to', 'for', 'in', 'from', 'of'];
const PLAN_ROLES: readonly Role[] = ['without', 'only', 'with', 'except', 'on'];

export interface Sorting {
  /** Something is turned on or off. */
  readonly prefersPlans: boolean;
  /** Products stand after the same words as groups do: "from E1 to E3". */
  readonly exchanges: boolean;
}

/** A group of the tenant is called like one of its products. */
function isDouble({ item }: Mention): boolean {
  return hasKind(item, 'sku', 'plan') && hasKind(item, 'group', 'user');
}

/** Sorts names by what they are; where a name may be several things, by where it stands. */
export function sortMentions(clause: Clause, { prefersPlans, exchanges }: Sorting): Parts {
  const double = clause.mentions.filter(isDouble);
  const [first] = double;
  if (first !== undefined && (exchanges || double.length > 1)) {
    throw new Unclear(ask('whichOne', { words: first.item.text, refs: first.item.refs, place: first.item }));
  }
  const parts: Record<Part, Mention[]> = { product: [], plan: [], group: [], user: [] };
  for (const mention of clause.mentions) parts[partOf(mention, prefersPlans)].push(mention);
  return { products: parts.product, plans: parts.plan, groups: parts.group, users: parts.user };
}

function partOf(mention: Mention, prefersPlans: boolean): Part {
  const { item, role } = mention;
  const fact = factOf(item, role, prefersPlans);
  const target = targetOf(item, role);
  if (fact === undefined && target === undefined) {
    throw new Unclear(ask('notOwned', { words: item.text, refs: item.refs, place: item }));
  }
  if (fact === undefined || target === undefined) return fact ?? target ?? 'group';
  if (TARGET_ROLES.includes(role)) return target;
  if (role === 'object' || PLAN_ROLES.includes(role)) return fact;
  throw new Unclear(ask('whichOne', { words: item.text, refs: item.refs, place: item }));
}

function factOf(item: NameItem, role: Role, prefersPlans: boolean): Part | undefined {
  const product = hasKind(item, 'sku');
  const plan = hasKind(item, 'plan');
  if (product && plan) return PLAN_ROLES.includes(role) || prefersPlans ? 'plan' : 'product';
  return product ? 'product' : plan ? 'plan' : undefined;
}

function targetOf(item: NameItem, role: Role): Part | undefined {
  const group = hasKind(item, 'group');
  const user = hasKind(item, 'user');
  if (!group || !user) return group ? 'group' : user ? 'user' : undefined;
  const completeGroup = item.refs.some((ref) => ref.kind === 'group' && ref.complete);
  if (!completeGroup || role === 'except') return 'user';
  throw new Unclear(ask('whichOne', { words: item.text, refs: item.refs, place: item }));
}

export function groupRefs(mentions: readonly Mention[]): GroupRef[] {
  return once(mentions.map((mention) => theOne(mention, 'group')));
}

/** People; of several who fit, the one who is a member of a group in the sentence. */
export function userRefs(names: Names, mentions: readonly Mention[], groups: readonly GroupRef[] = []): UserRef[] {
  const isMember = (user: UserRef) => groups.some((group) => names.source.isMember(group.index, user.index));
  return once(mentions.map((mention) => theOne(mention, 'user', groups.length > 0 ? isMember : undefined)));
}

export function skuIndexes(mentions: readonly Mention[]): number[] {
  return [...new Set(mentions.map((mention) => theOne(mention, 'sku').index))];
}

function once<T extends { readonly index: number }>(refs: readonly T[]): T[] {
  return refs.filter((ref, at) => refs.findIndex((other) => other.index === ref.index) === at);
}

/** Plans of a change that names no product: those of the targets' own products, else of the only kind that the tenant has. */
export function plansForGroups(names: Names, mention: Mention, groups: readonly GroupRef[]): string[] {
  const held = groups.flatMap((group) => names.source.assignedSkuIds(group.index));
  const skus = names.source.skus.map((_, index) => index);
  const heldSkus = skus.filter((index) => held.includes(names.source.skus[index]?.skuId ?? ''));
  const plansAmong = (indexes: readonly number[]) => [
    ...new Set(indexes.flatMap((index) => plansIn(names, mention, [index]))),
  ];
  const ofGroups = plansAmong(heldSkus);
  if (ofGroups.length > 0) return ofGroups;
  const ofTenant = plansAmong(skus);
  if (ofTenant.length !== 1) throw new Unclear(ask('whichPlan', { words: mention.item.text }));
  return ofTenant;
}

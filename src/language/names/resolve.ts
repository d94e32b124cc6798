import { ask, type Draft } from '../draft.ts';
import type { NameItem, Ref, RefKind } from '../items.ts';
import type { Names } from './build-names.ts';
import { plansOf } from './products.ts';

type Of<K extends RefKind> = Extract<Ref, { kind: K }>;
export type GroupRef = Of<'group'>;
export type UserRef = Of<'user'>;
export type SkuRef = Of<'sku'>;

/** Asked instead of guessed: thrown where a name is resolved, caught by `orAsked`. */
export class Unclear {
  readonly draft: Draft;

  constructor(draft: Draft) {
    this.draft = draft;
  }
}

/** What is made of it, or what has to be asked first. */
export function orAsked<Made>(make: () => Made): Made | Draft {
  try {
    return make();
  } catch (fault) {
    if (fault instanceof Unclear) return fault.draft;
    throw fault;
  }
}

export function refsOf<K extends RefKind>(item: NameItem, kind: K): Of<K>[] {
  return item.refs.filter((ref): ref is Of<K> => ref.kind === kind);
}

export function hasKind(item: NameItem, ...kinds: readonly RefKind[]): boolean {
  return item.refs.some((ref) => kinds.includes(ref.kind));
}

/** The one thing of `kind` that the name means, else a question with the candidates. */
export function theOne<K extends 'group' | 'user' | 'sku'>(
  item: NameItem,
  kind: K,
  decide?: (ref: Of<K>) => boolean,
): Of<K> {
  const all = refsOf(item, kind);
  const vague = all.some((ref) => 'vague' in ref);
  const decided = all.length > 1 && decide !== undefined && !vague ? all.filter(decide) : [];
  const refs = decided.length === 1 ? decided : all;
  const [only, ...others] = refs;
  if (only === undefined) {
    const alias = refsOf(item, 'notOwned')[0];
    throw new Unclear(
      ask(alias === undefined ? 'unclear' : 'notOwned', { words: item.text, refs: item.refs, place: item }),
    );
  }
  const complete = 'complete' in only ? only.complete : !('renamed' in only) && !vague;
  if (others.length > 0 || !complete) throw new Unclear(ask('whichOne', { words: item.text, refs, place: item }));
  return only;
}

/** The service plans that a name means among some products: those of the first that has any. */
export function plansIn(names: Names, item: NameItem, skus: readonly number[]): string[] {
  const patterns = refsOf(item, 'plan').flatMap((ref) => ref.patterns);
  for (const index of skus) {
    const sku = names.source.skus[index];
    const plans = sku === undefined ? [] : plansOf(sku, patterns);
    if (plans.length > 0) return plans;
  }
  return [];
}

export function hasPlan(names: Names, item: NameItem, sku: number): boolean {
  return plansIn(names, item, [sku]).length > 0;
}

/** In a large tenant the first groups have to do: only questions are answered so. */
const GROUPS_LOOKED_AT = 20_000;

/** Groups that give any of some products. */
export function groupsGiving({ source }: Names, skus: readonly number[]): readonly GroupRef[] {
  const wanted = new Set(skus.flatMap((index) => source.skus[index]?.skuId ?? []));
  const count = wanted.size === 0 ? 0 : Math.min(source.groupCount, GROUPS_LOOKED_AT);
  const giving: GroupRef[] = [];
  for (let index = 0; index < count; index++) {
    const gives = source.assignedSkuIds(index).some((skuId) => wanted.has(skuId));
    if (gives) giving.push({ kind: 'group', index, complete: true });
  }
  return giving;
}

/** Plans of a change that names no product: those of the targets' own products, else of the only kind that the tenant has. */
export function plansForGroups(names: Names, item: NameItem, groups: readonly GroupRef[]): string[] {
  const held = groups.flatMap((group) => names.source.assignedSkuIds(group.index));
  const skus = names.source.skus.map((_, index) => index);
  const heldSkus = skus.filter((index) => held.includes(names.source.skus[index]?.skuId ?? ''));
  const plansAmong = (indexes: readonly number[]) => [
    ...new Set(indexes.flatMap((index) => plansIn(names, item, [index]))),
  ];
  const ofGroups = plansAmong(heldSkus);
  if (ofGroups.length > 0) return ofGroups;
  const ofTenant = plansAmong(skus);
  if (ofTenant.length !== 1) throw new Unclear(ask('whichPlan', { words: item.text }));
  return ofTenant;
}

/** Each thing once. */
export function once<T extends { readonly index: number }>(refs: readonly T[]): T[] {
  return refs.filter((ref, at) => refs.findIndex((other) => other.index === ref.index) === at);
}

export function groupName(names: Names, ref: { readonly index: number }): string {
  return names.source.group(ref.index).displayName;
}

export function userName(names: Names, ref: { readonly index: number }): string {
  return names.source.user(ref.index).userPrincipalName;
}

export function skuName(names: Names, index: number): string {
  return names.source.skus[index]?.skuPartNumber ?? '';
}

export interface Ids {
  readonly groups?: readonly { readonly index: number }[];
  readonly users?: readonly { readonly index: number }[];
  readonly skus?: readonly number[];
}

/** Groups, people and products by name, and by object id. */
export function slotsOf(names: Names, { groups = [], users = [], skus = [] }: Ids) {
  const slots = {
    groups: groups.map((ref) => groupName(names, ref)),
    users: users.map((ref) => userName(names, ref)),
    products: skus.map((index) => skuName(names, index)),
  };
  const said = Object.entries(slots).filter(([, list]) => list.length > 0);
  return { ...(Object.fromEntries(said) as Partial<typeof slots>), ...idsOf(names, { groups, users, skus }) };
}

/** The object ids beside the names, since two things may bear one name. */
export function idsOf(names: Names, { groups = [], users = [], skus = [] }: Ids) {
  const skuIds = skus.flatMap((index) => names.source.skus[index]?.skuId ?? []);
  return {
    ids: {
      ...(groups.length === 0 ? {} : { groups: groups.map((ref) => names.source.group(ref.index).id) }),
      ...(users.length === 0 ? {} : { users: users.map((ref) => names.source.user(ref.index).id) }),
      ...(skuIds.length === 0 ? {} : { skus: [...new Set(skuIds)] }),
    },
  };
}

import { type Item, type NameItem, nameAs, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { type Conversation, idsIn } from './conversation.ts';

/** What a follow-up may leave out or call "it": what was shown or named last, by kind. */
export interface Discourse {
  readonly people: readonly NameItem[];
  readonly groups: readonly NameItem[];
  /** "the group": the one that was named last, a while ago perhaps. */
  readonly group: readonly NameItem[];
  readonly products: readonly NameItem[];
  /** "it", of a product: the one that was named last, a while ago perhaps. */
  readonly product: readonly NameItem[];
  readonly plans: readonly NameItem[];
}

export function discourseOf(names: Names, { reading, previewed, users, mentioned = [] }: Conversation): Discourse {
  const about = reading === undefined ? {} : idsIn(reading);
  const named = (ids: readonly string[] = []) => ids.flatMap((id) => nameItem(names, id) ?? []);
  const { on, off, only, ids } = (previewed ?? reading)?.slots ?? {};
  const turned = [on, off, only].flatMap((plans) => (Array.isArray(plans) ? (plans as readonly string[]) : []));
  const plans = turned.length > 0 ? turned : (reading?.plans ?? []);
  return {
    people: named(users ?? about.users),
    groups: named(about.groups),
    group: named([...(about.groups ?? []), ...mentioned].filter((id) => names.byId(id)?.kind === 'group').slice(0, 1)),
    products: named(ids?.skus ?? reading?.skus),
    product: named(mentioned.filter((id) => names.byId(id) === undefined).slice(0, 1)),
    plans: plans.map((plan) => nameAs(plan, [{ kind: 'plan', patterns: [plan] }])),
  };
}

/** Names for a request that gives none: "reprocess", "turn it off"; the groups before the people. */
export function targetsIn({ groups, people }: Discourse): readonly NameItem[] {
  return groups.length > 0 ? groups : people;
}

/** Names one after another, as they would be said. */
export function listOf(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item, at) => (at === 0 ? [item] : [AND, item]));
}

const AND = wordOf('and', 'and');

/** A group, person or product by its id, as if it had been named. */
export function nameItem(names: Names, id: string): NameItem | undefined {
  const named = names.byId(id);
  const index = names.source.skus.findIndex((sku) => sku.skuId === id);
  if (named === undefined)
    return index === -1 ? undefined : nameAs(names.source.skus[index]?.skuPartNumber ?? '', [{ kind: 'sku', index }]);
  const text = named.kind === 'user' ? names.source.user(named.index).userPrincipalName : names.nameOf(named);
  return nameAs(text, [{ ...named, complete: true }]);
}

import { isChange, type Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { commandsOf } from '../frames/read-one.ts';
import type { Names } from '../names/build-names.ts';
import type { NamedThings } from '../names/named-things.ts';
import { plansOf } from '../names/products.ts';
import { type Conversation, together } from './conversation.ts';

type Last = NonNullable<Conversation['reading']>;

/** Each step of a batch for the same others; what would be done twice is done once. */
function eachRetargeted({ slots: { steps = [] }, ...last }: Last, named: NamedThings, names: Names): Draft {
  if (named.products.length > 0) return ask('unclear');
  const drafts = steps.map((step) => retargeted({ ...last, ...step }, named, false, names));
  const commands = commandsOf(drafts).filter(
    (one, at, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
  if (drafts.some(({ kind }) => kind === 'question')) return ask('unclear');
  return together(commands.map(({ intent, slots }) => ({ intent, slots }))) ?? ask('unclear');
}

const LISTS = /^(?:find_users|list_failures|find_inactive|show_group)$/;

/** The same for another group, person or product. */
export function retargeted(last: Last, named: NamedThings, instead: boolean, names: Names): Draft {
  const { intent, slots } = last;
  if (intent === 'batch') return instead ? ask('unclear') : eachRetargeted(last, named, names);
  const { except_users: _except, reason: _reason, page: _page, ...kept } = slots;
  const skus = slots.ids?.skus ?? [];
  if (named.products.length > 0) return otherProducts(last, named, instead, names);
  if (intent === 'explain_user' && named.groups.length > 0 && named.users.length === 0)
    return command('list_failures', { groups: named.groups, ...named.ids });
  if (named.groups.length > 0 && named.users.length > 0) return ask('mixed');
  if (/^(?:seats|forecast)$/.test(intent) && Array.isArray(slots.products) && named.groups.length > 0)
    return command('forecast', { products: slots.products, groups: named.groups, ids: { skus, ...named.ids.ids } });
  // "only Ruben", after a list: of that person.
  if (LISTS.test(intent) && named.users.length > 0)
    return command('show_user', { users: named.users, ids: { users: named.ids.ids?.users ?? [] } });
  const group = named.groups[0];
  if (intent === 'copy_license' && group !== undefined) {
    const source = slots.ids?.groups?.[0];
    const groups = [...(source === undefined ? [] : [source]), ...(named.ids.ids?.groups ?? [])];
    return command(intent, { ...kept, to_groups: named.groups, ids: { groups } });
  }
  const membership = intent === 'add_member' || intent === 'remove_member';
  if (intent === 'move_member' && instead && group !== undefined && named.groups.length === 1) {
    const [from] = slots.ids?.groups ?? [];
    const ids = { ...slots.ids, groups: [...(from === undefined ? [] : [from]), ...(named.ids.ids?.groups ?? [])] };
    return command(intent, { ...kept, to_group: group, ids });
  }
  if (intent === 'move_member' || (membership && slots.users !== undefined && 'in' in slots.users))
    return ask('unclear');
  if (membership) {
    const ids = { ...slots.ids, ...named.ids.ids };
    return named.users.length > 0
      ? command(intent, { ...kept, users: named.users, ids })
      : command(intent, { ...kept, groups: named.groups, ids });
  }
  if (slots.groups === undefined && slots.users === undefined && slots.scope === undefined) return ask('unclear');
  if (named.users.length > 0 && !TAKES_USERS.test(intent)) return ask('unclear');
  if (named.groups.length > 0 && ['set_usage_location', 'show_user', 'explain_user'].includes(intent))
    return ask('unclear');
  const { groups: _groups, users: _users, scope: _scope, ids: _ids, ...what } = kept;
  const targets: Slots = named.users.length > 0 ? { users: named.users } : { groups: named.groups };
  return command(intent, { ...targets, ...what, ids: { ...named.ids.ids, ...(skus.length === 0 ? {} : { skus }) } });
}

const TAKES_USERS =
  /^(?:assign_license|set_plans|remove_license|set_usage_location|explain_user|suggest_fixes|reprocess|show_user|history)$/;

function otherProducts(last: Last, named: NamedThings, instead: boolean, names: Names): Draft {
  const { intent, slots } = last;
  const ids = { ...slots.ids, skus: named.ids.ids?.skus ?? [] };
  const asks = /^(?:seats|show_plans|forecast|find_users|list_groups|find_inactive|reclaim|explain_user|history)$/.test(
    intent,
  );
  const lacks = slots.without !== undefined && slots.products === undefined;
  if (intent === 'compare_products' && Array.isArray(slots.products)) {
    const products = [...new Set([...(slots.products as readonly string[]), ...named.products])];
    return command(intent, {
      ...slots,
      products,
      ids: { ...ids, skus: [...new Set([...(slots.ids?.skus ?? []), ...ids.skus])] },
    });
  }
  if (asks)
    return command(intent, { ...slots, has_all: undefined, [lacks ? 'without' : 'products']: named.products, ids });
  if (!isChange(intent)) return command('seats', { products: named.products, ids: { skus: ids.skus } });
  const [sku, ...others] = named.products;
  // "and E3 as well", once it was done: that, too.
  if (!instead && intent === 'assign_license' && named.products.length > 0)
    return command(intent, { ...slots, products: named.products.map((one) => ({ sku: one })), ids });
  if (!instead || sku === undefined || others.length > 0) return ask('unclear');
  if (intent === 'swap_license')
    return command(intent, {
      ...slots,
      to: sku,
      ids: { ...slots.ids, skus: [...(slots.ids?.skus ?? []), ...ids.skus] },
    });
  const products = slots.products;
  if (products === undefined || products === 'all' || products.length !== 1) return ask('unclear');
  const [old] = products;
  if (intent === 'remove_license') return command(intent, { ...slots, products: [sku], ids });
  if (intent !== 'assign_license' || old === undefined || typeof old === 'string') return ask('unclear');
  if (old.only !== undefined) return ask('unclear');
  const off = (old.off ?? []).flatMap((plan) => samePlan(names, plan, sku));
  if (off.length < (old.off?.length ?? 0)) return ask('planOfNone', { words: (old.off ?? []).join(', ') });
  return command(intent, { ...slots, products: [{ sku, ...(off.length === 0 ? {} : { off }) }], ids });
}

/** The plan of another product that goes by the same name: Forms of E5 for Forms of E3. */
function samePlan(names: Names, plan: string, skuName: string): string[] {
  const sku = names.source.skus.find((candidate) => candidate.skuPartNumber === skuName);
  if (sku === undefined) return [];
  const exact = plansOf(sku, [plan]);
  if (exact.length > 0) return exact;
  const alias = names.source.planAliases.find(({ servicePlanNamePatterns: patterns }) =>
    patterns.some((pattern) => (pattern.endsWith('_') ? plan.startsWith(pattern) : plan === pattern)),
  );
  return alias === undefined ? [] : plansOf(sku, alias.servicePlanNamePatterns);
}

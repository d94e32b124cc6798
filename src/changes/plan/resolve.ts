import type { ServicePlanInfo, SubscribedSku } from '../../graph/types.ts';
import type { ProductSlot, Slots } from '../../language/command.ts';
import { goneProduct } from '../../licensing/model/gone-products.ts';
import type { GroupIndex, SkuIndex, Tenant, UserIndex } from '../../licensing/model/tenant.ts';

/**
 * From the names in slots to the tenant's own objects. The ids beside the names decide, since two things may bear one
 * name. A name that the tenant no longer has is a fault of the caller: the reading was made against another tenant.
 */
export function groupsIn(tenant: Tenant, slots: Slots, names: readonly string[] = slots.groups ?? []): GroupIndex[] {
  const candidates = (slots.ids?.groups ?? []).flatMap((id) => tenant.findGroup(id) ?? []);
  return names.map((name) => {
    const at = candidates.findIndex((group) => tenant.group(group).displayName === name);
    if (at === -1) throw new UnknownName('group', name);
    return candidates.splice(at, 1)[0] as GroupIndex;
  });
}

/** People named one by one, or everybody who is in all of some groups. */
export function usersIn(tenant: Tenant, slots: Slots): UserIndex[] {
  const { users } = slots;
  if (users === undefined) return [];
  if ('in' in users) {
    const [first = [], ...others] = groupsIn(tenant, slots, users.in).map((group) => tenant.members(group));
    const sets = others.map((members) => new Set(members));
    return first.filter((user) => sets.every((members) => members.has(user)));
  }
  const candidates = (slots.ids?.users ?? []).flatMap((id) => tenant.findUser(id) ?? []);
  return users.map((name) => {
    const found = candidates.find((user) => tenant.user(user).userPrincipalName === name);
    if (found === undefined) throw new UnknownName('user', name);
    return found;
  });
}

export function skuNamed(tenant: Tenant, slots: Slots, name: string): SubscribedSku {
  const byId = (slots.ids?.skus ?? []).map((id) => skuOf(tenant, id)).find((sku) => sku.skuPartNumber === name);
  const sku = byId ?? tenant.skus.find((candidate) => candidate.skuPartNumber === name);
  if (sku === undefined) throw new UnknownName('product', name);
  return sku;
}

/** `products` in either of its shapes, without `all`. */
export function productSlots(slots: Slots): readonly ProductSlot[] {
  if (slots.products === undefined || slots.products === 'all') return [];
  return slots.products.map((product) => (typeof product === 'string' ? { sku: product } : product));
}

/** Plans that people can have: a `Company` plan is the tenant's (R58). */
export function userPlans(sku: SubscribedSku): readonly ServicePlanInfo[] {
  return sku.servicePlans.filter((plan) => (plan.appliesTo ?? 'User') === 'User');
}

export function planOfSku(sku: SubscribedSku, name: string): ServicePlanInfo | undefined {
  return sku.servicePlans.find((plan) => plan.servicePlanName === name);
}

/** A product of a template or of somebody's, be it gone. */
export function skuOf(tenant: Tenant, skuId: string): SubscribedSku {
  const index: SkuIndex | undefined = tenant.findSku(skuId);
  return (index === undefined ? undefined : tenant.skus[index]) ?? goneProduct(skuId);
}

class UnknownName extends Error {
  constructor(kind: 'group' | 'user' | 'product', name: string) {
    super(`the ${kind} "${name}" is not in the tenant`);
    this.name = 'UnknownName';
  }
}

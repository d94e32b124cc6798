import type { AssignedLicense, SubscribedSku } from '../../graph/types.ts';
import type { ProductSlot, Slots } from '../../language/command.ts';
import { isHeld } from '../../licensing/model/holdings.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { Note, Planner } from './plan.ts';
import { directLicenses, planBuilder, sameSet } from './plan-builder.ts';
import { planLeave } from './plan-comings.ts';
import { groupsIn, planOfSku, productSlots, skuNamed, skuOf, userPlans, usersIn } from './resolve.ts';

/** Licenses for groups (templates) or people (direct). A product already there gets the new set of plans (R17). */
export const planAssign: Planner = (tenant, slots) => {
  const licenses = productSlots(slots).map((product) => licenseFor(tenant, slots, product));
  const builder = planBuilder();
  for (const group of groupsIn(tenant, slots)) {
    builder.group(tenant, group, { add: licenses, remove: [] });
  }
  for (const user of usersIn(tenant, slots)) {
    const add = slots.paths === 'direct' ? licenses : notCovered(tenant, user, licenses, builder.note);
    builder.user(tenant, user, { add, remove: [] });
  }
  return builder.done();
};

/** Turns plans of products that are already there on or off. */
export const planPlans: Planner = (tenant, slots) => {
  const builder = planBuilder();
  const sku = slots.sku === undefined ? undefined : skuNamed(tenant, slots, slots.sku);
  for (const group of groupsIn(tenant, slots)) {
    const { id: groupId } = tenant.group(group);
    const add = replanned(tenant, tenant.assignedLicenses(group), { slots, sku, groupId, note: builder.note });
    builder.group(tenant, group, { add, remove: [] });
  }
  for (const user of usersIn(tenant, slots)) {
    const { id: userId } = tenant.user(user);
    const direct = directLicenses(tenant, user);
    const holder = planHolder(tenant, user, slots, sku);
    const mayChange = notInheritedOnly(tenant, user, holder, (note) => builder.note({ ...note, services: true }));
    const add = mayChange ? replanned(tenant, direct, { slots, sku, userId, note: builder.note }) : [];
    builder.user(tenant, user, { add, remove: [] });
  }
  return builder.done();
};

/** Takes products out of templates, or direct copies from people. What people inherit is their group's to take. */
export const planRemove: Planner = (tenant, slots) => {
  if (slots.leaving === true) return planLeave(tenant, slots);
  const builder = planBuilder({ wholeTenant: slots.scope !== undefined });
  const wanted =
    slots.products === 'all' ? undefined : productSlots(slots).map(({ sku }) => skuNamed(tenant, slots, sku).skuId);
  const groups =
    slots.scope === undefined
      ? groupsIn(tenant, slots)
      : Array.from({ length: tenant.groupCount }, (_, group) => group);
  for (const group of groups) {
    const template = tenant.assignedLicenses(group).map((license) => license.skuId);
    const remove = template.filter((skuId) => wanted === undefined || wanted.includes(skuId));
    if (slots.scope === undefined) {
      const { id: groupId } = tenant.group(group);
      for (const skuId of (wanted ?? []).filter((id) => !template.includes(id)))
        builder.note({ kind: 'productNotThere', skuId, groupId });
      if (wanted === undefined && template.length === 0) builder.note({ kind: 'noLicenses', groupId });
    }
    if (slots.scope === undefined || remove.length > 0) builder.group(tenant, group, { add: [], remove });
  }
  const users =
    slots.scope === undefined ? usersIn(tenant, slots) : Array.from({ length: tenant.userCount }, (_, user) => user);
  for (const user of users) {
    const direct = directLicenses(tenant, user).map((license) => license.skuId);
    const remove = direct.filter((skuId) => wanted === undefined || wanted.includes(skuId));
    if (slots.scope !== undefined) {
      if (remove.length > 0) builder.user(tenant, user, { add: [], remove });
      continue;
    }
    for (const skuId of wanted ?? heldBy(tenant, user)) {
      if (!direct.includes(skuId) && notInheritedOnly(tenant, user, skuId, builder.note)) {
        builder.note({ kind: 'productNotThere', skuId, userId: tenant.user(user).id });
      }
    }
    builder.user(tenant, user, { add: [], remove });
  }
  return builder.done();
};

/** One product for another in one change, so that nobody is without in between (R16). */
export const planSwap: Planner = (tenant, slots) => {
  const builder = planBuilder();
  const plansOff = offPlans(slots);
  const off = plansOff === undefined ? {} : { off: plansOff };
  const to = licenseFor(tenant, slots, { sku: slots.to ?? '', ...off });
  for (const group of groupsIn(tenant, slots)) {
    const { id: groupId } = tenant.group(group);
    const template = tenant.assignedLicenses(group).map((license) => license.skuId);
    const others = template.filter((skuId) => skuId !== to.skuId);
    const from = slots.from ? skuNamed(tenant, slots, slots.from).skuId : others.length === 1 ? others[0] : undefined;
    if (from === undefined) return { kind: 'whichProduct', groupId };
    if (!template.includes(from)) {
      builder.note({ kind: 'productNotThere', skuId: from, groupId });
      builder.group(tenant, group, { add: [], remove: [] });
      continue;
    }
    builder.group(tenant, group, { add: [to], remove: [from] });
  }
  return builder.done();
};

/** Gives groups the template of another, with its plans. */
export const planCopy: Planner = (tenant, slots) => {
  const builder = planBuilder();
  const [from, ...to] = groupsIn(tenant, slots, [slots.from_group ?? '', ...(slots.to_groups ?? [])]);
  const template = from === undefined ? [] : tenant.assignedLicenses(from);
  if (from !== undefined && template.length === 0) builder.note({ kind: 'noLicenses', groupId: tenant.group(from).id });
  for (const group of to) builder.group(tenant, group, { add: template, remove: [] });
  return builder.done();
};

function licenseFor(tenant: Tenant, slots: Slots, product: ProductSlot): AssignedLicense {
  const sku = skuNamed(tenant, slots, product.sku);
  const on = product.only;
  const disabledPlans = userPlans(sku)
    .filter((plan) =>
      on === undefined ? product.off?.includes(plan.servicePlanName) : !on.includes(plan.servicePlanName),
    )
    .map((plan) => plan.servicePlanId);
  return { skuId: sku.skuId, disabledPlans };
}

interface Replanning {
  readonly slots: Slots;
  readonly sku: SubscribedSku | undefined;
  readonly groupId?: string;
  readonly userId?: string;
  readonly note: (note: Note) => void;
}

/** The licenses of a template, or of a person, whose plans the command alters. */
function replanned(tenant: Tenant, licenses: readonly AssignedLicense[], how: Replanning): AssignedLicense[] {
  const { slots, sku, note } = how;
  const whom = {
    ...(how.groupId === undefined ? {} : { groupId: how.groupId }),
    ...(how.userId === undefined ? {} : { userId: how.userId }),
  };
  const only = slots.only === 'failed' ? undefined : slots.only;
  const on = slots.on === 'all' ? undefined : slots.on;
  const named = [...(on ?? []), ...(offPlans(slots) ?? []), ...(only ?? [])];
  const considered = licenses.filter((license) => sku === undefined || license.skuId === sku.skuId);
  if (sku !== undefined && considered.length === 0) note({ kind: 'productNotThere', skuId: sku.skuId, ...whom });
  for (const plan of named) {
    const holders = considered.filter((license) => planOfSku(skuOf(tenant, license.skuId), plan) !== undefined);
    if (holders.length === 0 && considered.length > 0) note({ kind: 'planNotThere', plan, ...whom });
  }
  if (slots.on === 'all') return considered.flatMap((license) => wholly(license, whom, note));
  return considered.flatMap((license) => {
    const product = skuOf(tenant, license.skuId);
    if (!named.some((plan) => planOfSku(product, plan) !== undefined)) return [];
    const disabled = new Set(license.disabledPlans);
    for (const plan of userPlans(product)) {
      if (on?.includes(plan.servicePlanName)) disabled.delete(plan.servicePlanId);
      if (offPlans(slots)?.includes(plan.servicePlanName)) disabled.add(plan.servicePlanId);
      if (only?.includes(plan.servicePlanName)) disabled.delete(plan.servicePlanId);
      if (only !== undefined && !only.includes(plan.servicePlanName)) disabled.add(plan.servicePlanId);
    }
    if (sameSet(disabled, license.disabledPlans)) {
      for (const plan of named.filter((name) => planOfSku(product, name) !== undefined))
        note({ kind: 'alreadySo', plan, ...whom });
      return [];
    }
    return [{ skuId: license.skuId, disabledPlans: [...disabled] }];
  });
}

/** A license with all its plans on: nothing to do where none was off. */
function wholly(
  { skuId, disabledPlans }: AssignedLicense,
  whom: { readonly groupId?: string; readonly userId?: string },
  note: (note: Note) => void,
): readonly AssignedLicense[] {
  if (disabledPlans.length > 0) return [{ skuId, disabledPlans: [] }];
  note({ kind: 'alreadyHas', skuId, ...whom });
  return [];
}

/** Plans to turn off; `true` belongs to alerts and names none. */
function offPlans({ off }: Slots): readonly string[] | undefined {
  return off === true ? undefined : off;
}

/** Every product that a person has or should have, each once. */
function heldBy(tenant: Tenant, user: UserIndex): readonly string[] {
  return [...new Set(tenant.read(tenant.rows(user)).map((row) => row.skuId))];
}

/** The product through which a person has a plan that the command names. */
function planHolder(tenant: Tenant, user: UserIndex, slots: Slots, sku: SubscribedSku | undefined): string | undefined {
  if (sku !== undefined) return sku.skuId;
  const named = [
    ...(slots.on === undefined || slots.on === 'all' ? [] : slots.on),
    ...(offPlans(slots) ?? []),
    ...(slots.only === 'failed' ? [] : (slots.only ?? [])),
  ];
  return tenant
    .read(tenant.rows(user))
    .find((row) => named.some((plan) => planOfSku(skuOf(tenant, row.skuId), plan) !== undefined))?.skuId;
}

/** False, with a note that names the groups, when a person has the product by inheritance alone (R20). */
function notInheritedOnly(
  tenant: Tenant,
  user: UserIndex,
  skuId: string | undefined,
  note: (note: Extract<Note, { kind: 'inherited' }>) => void,
): boolean {
  const rows = tenant.read(tenant.rows(user)).filter((row) => row.skuId === skuId);
  const groupIds = rows.flatMap((row) => row.assignedByGroup ?? []);
  if (skuId === undefined || groupIds.length === 0 || groupIds.length < rows.length) return true;
  note({ kind: 'inherited', skuId, userId: tenant.user(user).id, groupIds });
  return false;
}

/** The licenses that no group gives this person already: a copy beside it would cost nothing and do nothing. */
function notCovered(
  tenant: Tenant,
  user: UserIndex,
  licenses: readonly AssignedLicense[],
  note: (note: Note) => void,
): readonly AssignedLicense[] {
  const rows = tenant.read(tenant.rows(user)).filter(isHeld);
  return licenses.filter(({ skuId, disabledPlans }) => {
    const sources = rows.filter((row) => row.skuId === skuId);
    const groupIds = sources.flatMap(({ assignedByGroup, disabledPlans: off }) =>
      assignedByGroup !== null && off.every((plan) => disabledPlans.includes(plan)) ? assignedByGroup : [],
    );
    if (groupIds.length === 0 || groupIds.length < sources.length) return true;
    note({ kind: 'covered', skuId, userId: tenant.user(user).id, groupIds });
    return false;
  });
}

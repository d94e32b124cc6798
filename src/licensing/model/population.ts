import { idKey, isSameId } from '../../graph/ids.ts';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { SnapshotGroup, SnapshotUser, SubscribedSku } from '../../graph/types.ts';
import type { LivingTenant } from './living-tenant.ts';
import { MemoryTenant } from './memory-tenant.ts';
import type { Observed, Of } from './observed.ts';
import type { GroupIndex, Rows, Tenant, UserIndex } from './tenant.ts';
import { withTheirSeats } from './with-their-seats.ts';

interface Next {
  readonly tenant: MemoryTenant;
  readonly affected: () => readonly UserIndex[];
}

/** The tenant with whoever comes and what is called otherwise. Undefined: nobody, and nothing. */
export function population(tenant: LivingTenant, batch: readonly Observed[]): Next | undefined {
  const users = merged(batch, 'user', ({ user }) => user);
  const groups = merged(batch, 'group', ({ group }) => withoutTemplate(tenant, group));
  const skus = batch.findLast((seen) => seen.kind === 'products')?.skus;
  const rules = batch.findLast((seen) => seen.kind === 'rules')?.rules;
  const products = skus === undefined ? tenant.skus : productsNow(tenant.skus, skus);
  const others = otherMembers(tenant, users, batch);
  const isSame =
    [...users.values()].every((user) => isKnownUser(tenant, user)) &&
    [...groups.values()].every((group) => isKnownGroup(tenant, group)) &&
    (skus === undefined || isSaid(withTheirSeats(tenant), products)) &&
    (rules === undefined || JSON.stringify(rules) === JSON.stringify(tenant.rules)) &&
    others.size === 0;
  if (isSame) return undefined;
  const known = (group: number) => withOthers(tenant.snapshotGroup(group), others);
  const next = new MemoryTenant({
    ...partsOf(tenant),
    ...(rules === undefined ? {} : { rules, rulesFile: undefined }),
    subscribedSkus: products,
    users: extended(indexes(tenant.userCount), (user) => tenant.snapshotUser(user), users),
    groups: extended(indexes(tenant.groupCount), known, groups, (group) => withOthers(group, others)),
  });
  next.adoptOrder(tenant.memory);
  const isRuledAnew = rules !== undefined || skus !== undefined;
  const changed = [...users.values()].flatMap(({ id }) => next.findUser(id) ?? []);
  return { tenant: next, affected: () => (isRuledAnew ? [...changed, ...failing(tenant)] : changed) };
}

/** Takes away who and what is gone. Places change: only while nobody has any in hand. */
export function forgetGone(tenant: LivingTenant, gone: ReadonlySet<string>): void {
  const stays = ({ id }: { readonly id: string }) => !gone.has(idKey(id));
  const users = indexes(tenant.userCount)
    .map((user) => tenant.snapshotUser(user))
    .filter(stays);
  const groups = tenant
    .groupOrder()
    .map((group) => tenant.snapshotGroup(group))
    .filter(stays);
  tenant.become(new MemoryTenant({ ...partsOf(tenant), users, groups }));
}

/** Of each id all that is told, later words last. */
function merged<Kind extends 'user' | 'group', T extends { readonly id: string }>(
  batch: readonly Observed[],
  kind: Kind,
  of: (seen: Of<Kind>) => T,
): Map<string, T> {
  const all = new Map<string, T>();
  for (const seen of batch) {
    if (seen.kind !== kind) continue;
    const told = of(seen as Of<Kind>);
    const key = idKey(told.id);
    all.set(key, { ...all.get(key), ...told });
  }
  return all;
}

/** The template of a group that is there changes in place. */
function withoutTemplate(tenant: Tenant, { members: _, ...group }: SnapshotGroup): SnapshotGroup {
  if (tenant.findGroup(group.id) === undefined) return { assignedLicenses: [], ...group, members: [] };
  const { assignedLicenses: __, ...named } = group;
  return named as SnapshotGroup;
}

function isKnownUser(tenant: Tenant, told: SnapshotUser): boolean {
  const user = tenant.findUser(told.id);
  return user !== undefined && isToldAlready(tenant.snapshotUser(user), told);
}

function isKnownGroup(tenant: Tenant, told: SnapshotGroup): boolean {
  const group = tenant.findGroup(told.id);
  return group !== undefined && isToldAlready(tenant.snapshotGroup(group), told);
}

function isToldAlready(known: Readonly<Record<string, unknown>>, told: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(told).every(
    ([name, value]) => name === 'id' || JSON.stringify(known[name] ?? null) === JSON.stringify(value ?? null),
  );
}

/** Products in the places that they have; those that are gone give nobody anything. */
function productsNow(known: readonly SubscribedSku[], told: readonly SubscribedSku[]): readonly SubscribedSku[] {
  const isOf = (sku: SubscribedSku) => (other: SubscribedSku) => isSameId(sku.skuId, other.skuId);
  return [
    ...known.map((sku) => told.find(isOf(sku)) ?? { ...sku, capabilityStatus: 'Deleted' }),
    ...told.filter((sku) => !known.some(isOf(sku))),
  ];
}

/** Members that are no people: their lists are read anew. By group. */
function otherMembers(
  tenant: Tenant,
  users: ReadonlyMap<string, SnapshotUser>,
  batch: readonly Observed[],
): ReadonlyMap<string, ReadonlyMap<string, Of<'member'>>> {
  const all = new Map<string, Map<string, Of<'member'>>>();
  for (const seen of batch) {
    if (seen.kind !== 'member') continue;
    const group = tenant.findGroup(seen.groupId);
    if (tenant.findUser(seen.memberId) !== undefined || users.has(idKey(seen.memberId))) continue;
    const isIn =
      group !== undefined && (tenant.snapshotGroup(group).members ?? []).some((id) => isSameId(id, seen.memberId));
    if (isIn !== seen.isGone) continue;
    const key = idKey(seen.groupId);
    const others = all.get(key) ?? new Map<string, Of<'member'>>();
    all.set(key, others.set(idKey(seen.memberId), seen));
  }
  return all;
}

function withOthers(group: SnapshotGroup, all: ReturnType<typeof otherMembers>): SnapshotGroup {
  const others = all.get(idKey(group.id));
  if (others === undefined) return group;
  const members = (group.members ?? []).filter((id) => !others.has(idKey(id)));
  const come = [...others.values()].filter(({ isGone }) => !isGone).map(({ memberId }) => memberId);
  return { ...group, members: [...members, ...come] };
}

/** Those that are there with what is told of them, then those that come. */
function* extended<T extends { readonly id: string }>(
  places: readonly number[],
  at: (place: number) => T,
  told: ReadonlyMap<string, T>,
  coming: (told: T) => T = (one) => one,
): Generator<T> {
  const come = new Map(told);
  for (const place of places) {
    const known = at(place);
    const more = come.get(idKey(known.id));
    come.delete(idKey(known.id));
    yield more === undefined ? known : { ...known, ...more, id: known.id };
  }
  for (const one of come.values()) yield coming(one);
}

function partsOf(tenant: LivingTenant): Snapshot {
  const { organization, directoryRoles, rules, rulesFile } = tenant;
  return {
    organization,
    directoryRoles,
    rules,
    rulesFile,
    subscribedSkus: withTheirSeats(tenant),
    users: [],
    groups: [],
  };
}

/** Other rules, or other products, may give them what they do not have. */
function failing(tenant: Tenant): readonly UserIndex[] {
  return indexes(tenant.userCount).filter((user) => {
    const rows: Rows = tenant.rows(user);
    return tenant.read(rows).some(({ error }) => error !== null);
  });
}

function indexes(count: number): readonly (UserIndex | GroupIndex)[] {
  return Array.from({ length: count }, (_, index) => index);
}

function isSaid(known: unknown, told: unknown): boolean {
  return JSON.stringify(known) === JSON.stringify(told);
}

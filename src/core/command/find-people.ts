import { isGuest } from '../authorization.ts';
import type { LicenseAssignmentState, User } from '../graph.ts';
import type { Slots } from '../language/command.ts';
import { isHeld } from '../licensing/holdings.ts';
import type { Tenant, UserIndex } from '../licensing/tenant.ts';
import { groupsIn, productSlots, skuNamed } from './resolve.ts';

/** The first of those who are found, by their ids, and how many there are in all. */
export interface PeopleFound {
  readonly ids: readonly string[];
  readonly total: number;
}

/** People by what they are, for a list: whose account is disabled comes first. */
export function listPeople(tenant: Tenant, slots: Slots, limit: number): PeopleFound {
  const users = disabledFirst(tenant, findPeople(tenant, slots));
  return { ids: users.slice(0, limit).map((user) => tenant.user(user).id), total: users.length };
}

/** Nobody pages through more, and each profile is read. */
const MOST_SORTED = 5_000;

/** Whose account is disabled is looked for first: they can spare what they have. */
function disabledFirst(tenant: Tenant, users: readonly UserIndex[]): readonly UserIndex[] {
  if (users.length > MOST_SORTED) return users;
  const isEnabled = (user: UserIndex) => Number(tenant.user(user).accountEnabled);
  return users.toSorted((a, b) => isEnabled(a) - isEnabled(b));
}

/**
 * People by what they are: in any of the groups named and in none of those `outside`, and everything else that is said of them in the order of the
 * directory. Cost: everybody in question; their profiles are read last.
 */
export function findPeople(tenant: Tenant, slots: Slots): readonly UserIndex[] {
  const groups = groupsIn(tenant, slots);
  const among =
    groups.length === 0
      ? Array.from({ length: tenant.userCount }, (_, user) => user)
      : [...new Set(groups.flatMap((group) => [...tenant.members(group)]))];
  const holds = holdingsAsked(tenant, slots);
  const is = profileAsked(slots);
  const inNoGroup = slots.lacking === 'group';
  const outside = new Set(groupsIn(tenant, slots, slots.outside ?? []).flatMap((group) => [...tenant.members(group)]));
  return among.filter((user) => {
    if (inNoGroup && tenant.groupsOf(user).length > 0) return false;
    if (outside.has(user)) return false;
    return holds(user) && (is === undefined || is(tenant.user(user)));
  });
}

function holdingsAsked(tenant: Tenant, slots: Slots): (user: UserIndex) => boolean {
  const { lacking, licensed, paths, has_all: all } = slots;
  const through = groupsIn(tenant, slots, slots.through ?? []).map((group) => tenant.group(group).id);
  const byThem = ({ assignedByGroup }: LicenseAssignmentState) =>
    assignedByGroup !== null && through.includes(assignedByGroup);
  const skuIds = productSlots(slots).map(({ sku }) => skuNamed(tenant, slots, sku).skuId);
  const without = (slots.without ?? []).map((name) => skuNamed(tenant, slots, name).skuId);
  if (
    lacking !== 'license' &&
    licensed !== true &&
    paths === undefined &&
    skuIds.length + without.length + through.length === 0
  ) {
    return () => true;
  }
  const wanted = skuIds.length === 0 ? tenant.skus.map((sku) => sku.skuId) : skuIds;
  return (user) => {
    const held = tenant.read(tenant.rows(user)).filter(isHeld);
    const rows = through.length === 0 ? held : held.filter(byThem);
    if (lacking === 'license') return rows.length === 0;
    if (held.some(({ skuId }) => without.includes(skuId))) return false;
    if (skuIds.length + through.length === 0 && licensed !== true && paths === undefined) return true;
    const has = (skuId: string) => comesBy(rows, skuId, paths);
    return all === true ? wanted.every(has) : wanted.some(has);
  };
}

/** Whether somebody has a product in this way, or at all. "Directly" does not say that no group gives it too. */
function comesBy(rows: readonly LicenseAssignmentState[], skuId: string, paths: Slots['paths']): boolean {
  const sources = rows.filter((row) => row.skuId === skuId);
  const direct = sources.some(({ assignedByGroup }) => assignedByGroup === null);
  const inherited = sources.some(({ assignedByGroup }) => assignedByGroup !== null);
  switch (paths) {
    case undefined:
      return direct || inherited;
    case 'direct':
      return direct;
    case 'group':
      return inherited;
    case 'direct_and_group':
      return direct && inherited;
  }
}

/** Undefined where no profile needs to be read. */
function profileAsked({ lacking, country, enabled, guests }: Slots): ((user: User) => boolean) | undefined {
  if (lacking !== 'usageLocation' && country === undefined && enabled === undefined && guests === undefined) {
    return undefined;
  }
  return ({ usageLocation, accountEnabled, userType }) =>
    (lacking !== 'usageLocation' || usageLocation === null) &&
    (country === undefined || usageLocation?.toUpperCase() === country) &&
    (enabled === undefined || accountEnabled === enabled) &&
    (guests === undefined || isGuest(userType) === guests);
}

import type { LicenseAssignmentState, SignInActivity, User } from '../../graph/types.ts';
import type { Slots } from '../../language/command.ts';
import { isHeld } from '../../licensing/model/holdings.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import { isGuest } from '../authorization.ts';
import { groupsIn, productSlots, skuNamed } from './resolve.ts';

/** The first of those who are found, by their ids, and how many there are in all. */
export interface PeopleFound {
  readonly ids: readonly string[];
  readonly total: number;
  /** A property of people that was asked for and that nobody of the directory has: nothing can be told by it. */
  readonly unknown?: Unknown;
}

export type Unknown = 'department' | 'jobTitle' | 'signInActivity';

/** People by what they are, for a list: whose account is disabled comes first. */
export function listPeople(tenant: Tenant, slots: Slots, limit: number): PeopleFound {
  const users = disabledFirst(tenant, findPeople(tenant, slots));
  const unknown = users.length > 0 ? undefined : unknownIn(tenant, slots);
  const ids = users.slice(0, limit).map((user) => tenant.user(user).id);
  return { ids, total: users.length, ...(unknown === undefined ? {} : { unknown }) };
}

/** What nobody has is not empty: it was not exported. */
function unknownIn(tenant: Tenant, { department, jobTitle, notSeenSince }: Slots): Unknown | undefined {
  const asked: readonly (readonly [Unknown, string | undefined])[] = [
    ['department', department],
    ['jobTitle', jobTitle],
    ['signInActivity', notSeenSince],
  ];
  const everybody = Array.from({ length: tenant.userCount }, (_, user) => user);
  return asked.find(
    ([property, value]) =>
      value !== undefined && everybody.every((user) => (tenant.user(user)[property] ?? undefined) === undefined),
  )?.[0];
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
 * People by what they are: in any of the groups named, or in each of them, and in none of those `outside`, and everything else that is said of them in the order of the
 * directory. Cost: everybody in question; their profiles are read last.
 */
export function findPeople(tenant: Tenant, slots: Slots): readonly UserIndex[] {
  const groups = groupsIn(tenant, slots);
  const among =
    groups.length === 0
      ? Array.from({ length: tenant.userCount }, (_, user) => user)
      : [...new Set(groups.flatMap((group) => [...tenant.members(group)]))].filter(
          (user) => slots.in_all !== true || groups.every((group) => tenant.groupsOf(user).includes(group)),
        );
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
  const { lacking, licensed, paths, has_all: all = [] } = slots;
  const through = groupsIn(tenant, slots, slots.through ?? []).map((group) => tenant.group(group).id);
  const byThem = ({ assignedByGroup }: LicenseAssignmentState) =>
    assignedByGroup !== null && through.includes(assignedByGroup);
  const named = [...productSlots(slots).map(({ sku }) => sku), ...all];
  const skuIds = named.map((sku) => skuNamed(tenant, slots, sku).skuId);
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
    return all.length > 0 ? wanted.every(has) : wanted.some(has);
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
function profileAsked(slots: Slots): ((user: User) => boolean) | undefined {
  const { lacking, country, enabled, guests, department, jobTitle, notSeenSince } = slots;
  const asked = [country, enabled, guests, department, jobTitle, notSeenSince];
  if (lacking !== 'usageLocation' && asked.every((value) => value === undefined)) return undefined;
  return (user) =>
    (lacking !== 'usageLocation' || user.usageLocation === null) &&
    (country === undefined || user.usageLocation?.toUpperCase() === country) &&
    (enabled === undefined || user.accountEnabled === enabled) &&
    (guests === undefined || isGuest(user.userType) === guests) &&
    (department === undefined || isSaid(user.department, department)) &&
    (jobTitle === undefined || isSaid(user.jobTitle, jobTitle)) &&
    (notSeenSince === undefined || isUnseen(user, notSeenSince));
}

/** Case and marks say nothing. */
function isSaid(value: string | null | undefined, said: string): boolean {
  return typeof value === 'string' && value.localeCompare(said, undefined, { sensitivity: 'base' }) === 0;
}

/** Of whom nothing is known, nothing is said. */
export function isUnseen({ signInActivity }: User, since: string): boolean {
  if (signInActivity === undefined) return false;
  return (lastSeen(signInActivity) ?? '') < since;
}

/** The last time that somebody signed in, by hand or not; undefined for never. */
export function lastSeen(activity: SignInActivity | null | undefined): string | undefined {
  const times = [
    activity?.lastSignInDateTime,
    activity?.lastNonInteractiveSignInDateTime,
    activity?.lastSuccessfulSignInDateTime,
  ];
  return times
    .filter((time) => typeof time === 'string')
    .sort()
    .at(-1);
}

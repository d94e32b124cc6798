import type { Change } from '../change.ts';
import type { KnownStatuses } from '../explain/known-statuses.ts';
import type { GroupIndex, Tenant } from '../model/tenant.ts';
import { givenToPeople } from '../rules/for-organization.ts';
import type { Steps } from '../steps.ts';
import { foreseenOf } from './foreseen.ts';
import { simulating } from './simulate.ts';

/** In a smaller tenant the first look is short anyway. */
const FROM_PEOPLE = 20_000;
/** Of the group that is looked at: a look at fewer leaves some of what a large one runs uncompiled, more would teach nothing. */
const MOST_MEMBERS = 100_000;

/**
 * Looks at what nobody asked for, and keeps nothing of it: of a large tenant the first look takes a third longer than the
 * next, and so it is nobody's. Returns whether there was anything to look at.
 */
export function* rehearsing(
  tenant: Tenant,
  now: string,
  known: KnownStatuses,
  fromPeople = FROM_PEOPLE,
): Steps<boolean> {
  const change = tenant.userCount < fromPeople ? undefined : changeOfMany(tenant);
  if (change === undefined) return false;
  const changes = [change];
  const about = { changes, targetGroupIds: [change.groupId], targetUserIds: [] };
  yield* foreseenOf(tenant, yield* simulating(tenant, changes, { now }, known), { changes, about });
  return true;
}

/** A large group is given the largest product that it does not give. */
function changeOfMany(tenant: Tenant): Extract<Change, { readonly kind: 'assignGroupLicense' }> | undefined {
  const group = groupOfMany(tenant);
  if (group === undefined) return undefined;
  const isGiven = givenToPeople(tenant.skus);
  const given = new Set(tenant.assignedLicenses(group).map(({ skuId }) => skuId));
  const [product] = tenant.skus
    .filter(({ skuId }) => isGiven(skuId) && !given.has(skuId))
    .sort((a, b) => b.prepaidUnits.enabled - a.prepaidUnits.enabled);
  if (product === undefined) return undefined;
  const addLicenses = [{ skuId: product.skuId, disabledPlans: [] }];
  return { kind: 'assignGroupLicense', groupId: tenant.group(group).id, addLicenses, removeLicenses: [] };
}

function groupOfMany(tenant: Tenant): GroupIndex | undefined {
  let [most, found]: [number, GroupIndex | undefined] = [0, undefined];
  for (let group = 0; group < tenant.groupCount; group += 1) {
    const count = tenant.memberCount(group);
    if (count > most && count <= MOST_MEMBERS) [most, found] = [count, group];
  }
  return found;
}

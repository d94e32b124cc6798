import { findPeople } from '../../core/command/find-people.ts';
import type { Slots } from '../../core/language/command.ts';
import type { Tenant, UserIndex } from '../../core/licensing/tenant.ts';
import type { Handler } from './handler.ts';
import { groupsMessage, licensedGroupsMessage, newList, peopleMessage } from './paged-lists.ts';

/** Groups that give licenses; those that give one of some products, and none of others. */
export const listGroups: Handler = async (services, turn, heard) => {
  const { ids = {}, products = [], without = [], lacking } = heard.slots;
  if (products.length + without.length === 0 && lacking === undefined) {
    return { messages: [licensedGroupsMessage(services, turn, 1)] };
  }
  const given = (ids.skus ?? []).slice(0, products.length);
  const missing = (ids.skus ?? []).slice(products.length);
  const { tenant } = services.directory;
  const found = Array.from({ length: tenant.groupCount }, (_, group) => group).filter((group) => {
    const skuIds = tenant.assignedLicenses(group).map(({ skuId }) => skuId);
    if (lacking !== undefined) return skuIds.length === 0;
    const gives = (wanted: string) => skuIds.includes(wanted);
    return (given.length === 0 || given.some(gives)) && !missing.some(gives);
  });
  const groupIds = found.map((group) => tenant.group(group).id);
  return { messages: [groupsMessage(services, turn, await newList(services, groupIds))] };
};

/** People by what they are; the card says the question. */
export const findUsers: Handler = async (services, turn, heard) => {
  const { tenant } = services.directory;
  const {
    ids,
    groups,
    through,
    outside,
    products,
    without,
    has_all,
    paths,
    lacking,
    licensed,
    enabled,
    country,
    guests,
  } = heard.slots;
  const asked = {
    ids,
    groups,
    through,
    outside,
    products,
    without,
    has_all,
    paths,
    lacking,
    licensed,
    enabled,
    country,
    guests,
  };
  const users = disabledFirst(tenant, findPeople(tenant, heard.slots));
  const userIds = users.map((user) => tenant.user(user).id);
  return {
    messages: [peopleMessage(services, turn, await newList(services, userIds, withoutAbsent(asked)))],
    remember: { users: userIds.slice(0, 25), page: 1 },
  };
};

/** Nobody pages through more, and each profile is read. */
const MOST_SORTED = 5_000;

/** Whose account is disabled is looked for first: they can spare what they have. */
function disabledFirst(tenant: Tenant, users: readonly UserIndex[]): readonly UserIndex[] {
  if (users.length > MOST_SORTED) return users;
  const isEnabled = (user: UserIndex) => Number(tenant.user(user).accountEnabled);
  return users.toSorted((a, b) => isEnabled(a) - isEnabled(b));
}

/** Plain JSON: what was not asked for is absent. */
function withoutAbsent(slots: { readonly [K in keyof Slots]: Slots[K] | undefined }): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== undefined));
}

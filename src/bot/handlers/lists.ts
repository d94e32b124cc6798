import type { Slots } from '../../core/language/command.ts';
import type { Handler } from './handler.ts';
import { groupsMessage, licensedGroupsMessage, newList, peopleMessage } from './paged-lists.ts';

/** More people than anybody changes one by one: they belong in a group. */
const MOST_AT_ONCE = 2_000;

/** Groups that give licenses; those that give one of some products, and none of others. */
export const listGroups: Handler = async (services, turn, heard) => {
  const { ids = {}, products = [], without = [], lacking } = heard.slots;
  if (products.length + without.length === 0 && lacking === undefined) {
    return { messages: [await licensedGroupsMessage(services, turn, 1)] };
  }
  const given = (ids.skus ?? []).slice(0, products.length);
  const missing = (ids.skus ?? []).slice(products.length);
  const { seen: found } = await services.host.findGroups({
    giving: given,
    notGiving: missing,
    unlicensed: lacking !== undefined,
  });
  return { messages: [await groupsMessage(services, turn, await newList(services, { ids: found }))] };
};

/** People by what they are; the card says the question. */
export const findUsers: Handler = async (services, turn, heard) => {
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
  const { seen: found } = await services.host.findPeople(heard.slots);
  const list = await newList(services, { ...found, asked: withoutAbsent(asked) });
  return {
    messages: [await peopleMessage(services, turn, list)],
    remember: {
      users: found.ids.slice(0, 25),
      page: 1,
      ...(found.ids.length > MOST_AT_ONCE ? {} : { listed: found.ids }),
    },
  };
};

/** Plain JSON: what was not asked for is absent. */
function withoutAbsent(slots: { readonly [K in keyof Slots]: Slots[K] | undefined }): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== undefined));
}

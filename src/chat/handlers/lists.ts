import { ON_A_PAGE } from '../../cards/page/lists.ts';
import { MS_A_DAY } from '../../time/civil.ts';
import { texts } from '../../words/catalogue.ts';
import type { Handler } from './handler.ts';
import { listedAll } from './listed-all.ts';
import { groupsMessage, licensedGroupsMessage, newList, peopleMessage } from './paged-lists.ts';

/** Groups that give licenses; those that give one of some products, and none of others. */
export const listGroups: Handler = async (services, turn, heard) => {
  const { ids = {}, products = [], without = [], lacking, page = 1 } = heard.slots;
  if (products.length + without.length === 0 && lacking === undefined) {
    const { seen: shown } = await services.host.groups('licensed', { page, size: ON_A_PAGE });
    const ids = shown.items.map(({ groupId }) => groupId);
    return { messages: [await licensedGroupsMessage(services, turn, page)], remember: { page, ...listedAll(ids) } };
  }
  const given = (ids.skus ?? []).slice(0, products.length);
  const missing = (ids.skus ?? []).slice(products.length);
  const { seen: found } = await services.host.findGroups({
    giving: given,
    notGiving: missing,
    unlicensed: lacking !== undefined,
  });
  const list = await newList(services, { ids: found });
  return {
    messages: [await groupsMessage(services, turn, { ...list, page })],
    remember: { page, ...listedAll(found) },
  };
};

/** People by what they are; the card says the question. */
export const findUsers: Handler = async (services, turn, { slots }) => {
  const { page = 1, count: _count, question: _question, ...asked } = slots;
  const { seen: found } = await services.host.findPeople(asked);
  if (found.unknown !== undefined) return { messages: [{ text: texts[turn.language].record.notKnown[found.unknown] }] };
  const list = await newList(services, { ...found, asked });
  return {
    messages: [await peopleMessage(services, turn, { ...list, page })],
    remember: { users: found.ids.slice(0, 25), page, ...listedAll(found.ids) },
  };
};

/** Where nobody says for how long. */
const USUAL_DAYS = 90;

/** Who has not signed in for some days; where the data cannot tell, what they would need. */
export const findInactive: Handler = (services, turn, heard) => {
  const { days = USUAL_DAYS, ...slots } = heard.slots;
  const notSeenSince = new Date(services.clock.now().getTime() - days * MS_A_DAY).toISOString();
  return findUsers(services, turn, { ...heard, slots: { ...slots, days, notSeenSince } });
};

import { groupCard } from '../../cards/page/group.ts';
import { userCard } from '../../cards/page/user.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Handler, Heard } from './handler.ts';
import { listedAll } from './listed-all.ts';
import { groupsMessage, newList, peopleMessage } from './paged-lists.ts';

/** Cards of their own that one question is answered with; more are a list. */
const MOST_CARDS = 5;

export const showGroup: Handler = async (services, turn, heard) => {
  const { groups } = targetsNamed(services, heard);
  if (groups.length > MOST_CARDS) {
    const list = await newList(services, { ids: groups });
    return { messages: [await groupsMessage(services, turn, list)] };
  }
  const messages = await Promise.all(groups.map((groupId) => groupMessages(services, turn, groupId)));
  return { messages: messages.flat() };
};

export const showUser: Handler = async (services, turn, heard) => {
  const { users } = targetsNamed(services, heard);
  const remember = { users, ...(users.length > 1 ? listedAll(users) : {}) };
  if (users.length > MOST_CARDS) {
    const list = await newList(services, { ids: users });
    return { messages: [await peopleMessage(services, turn, list)], remember };
  }
  const messages = await Promise.all(users.map((userId) => personMessages(services, turn, userId)));
  return { messages: messages.flat(), remember };
};

/** The page of a group; nothing for one that the tenant does not have. */
export async function groupMessages(services: Services, turn: Turn, groupId: string): Promise<readonly Message[]> {
  const { seen: page } = await services.host.group(groupId);
  if (page === undefined) return [];
  const [lastChange] = (await services.store.changes.about(page.groupId, 20)).filter(
    (record) => record.appliedAt !== undefined,
  );
  const mayChange = turn.permissions.has('licenseGroup');
  const input = { page, mayChange, ...(lastChange === undefined ? {} : { lastChange }) };
  return [cardMessage(groupCard(viewContext(services, turn.language), input))];
}

export async function personMessages(services: Services, turn: Turn, userId: string): Promise<readonly Message[]> {
  const { seen: page } = await services.host.person(userId);
  if (page === undefined) return [];
  const mayChange = turn.permissions.has('licenseUser');
  return [cardMessage(userCard(viewContext(services, turn.language), { page, mayChange }))];
}

/** The groups and people that a reading names, by their ids: two may bear one name. Those that the tenant has. */
export function targetsNamed(services: Services, { slots }: Pick<Heard, 'slots'>): Named {
  const { groups = [], users = [] } = slots.ids ?? {};
  const { labels } = services;
  return {
    groups: groups.flatMap((id) => labels.group(id)?.id ?? []),
    users: users.flatMap((id) => labels.user(id)?.id ?? []),
  };
}

interface Named {
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

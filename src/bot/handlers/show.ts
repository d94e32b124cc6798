import type { GroupIndex, UserIndex } from '../../core/licensing/tenant.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { groupCard } from '../views/group.ts';
import { userCard } from '../views/user.ts';
import type { Handler, Heard } from './handler.ts';
import { groupsMessage, newList, peopleMessage } from './paged-lists.ts';

/** Cards of their own that one question is answered with; more are a list. */
const MOST_CARDS = 5;

export const showGroup: Handler = async (services, turn, heard) => {
  const { groups } = namedIn(services, heard).ids;
  if (groups.length > MOST_CARDS) {
    return { messages: [groupsMessage(services, turn, await newList(services, groups))] };
  }
  const messages = await Promise.all(groups.map((groupId) => groupMessages(services, turn, groupId)));
  return { messages: messages.flat() };
};

export const showUser: Handler = async (services, turn, heard) => {
  const { users } = namedIn(services, heard).ids;
  const remember = { users };
  if (users.length > MOST_CARDS) {
    return { messages: [peopleMessage(services, turn, await newList(services, users))], remember };
  }
  const messages = await Promise.all(users.map((userId) => personMessages(services, turn, userId)));
  return { messages: messages.flat(), remember };
};

/** The page of a group; nothing for one that the tenant does not have. */
export async function groupMessages(services: Services, turn: Turn, groupId: string): Promise<readonly Message[]> {
  const { seen: page } = await services.host.group(groupId);
  if (page === undefined) return [];
  const [lastChange] = services.store.changes
    .about(page.groupId, 20)
    .filter((record) => record.appliedAt !== undefined);
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

/** The groups and people that a reading names, by their ids: two may bear one name. */
export function groupsNamed({ directory }: Services, { slots }: Pick<Heard, 'slots'>): readonly GroupIndex[] {
  return (slots.ids?.groups ?? []).flatMap((id) => directory.tenant.findGroup(id) ?? []);
}

export function usersNamed({ directory }: Services, { slots }: Pick<Heard, 'slots'>): readonly UserIndex[] {
  return (slots.ids?.users ?? []).flatMap((id) => directory.tenant.findUser(id) ?? []);
}

/** Their ids alone, of those that are there. */
export function namedIn(services: Services, heard: Pick<Heard, 'slots'>) {
  const { tenant } = services.directory;
  return {
    ids: {
      groups: groupsNamed(services, heard).map((group) => tenant.group(group).id),
      users: usersNamed(services, heard).map((user) => tenant.user(user).id),
    },
  };
}

import { failureCauses } from '../../core/licensing/failure-cause.ts';
import { groupStatus } from '../../core/licensing/group-status.ts';
import { keptLicenses } from '../../core/licensing/kept.ts';
import type { GroupIndex, UserIndex } from '../../core/licensing/tenant.ts';
import type { Card } from '../cards/card.ts';
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
  const groups = groupsNamed(services, heard);
  if (groups.length <= MOST_CARDS) return { messages: groups.map((group) => groupMessage(services, turn, group)) };
  const ids = groups.map((group) => services.directory.tenant.group(group).id);
  return { messages: [groupsMessage(services, turn, await newList(services, ids))] };
};

export const showUser: Handler = async (services, turn, heard) => {
  const users = usersNamed(services, heard);
  const ids = users.map((user) => services.directory.tenant.user(user).id);
  const messages =
    users.length <= MOST_CARDS
      ? users.map((user) => userMessage(services, turn, user))
      : [peopleMessage(services, turn, await newList(services, ids))];
  return { messages, remember: { users: ids } };
};

export function groupMessage(services: Services, turn: Turn, group: GroupIndex): Message {
  const { tenant } = services.directory;
  const [lastChange] = services.store.changes
    .about(tenant.group(group).id, 20)
    .filter((record) => record.appliedAt !== undefined);
  const status = groupStatus(tenant, group);
  return cardMessage(
    groupCard(viewContext(services, turn.language), {
      status,
      causes: failureCauses(tenant, status.causes),
      mayChange: turn.permissions.has('licenseGroup'),
      kept: keptLicenses(tenant).find(({ groupId }) => groupId === tenant.group(group).id),
      ...(lastChange === undefined ? {} : { lastChange }),
    }),
  );
}

export function userMessage(services: Services, turn: Turn, user: UserIndex): Message {
  return cardMessage(userCardOf(services, turn, user));
}

function userCardOf(services: Services, turn: Turn, user: UserIndex): Card {
  return userCard(viewContext(services, turn.language), {
    user,
    causes: services.foresight.causes({ groupIds: [], userIds: [services.directory.tenant.user(user).id] }),
    mayChange: turn.permissions.has('licenseUser'),
  });
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

import type { GroupIndex } from '../../core/licensing/tenant.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { groupsCard, peopleCard } from '../views/lists.ts';

/** A list is paged as it was when it was asked for. */
const LIST_LIFETIME_MS = 24 * 3_600_000;
/** More than anybody pages through; the count on the card is of all. */
const LONGEST_LIST = 10_000;

/** A page of some things, by object id, under the number that the buttons to its other pages carry. */
export interface PagedList {
  readonly id: number;
  readonly ids: readonly string[];
  readonly page: number;
}

/** The first page of a list whose other pages can be asked for. */
export async function newList({ clock, lists }: Services, ids: readonly string[]): Promise<PagedList> {
  const id = clock.now().getTime();
  await lists.set(String(id), ids.slice(0, LONGEST_LIST), LIST_LIFETIME_MS);
  return { id, ids, page: 1 };
}

/** All groups that give licenses. */
export function licensedGroupsMessage(services: Services, turn: Turn, page: number): Message {
  const { tenant } = services.directory;
  const items = Array.from({ length: tenant.groupCount }, (_, group) => group).filter(
    (group) => tenant.assignedLicenses(group).length > 0,
  );
  return groupsPage(services, turn, { items, page, data: {} });
}

export function groupsMessage(services: Services, turn: Turn, { id, ids, page }: PagedList): Message {
  const items = ids.flatMap((groupId) => services.directory.tenant.findGroup(groupId) ?? []);
  return groupsPage(services, turn, { items, page, data: { id } });
}

function groupsPage(
  services: Services,
  turn: Turn,
  { items, page, data }: { items: readonly GroupIndex[]; page: number; data: { readonly id?: number } },
): Message {
  const pressFor = (wanted: number) => ({ verb: 'list-groups' as const, data: { ...data, page: wanted } });
  return cardMessage(groupsCard(viewContext(services, turn.language), { items, page, pressFor }));
}

export function peopleMessage(services: Services, turn: Turn, { id, ids, page }: PagedList): Message {
  const items = ids.flatMap((userId) => services.directory.tenant.findUser(userId) ?? []);
  const pressFor = (wanted: number) => ({ verb: 'people' as const, data: { id, v: 0, page: wanted } });
  return cardMessage(peopleCard(viewContext(services, turn.language), { items, page, pressFor }));
}

import type { Slots } from '../../core/language/command.ts';
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
  /** What was asked for: a list of people says it. */
  readonly asked?: Slots | undefined;
}

/** The first page of a list whose other pages can be asked for. */
export async function newList({ clock, lists }: Services, all: readonly string[], asked?: Slots): Promise<PagedList> {
  const id = clock.now().getTime();
  const ids = all.slice(0, LONGEST_LIST);
  await lists.set(String(id), asked === undefined ? ids : { ids, asked }, LIST_LIFETIME_MS);
  return { id, ids: all, page: 1, asked };
}

/** The list of this number, as it was when it was asked for. */
export async function listOf({ lists }: Services, id: number): Promise<Omit<PagedList, 'page'> | undefined> {
  const kept = await lists.get(String(id));
  if (kept === undefined) return undefined;
  return 'asked' in kept ? { id, ...kept } : { id, ids: kept };
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

export function peopleMessage(services: Services, turn: Turn, { id, ids, page, asked }: PagedList): Message {
  const items = ids.flatMap((userId) => services.directory.tenant.findUser(userId) ?? []);
  const pressFor = (wanted: number) => ({ verb: 'people' as const, data: { id, v: 0, page: wanted } });
  return cardMessage(
    peopleCard(viewContext(services, turn.language), {
      items,
      page,
      pressFor,
      ...(asked === undefined ? {} : { asked }),
    }),
  );
}

import { groupsCard, ON_A_PAGE, peopleCard } from '../../cards/page/lists.ts';
import type { Slots } from '../../language/command.ts';
import { LONGEST_LIST } from '../../tenant/tenant-host.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';

/** A list is paged as it was when it was asked for. */
const LIST_LIFETIME_MS = 24 * 3_600_000;

/** A page of some things, by object id, under the number that the buttons to its other pages carry. */
interface PagedList {
  readonly id: number;
  readonly ids: readonly string[];
  readonly page: number;
  /** How many there are, where more than can be paged through are. */
  readonly total?: number | undefined;
  /** What was asked for: a list of people says it. */
  readonly asked?: Slots | undefined;
}

/** The first page of a list whose other pages can be asked for. */
export async function newList({ clock, lists }: Services, list: Omit<PagedList, 'id' | 'page'>): Promise<PagedList> {
  const id = clock.now().getTime();
  const { asked, total } = list;
  const ids = list.ids.slice(0, LONGEST_LIST);
  const kept = {
    ids,
    ...(asked === undefined ? {} : { asked }),
    ...(total === undefined || total <= ids.length ? {} : { total }),
  };
  await lists.set(String(id), kept, LIST_LIFETIME_MS);
  return { id, page: 1, ...kept };
}

/** The list of this number, as it was when it was asked for. */
export async function listOf({ lists }: Services, id: number): Promise<Omit<PagedList, 'page'> | undefined> {
  const kept = await lists.get(String(id));
  if (kept === undefined) return undefined;
  return 'ids' in kept ? { id, ...kept } : { id, ids: kept };
}

/** All groups that give licenses. */
export function licensedGroupsMessage(services: Services, turn: Turn, page: number): Promise<Message> {
  return groupsPage(services, turn, { of: 'licensed', page, data: {} });
}

export function groupsMessage(services: Services, turn: Turn, { id, ids, page }: PagedList): Promise<Message> {
  return groupsPage(services, turn, { of: ids, page, data: { id } });
}

async function groupsPage(
  services: Services,
  turn: Turn,
  { of, page, data }: { of: readonly string[] | 'licensed'; page: number; data: { readonly id?: number } },
): Promise<Message> {
  const pressFor = (wanted: number) => ({ verb: 'list-groups' as const, data: { ...data, page: wanted } });
  const { seen: shown } = await services.host.groups(of, { page, size: ON_A_PAGE });
  return cardMessage(groupsCard(viewContext(services, turn.language), { shown, pressFor }));
}

export async function peopleMessage(services: Services, turn: Turn, list: PagedList): Promise<Message> {
  const { id, ids, page, total, asked } = list;
  const pressFor = (wanted: number) => ({ verb: 'people' as const, data: { id, v: 0, page: wanted } });
  const { seen: shown } = await services.host.people(ids, { page, size: ON_A_PAGE });
  return cardMessage(peopleCard(viewContext(services, turn.language), { shown, pressFor, asked, total }));
}

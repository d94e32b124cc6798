import { isHeld } from '../../core/licensing/holdings.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { groupsCard, peopleCard } from '../views/lists.ts';
import type { Handler, Heard } from './handler.ts';
import { groupsNamed } from './show.ts';

/** A list is paged as it was when it was asked for. */
const LIST_LIFETIME_MS = 24 * 3_600_000;
/** More than anybody pages through; the count on the card is of all. */
const LONGEST_LIST = 10_000;

export const listGroups: Handler = async (services, turn, heard) => ({
  messages: [groupsMessage(services, turn, { page: 1, skuIds: heard.slots.ids?.skus ?? [] })],
});

/** Licensed groups; with products, those that give one of them. */
export function groupsMessage(
  services: Services,
  turn: Turn,
  { page, skuIds }: { readonly page: number; readonly skuIds: readonly string[] },
): Message {
  const { tenant } = services.directory;
  const items = Array.from({ length: tenant.groupCount }, (_, group) => group).filter((group) => {
    const template = tenant.assignedLicenses(group);
    return template.length > 0 && (skuIds.length === 0 || template.some((license) => skuIds.includes(license.skuId)));
  });
  const pressFor = (wanted: number) => ({ verb: 'list-groups' as const, data: { page: wanted } });
  return cardMessage(groupsCard(viewContext(services, turn.language), { items, page, pressFor }));
}

/** People by group, product, source, or what they lack. */
export const findUsers: Handler = async (services, turn, heard) => {
  const { tenant } = services.directory;
  const groups = groupsNamed(services, heard);
  const among =
    groups.length === 0
      ? Array.from({ length: tenant.userCount }, (_, user) => user)
      : [...new Set(groups.flatMap((group) => [...tenant.members(group)]))];
  const userIds = among.filter(matching(services, heard)).map((user) => tenant.user(user).id);
  const id = services.clock.now().getTime();
  await services.lists.set(String(id), userIds.slice(0, LONGEST_LIST), LIST_LIFETIME_MS);
  return {
    messages: [peopleMessage(services, turn, { id, userIds, page: 1 })],
    remember: { users: userIds.slice(0, 25), page: 1 },
  };
};

export interface PeopleAsked {
  readonly id: number;
  readonly userIds: readonly string[];
  readonly page: number;
}

export function peopleMessage(services: Services, turn: Turn, { id, userIds, page }: PeopleAsked): Message {
  const items = userIds.flatMap((userId) => services.directory.tenant.findUser(userId) ?? []);
  const pressFor = (wanted: number) => ({ verb: 'people' as const, data: { id, v: 0, page: wanted } });
  return cardMessage(peopleCard(viewContext(services, turn.language), { items, page, pressFor }));
}

function matching({ directory: { tenant } }: Services, { slots }: Heard): (user: UserIndex) => boolean {
  const skuIds = slots.ids?.skus ?? [];
  return (user) => {
    if (slots.lacking === 'usageLocation' && tenant.user(user).usageLocation !== null) return false;
    if (skuIds.length === 0 && slots.paths === undefined) return true;
    const rows = tenant.read(tenant.rows(user)).filter(isHeld);
    const holds = (skuId: string) => {
      const sources = rows.filter((row) => row.skuId === skuId);
      if (slots.paths !== 'direct_and_group') return sources.length > 0;
      return sources.some((row) => row.assignedByGroup === null) && sources.some((row) => row.assignedByGroup !== null);
    };
    const wanted = skuIds.length === 0 ? tenant.skus.map((sku) => sku.skuId) : skuIds;
    return slots.has_all === true ? wanted.every(holds) : wanted.some(holds);
  };
}

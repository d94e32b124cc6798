import { isHeld } from '../../core/licensing/holdings.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import type { Services } from '../services.ts';
import type { Handler, Heard } from './handler.ts';
import { groupsMessage, licensedGroupsMessage, newList, peopleMessage } from './paged-lists.ts';
import { groupsNamed } from './show.ts';

/** Groups that give licenses; with products, those that give one of them. */
export const listGroups: Handler = async (services, turn, heard) => {
  const skuIds = heard.slots.ids?.skus ?? [];
  if (skuIds.length === 0) return { messages: [licensedGroupsMessage(services, turn, 1)] };
  const { tenant } = services.directory;
  const ids = Array.from({ length: tenant.groupCount }, (_, group) => group)
    .filter((group) => tenant.assignedLicenses(group).some((license) => skuIds.includes(license.skuId)))
    .map((group) => tenant.group(group).id);
  return { messages: [groupsMessage(services, turn, await newList(services, ids))] };
};

/** People by group, product, source, or what they lack. */
export const findUsers: Handler = async (services, turn, heard) => {
  const { tenant } = services.directory;
  const groups = groupsNamed(services, heard);
  const among =
    groups.length === 0
      ? Array.from({ length: tenant.userCount }, (_, user) => user)
      : [...new Set(groups.flatMap((group) => [...tenant.members(group)]))];
  const userIds = among.filter(matching(services, heard)).map((user) => tenant.user(user).id);
  return {
    messages: [peopleMessage(services, turn, await newList(services, userIds))],
    remember: { users: userIds.slice(0, 25), page: 1 },
  };
};

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

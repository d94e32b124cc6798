import { rulesInForce } from '../../core/licensing/rules-in-force.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { rulesCard } from '../views/rules.ts';
import type { Handler } from './handler.ts';
import { groupsNamed, showGroup } from './show.ts';

/** The rules of the products that are named, or that a named group gives; else of all that the tenant owns. */
export const listRules: Handler = async (services, turn, heard) => {
  const { tenant } = services.directory;
  const groups = groupsNamed(services, heard);
  const given = groups.flatMap((group) => tenant.givenLicenses(group).map(({ skuId }) => skuId));
  const skuIds = [...new Set([...(heard.slots.ids?.skus ?? []), ...given])];
  if (groups.length > 0 && skuIds.length === 0) return showGroup(services, turn, heard);
  return { messages: [rulesMessage(services, turn, { skuIds, page: 1 })] };
};

export function rulesMessage(
  services: Services,
  turn: Turn,
  { skuIds, page }: { readonly skuIds: readonly string[]; readonly page: number },
): Message {
  const { tenant } = services.directory;
  const owned = skuIds.filter((skuId) => tenant.findSku(skuId) !== undefined);
  const rules = rulesInForce(tenant, owned);
  return cardMessage(rulesCard(viewContext(services, turn.language), { ...rules, skuIds: owned, page }));
}

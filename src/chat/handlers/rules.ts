import { type RulesInput, rulesCard } from '../../cards/page/rules.ts';
import type { RulesAsked } from '../../tenant/tenant-host.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Handler } from './handler.ts';
import { showGroup, targetsNamed } from './show.ts';

/** The rules of the products that are named, or that a named group gives; else of all that the tenant owns. */
export const listRules: Handler = async (services, turn, heard) => {
  const { groups } = targetsNamed(services, heard);
  const { seen: rules } = await services.host.rules({ skuIds: heard.slots.ids?.skus ?? [], groupIds: groups });
  if (groups.length > 0 && rules.skuIds.length === 0) return showGroup(services, turn, heard);
  return { messages: [rulesPage(services, turn, { ...rules, page: 1 })] };
};

export async function rulesMessage(
  services: Services,
  turn: Turn,
  { page, ...of }: RulesAsked & { readonly page: number },
): Promise<Message> {
  return rulesPage(services, turn, { ...(await services.host.rules(of)).seen, page });
}

function rulesPage(services: Services, turn: Turn, input: RulesInput): Message {
  return cardMessage(rulesCard(viewContext(services, turn.language), input));
}

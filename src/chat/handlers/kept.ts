import { KEPT_ON_A_PAGE, keptCard, keptOfGroupCard } from '../../cards/page/kept.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Handler } from './handler.ts';
import { targetsNamed } from './show.ts';

/** What people keep that nothing gives them: of the groups named, or of all. */
export const listKept: Handler = async (services, turn, heard) => {
  const { groups } = targetsNamed(services, heard);
  const messages = await Promise.all(groups.map((groupId) => keptMessage(services, turn, { groupId, page: 1 })));
  const found = messages.filter((message) => message !== undefined);
  return { messages: found.length > 0 ? found : [await allKeptMessage(services, turn, 1)] };
};

export async function allKeptMessage(services: Services, turn: Turn, page: number): Promise<Message> {
  const { seen: kept } = await services.host.kept({ page, size: KEPT_ON_A_PAGE });
  const mayChange = turn.permissions.has('licenseGroup');
  return cardMessage(keptCard(viewContext(services, turn.language), { kept, mayChange }));
}

/** Undefined: nobody keeps anything of that group. */
export async function keptMessage(
  services: Services,
  turn: Turn,
  { groupId, page }: { readonly groupId: string; readonly page: number },
): Promise<Message | undefined> {
  const { seen: kept } = await services.host.keptOf(groupId, { page, size: KEPT_ON_A_PAGE });
  if (kept === undefined) return undefined;
  const mayChange = turn.permissions.has('licenseGroup');
  return cardMessage(keptOfGroupCard(viewContext(services, turn.language), { kept, mayChange }));
}

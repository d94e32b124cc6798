import { keptLicenses } from '../../core/licensing/kept.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { keptCard, keptOfGroupCard } from '../views/kept.ts';
import type { Handler } from './handler.ts';
import { groupsNamed } from './show.ts';

/** What people keep that nothing gives them: of the groups named, or of all. */
export const listKept: Handler = async (services, turn, heard) => {
  const { tenant } = services.directory;
  const groups = groupsNamed(services, heard).map((group) => tenant.group(group).id);
  const messages = groups.flatMap((groupId) => keptMessage(services, turn, { groupId, page: 1 }) ?? []);
  return { messages: messages.length > 0 ? messages : [allKeptMessage(services, turn, 1)] };
};

export function allKeptMessage(services: Services, turn: Turn, page: number): Message {
  const kept = keptLicenses(services.directory.tenant);
  return cardMessage(
    keptCard(viewContext(services, turn.language), { kept, page, mayChange: turn.permissions.has('licenseGroup') }),
  );
}

/** Undefined: nobody keeps anything of that group. */
export function keptMessage(
  services: Services,
  turn: Turn,
  { groupId, page }: { readonly groupId: string; readonly page: number },
): Message | undefined {
  const kept = keptLicenses(services.directory.tenant).find((one) => one.groupId === groupId);
  if (kept === undefined) return undefined;
  const mayChange = turn.permissions.has('licenseGroup');
  return cardMessage(keptOfGroupCard(viewContext(services, turn.language), { kept, page, mayChange }));
}

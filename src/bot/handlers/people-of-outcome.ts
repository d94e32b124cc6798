import type { ChangeRecord } from '../../core/change-record.ts';
import { supposedOf } from '../../core/licensing/foreseen.ts';
import { PARTS, type Part } from '../../core/licensing/people-of-outcome.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { PEOPLE_ON_A_PAGE, peopleOfOutcomeCard } from '../views/people-of-outcome.ts';

export function isPart(question: string | undefined): question is Part {
  return PARTS.some((part) => part === question);
}

/** A page of the people whom the change would touch. */
export async function peopleOfOutcomeMessage(
  services: Services,
  turn: Turn,
  record: ChangeRecord,
  { part, page }: { readonly part: Part; readonly page: number },
): Promise<Message> {
  const from = (Math.max(1, page) - 1) * PEOPLE_ON_A_PAGE;
  const told = await services.foresight.people(supposedOf(record), { part, from, size: PEOPLE_ON_A_PAGE });
  return cardMessage(peopleOfOutcomeCard(viewContext(services, turn.language), { record, part, told, page }));
}

import { PEOPLE_OF_OUTCOME_ON_A_PAGE, peopleOfOutcomeCard } from '../../cards/change/people-of-outcome.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import { supposedOf } from '../../licensing/outcome/foreseen.ts';
import { PARTS, type PartOfOutcome } from '../../licensing/outcome/people-of-outcome.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';

export function isPart(question: string | undefined): question is PartOfOutcome {
  return PARTS.some((part) => part === question);
}

/** A page of the people whom the change would touch. */
export async function peopleOfOutcomeMessage(
  services: Services,
  turn: Turn,
  record: ChangeRecord,
  { part, page }: { readonly part: PartOfOutcome; readonly page: number },
): Promise<Message> {
  const from = (Math.max(1, page) - 1) * PEOPLE_OF_OUTCOME_ON_A_PAGE;
  const told = await services.foresight.people(supposedOf(record), { part, from, size: PEOPLE_OF_OUTCOME_ON_A_PAGE });
  return cardMessage(peopleOfOutcomeCard(viewContext(services, turn.language), { record, part, told, page }));
}

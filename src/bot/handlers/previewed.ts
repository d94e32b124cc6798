import type { ChangeRecord } from '../../core/change-record.ts';
import { isRefused, supposedOf } from '../../core/licensing/foreseen.ts';
import { PARTS, type Part } from '../../core/licensing/people-of-outcome.ts';
import { texts } from '../../core/text/catalogue.ts';
import { isRequest, requestCard } from '../approvals/request-card.ts';
import type { Message } from '../chat.ts';
import { previewMessage } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { PEOPLE_ON_A_PAGE, peopleOfOutcomeCard } from '../views/people-of-outcome.ts';
import type { Answer } from './handler.ts';
import { refusedMessage } from './propose.ts';

/** What is asked of a preview that waits: whom it touches, how many, or only that it waits. */
export async function answerAboutPreview(
  services: Services,
  turn: Turn,
  record: ChangeRecord,
  question: string | undefined,
): Promise<Answer> {
  if (question === 'waits') return { messages: [{ text: texts[turn.language].answers.waiting }] };
  if (isPart(question)) {
    return { messages: [peopleOfOutcomeMessage(services, turn, record, { part: question, page: 1 })] };
  }
  const mine = record.state === 'previewed' ? { pending: record.number } : {};
  return {
    messages: [await previewAgain(services, turn, record)],
    remember: { ...mine, users: record.targetUserIds },
  };
}

/** The card of a preview, or of a request, with the outcome as it is now; refused where the directory takes it no more. */
export async function previewAgain(services: Services, turn: Turn, record: ChangeRecord): Promise<Message> {
  if (isRequest(record)) return cardMessage(await requestCard(services, record), record.number);
  const foreseen = services.foresight.foresee(supposedOf(record));
  if (isRefused(foreseen)) {
    const plan = { ...record, notes: [], wholeTenant: false };
    return refusedMessage(services, turn, { reading: record.command, plan }, foreseen.refusals);
  }
  return previewMessage(services, { ...record, preview: foreseen.preview }, foreseen);
}

export function isPart(question: string | undefined): question is Part {
  return PARTS.some((part) => part === question);
}

/** A page of the people whom the change would touch. */
export function peopleOfOutcomeMessage(
  services: Services,
  turn: Turn,
  record: ChangeRecord,
  { part, page }: { readonly part: Part; readonly page: number },
): Message {
  const from = (Math.max(1, page) - 1) * PEOPLE_ON_A_PAGE;
  const told = services.foresight.people(supposedOf(record), { part, from, size: PEOPLE_ON_A_PAGE });
  return cardMessage(peopleOfOutcomeCard(viewContext(services, turn.language), { record, part, told, page }));
}

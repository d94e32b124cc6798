import type { ChangeRecord } from '../../changes/change-record.ts';
import { isRefused, supposedOf } from '../../licensing/outcome/foreseen.ts';
import { isRequest, requestCard } from '../../notices/approvals/request-card.ts';
import { texts } from '../../words/catalogue.ts';
import type { Message } from '../chat.ts';
import { previewMessage } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn } from '../turn.ts';
import type { Answer } from './handler.ts';
import { listedAll } from './listed-all.ts';
import { isPart, peopleOfOutcomeMessage } from './people-of-outcome.ts';
import { refusedMessage } from './propose.ts';

/** What is asked of a preview that waits: whom it touches, how many, or only that it waits. */
export async function answerAboutPreview(
  services: Services,
  turn: Turn,
  record: ChangeRecord,
  question: string | undefined,
): Promise<Answer> {
  if (question === 'waits' || question === 'later')
    return { messages: [{ text: texts[turn.language].answers.waiting }] };
  if (isPart(question)) {
    const all = { part: question, from: 0, size: Number.MAX_SAFE_INTEGER };
    const { people } = await services.foresight.people(supposedOf(record), all);
    return {
      messages: [await peopleOfOutcomeMessage(services, turn, record, { part: question, page: 1 })],
      remember: listedAll(people.map(({ userId }) => userId)),
    };
  }
  const mine = record.state === 'previewed' ? { pending: record.number } : {};
  return {
    messages: [await previewAgain(services, turn, record)],
    remember: { ...mine, users: record.targetUserIds },
  };
}

/** The card of a preview, or of a request, with the outcome as it is now; refused where the directory takes it no more. */
export async function previewAgain(services: Services, turn: Turn, record: ChangeRecord): Promise<Message> {
  if (isRequest(record)) return cardMessage(await requestCard(services, record), record);
  const foreseen = await services.foresight.foresee(supposedOf(record));
  if (isRefused(foreseen)) {
    const plan = { ...record, notes: [], wholeTenant: false };
    return refusedMessage(services, turn, { reading: record.command, plan }, foreseen.refusals);
  }
  return previewMessage(services, { ...record, preview: foreseen.preview }, foreseen);
}

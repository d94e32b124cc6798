import { clarifyCard } from '../../cards/question/clarify.ts';
import type { OfferedReading, Reading } from '../../language/command.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Answer } from './handler.ts';

/** A question of the bot's own. Each answer is a sentence, read as if it had been typed. */
export function askBack(
  services: Services,
  { language }: Turn,
  question: string,
  options: readonly OfferedReading[],
  said = '',
): Answer {
  const reading: Reading = { intent: 'clarify', slots: {}, reading: question, language, options };
  const card = clarifyCard(viewContext(services, language), { reading, said });
  return { messages: [cardMessage(card)], remember: { question: { options } } };
}

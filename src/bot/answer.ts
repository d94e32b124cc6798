import type { Reading } from '../core/language/command.ts';
import { texts } from '../core/text/catalogue.ts';
import type { Message, Place } from './chat.ts';
import type { Answer } from './handlers/handler.ts';
import { HANDLERS } from './handlers/handlers.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

/** Understands a text and answers it. */
export async function say(services: Services, turn: Turn, text: string): Promise<readonly Message[]> {
  const reading = await services.listener.understand(turn, text);
  const spoken = { ...turn, language: reading.language };
  const earlier = (await services.listener.lastOf(turn))?.pending;
  const answer = await handle(services, spoken, reading, text);
  supersede(services, spoken, earlier, answer.remember?.pending);
  await services.listener.remember(spoken, { reading, text, ...answer.remember });
  return answer.messages;
}

/** A preview of the same target that was asked for after an undecided one takes its place: one can be applied, not two. */
function supersede(
  { store, desk, liveCards }: Services,
  turn: Turn,
  earlier: number | undefined,
  later: number | undefined,
): void {
  if (earlier === undefined || later === undefined || earlier === later) return;
  const [old, next] = [store.changes.get(earlier), store.changes.get(later)];
  if (old === undefined || next === undefined) return;
  const targets = new Set([...next.targetGroupIds, ...next.targetUserIds]);
  if (![...old.targetGroupIds, ...old.targetUserIds].some((id) => targets.has(id))) return;
  const decision = desk.dismiss({ number: old.number, version: old.version }, turn.by, 'superseded');
  if (decision.kind === 'applied') liveCards.moved(old.number);
}

/** Has the intent's handler answer; a fault is said, never silence. */
export async function handle(services: Services, turn: Turn, reading: Reading, text: string): Promise<Answer> {
  try {
    return await HANDLERS[reading.intent](services, turn, { ...reading, said: text });
  } catch (error) {
    services.log('handler failed', { intent: reading.intent, error: String(error) });
    return { messages: [{ text: texts[turn.language].answers.fault }] };
  }
}

/** Sends messages in their order; those that picture a change are kept true from then on. */
export async function post(services: Services, place: Place, messages: readonly Message[]): Promise<void> {
  for (const message of messages) {
    const messageId = await services.chat.send(place, message);
    if (messageId === 'gone') return services.liveCards.forget(place.conversationId);
    if (message.shows !== undefined && messageId !== '') {
      await services.liveCards.shown(message.shows, { place, messageId });
    }
    if (message.asks !== undefined && messageId !== '') {
      await services.approvals.shown(message.asks, { place, messageId });
    }
  }
}

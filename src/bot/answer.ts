import type { Reading } from '../core/language/command.ts';
import { texts } from '../core/text/catalogue.ts';
import type { Message, Place } from './chat.ts';
import type { Answer } from './handlers/handler.ts';
import { HANDLERS } from './handlers/handlers.ts';
import type { Exchange } from './listener.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

/** An answer, and what follow-ups speak of once it has arrived. */
export interface Said {
  readonly messages: readonly Message[];
  readonly exchange: Exchange;
}

/** Understands a text and answers it. */
export async function say(services: Services, turn: Turn, text: string): Promise<Said> {
  const reading = await services.listener.understand(turn, text);
  const answer = await handle(services, { ...turn, language: reading.language }, reading, text);
  return { messages: answer.messages, exchange: exchangeOf(reading, text, answer) };
}

export function exchangeOf(reading: Reading, text: string, { remember }: Answer): Exchange {
  return { reading, text, ...remember };
}

/** To be called when the answer has been shown: what nobody saw, nobody can mean by "yes". */
export async function keep(services: Services, turn: Turn, exchange: Exchange): Promise<void> {
  const earlier = (await services.listener.lastOf(turn))?.pending;
  supersede(services, turn, earlier, exchange.pending);
  await services.listener.remember(turn, exchange);
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

/** Sends messages in their order; those that picture a change are kept true from then on. False: nobody is there. */
export async function post(services: Services, place: Place, messages: readonly Message[]): Promise<boolean> {
  for (const message of messages) {
    const messageId = await services.chat.send(place, message);
    if (messageId === 'gone') {
      await services.liveCards.forget(place.conversationId);
      return false;
    }
    if (message.shows !== undefined && messageId !== '') {
      await services.liveCards.shown(message.shows, { place, messageId });
    }
    if (message.asks !== undefined && messageId !== '') {
      await services.approvals.shown(message.asks, { place, messageId });
    }
  }
  return true;
}

import type { Chat, Conversations, IncomingPress, Place, PressAnswer } from '../chat/chat.ts';
import type { Language } from '../language/command.ts';
import type { Events } from '../observe/events.ts';
import { spanned } from '../observe/trace.ts';
import { texts } from '../words/catalogue.ts';
import { clientLanguage, fileOf, incomingMessage, personOf, placeOf, pressOf } from './activity.ts';
import type { Admitted } from './gate.ts';

interface OutgoingMessages {
  readonly conversations: Conversations;
  readonly chat: Chat;
  readonly events: Events;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
  /** Aborted while another process does all of this, or may, which is asked the same. */
  readonly lost: Pick<AbortSignal, 'aborted'>;
}

/**
 * Hands one activity to whom it concerns and returns what an invoke is answered with. A fault is logged and told to the
 * person; it never becomes silence.
 */
export function deliver(activity: Admitted, delivery: OutgoingMessages): Promise<InvokeAnswer | undefined> {
  const attributes = { place: placeOf(activity).conversationType };
  return spanned(`seatkeeper ${SPANS[activity.type] ?? 'other'}`, attributes, () => deliverOne(activity, delivery));
}

const SPANS: Readonly<Record<string, string>> = { message: 'message', messageUpdate: 'message', invoke: 'press' };

async function deliverOne(activity: Admitted, delivery: OutgoingMessages): Promise<InvokeAnswer | undefined> {
  const startMs = performance.now();
  if (activity.type === 'invoke' && activity.name !== FILE_CONSENT) {
    const answer = await answerTo(activity, delivery);
    delivery.events.press({ ...pressedIn(activity), outcome: outcomeOf(answer), ms: msSince(startMs) });
    return invokeAnswer(answer);
  }
  try {
    await hand(activity, delivery.conversations);
    const place = placeOf(activity).conversationType;
    delivery.events.said({ who: personOf(activity).userId, place, ms: msSince(startMs) });
  } catch (error) {
    delivery.log('turn failed', { type: activity.type, error: String(error) });
    delivery.events.fault('turn');
    if (SPOKEN.has(activity.type) && !delivery.lost.aborted) await tellFault(placeOf(activity), activity, delivery);
  }
  return undefined;
}

function msSince(startMs: number): number {
  return Math.round(performance.now() - startMs);
}

/** A verb that is none of ours is a text of somebody's. */
function pressedIn(activity: Admitted) {
  const press = activity.name === 'adaptiveCard/action' ? pressOf(activity) : undefined;
  const number = press?.data['id'];
  return {
    verb: press !== undefined && /^[a-z-]{1,20}$/.test(press.verb) ? press.verb : 'unknown',
    number: typeof number === 'number' ? number : undefined,
    who: personOf(activity).userId,
  };
}

function outcomeOf(answer: PressAnswer): string {
  return answer.kind === 'problem' ? answer.code : answer.kind;
}

/** An invoke whose answer shows nothing: what came of it is said. */
const FILE_CONSENT = 'fileConsent/invoke';

/** Somebody waits for an answer to these. */
const SPOKEN = new Set(['message', 'messageUpdate', 'invoke']);

async function hand(activity: Admitted, conversations: Conversations): Promise<void> {
  const place = placeOf(activity);
  const isBot = (member: { readonly id: string }) => member.id === activity.recipient.id;
  switch (activity.type) {
    case 'invoke': {
      const file = fileOf(activity);
      return file === undefined ? undefined : conversations.onFile(file);
    }
    case 'message': {
      // A client that knows only `Action.Submit` sends a message that says nothing but the data.
      const press = activity.text ? undefined : pressOf(activity);
      return press === undefined ? conversations.onMessage(incomingMessage(activity)) : conversations.onSubmit(press);
    }
    case 'messageUpdate':
      return conversations.onEdited(incomingMessage(activity));
    case 'messageDelete':
      return conversations.onDeleted(incomingMessage(activity));
    case 'installationUpdate':
      if (activity.action?.startsWith('remove')) return conversations.onRemoved(place);
      return conversations.onInstalled(place, personOf(activity));
    case 'conversationUpdate':
      if (activity.membersRemoved?.some(isBot)) return conversations.onRemoved(place);
      if (activity.membersAdded?.some(isBot)) return conversations.onInstalled(place, personOf(activity));
      return;
    default:
      return;
  }
}

async function tellFault(place: Place, activity: Admitted, { chat, log }: OutgoingMessages): Promise<void> {
  try {
    await chat.send(place, { text: wordsFor(activity).fault });
  } catch (error) {
    log('fault not told', { error: String(error) });
  }
}

function wordsFor(activity: Admitted) {
  const language: Language = clientLanguage(activity) ?? 'en';
  return texts[language].answers;
}

async function answerTo(activity: Admitted, { conversations, events, log }: OutgoingMessages): Promise<PressAnswer> {
  const press: IncomingPress | undefined = activity.name === 'adaptiveCard/action' ? pressOf(activity) : undefined;
  const words = wordsFor(activity);
  if (press === undefined) return { kind: 'problem', code: 'UnknownAction', text: words.unknownButton };
  try {
    return await conversations.onPress(press);
  } catch (error) {
    log('press failed', { verb: press.verb, error: String(error) });
    events.fault('press');
    return { kind: 'problem', code: 'Fault', text: words.pressFault };
  }
}

/** Somebody sends more than one can mean. An invoke is answered in words: its client shows nothing of another status. */
export function tooMany(activity: Admitted): InvokeAnswer | undefined {
  if (activity.type !== 'invoke') return undefined;
  return invokeAnswer({ kind: 'problem', code: 'TooManyRequests', text: wordsFor(activity).tooMany });
}

interface InvokeAnswer {
  readonly statusCode: 200;
  readonly type: string;
  readonly value: unknown;
}

/** The three answers that every Teams client shows; the HTTP status is always 200, or the person would see nothing. */
function invokeAnswer(answer: PressAnswer): InvokeAnswer {
  switch (answer.kind) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.message.card };
    case 'sentence':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
    case 'problem':
      return {
        statusCode: 200,
        type: 'application/vnd.microsoft.error',
        value: { code: answer.code, message: answer.text },
      };
  }
}

import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Chat, Conversations, IncomingPress, PressAnswer } from '../chat.ts';
import { messageOf, personOf, placeOf, pressOf } from './activity.ts';

export interface Delivery {
  readonly conversations: Conversations;
  readonly chat: Chat;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Hands one activity to whom it concerns. The fault of a press is logged and answered; it never becomes silence. */
export async function deliver(context: TurnContext, delivery: Delivery): Promise<void> {
  const { conversations } = delivery;
  const { activity } = context;
  const place = placeOf(activity);
  switch (activity.type) {
    case ActivityTypes.Message: {
      const press = activity.text ? undefined : pressOf(activity);
      return press === undefined ? conversations.onMessage(messageOf(activity)) : submit(press, delivery);
    }
    case ActivityTypes.MessageUpdate:
      return conversations.onEdited(messageOf(activity));
    case ActivityTypes.MessageDelete:
      return conversations.onDeleted(messageOf(activity));
    case ActivityTypes.Invoke: {
      const press = activity.name === 'adaptiveCard/action' ? pressOf(activity) : undefined;
      const body = invokeBodyOf(press === undefined ? UNKNOWN_ACTION : await answerTo(press, delivery));
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
      return;
    }
    case ActivityTypes.InstallationUpdate:
      if (activity.action?.startsWith('remove')) return conversations.onRemoved(place);
      return conversations.onInstalled(place, personOf(activity));
    case ActivityTypes.ConversationUpdate: {
      const isBot = (member: { id: string }) => member.id === activity.recipient.id;
      if (activity.membersRemoved?.some(isBot)) return conversations.onRemoved(place);
      if (activity.membersAdded?.some(isBot)) return conversations.onInstalled(place, personOf(activity));
      return;
    }
    default:
      return;
  }
}

const UNKNOWN_ACTION: PressAnswer = { kind: 'problem', code: 'UnknownAction', text: 'I do not know this button.' };
const FAULT = {
  kind: 'problem',
  code: 'Fault',
  text: 'Something went wrong here. Nothing was lost; press again in a moment.',
} as const satisfies PressAnswer;

async function answerTo(press: IncomingPress, { conversations, log }: Delivery): Promise<PressAnswer> {
  try {
    return await conversations.onPress(press);
  } catch (error) {
    log('press failed', { verb: press.verb, error: String(error) });
    return FAULT;
  }
}

/** A client that knows only `Action.Submit` shows nothing but messages. */
async function submit(press: IncomingPress, { conversations, chat, log }: Delivery): Promise<void> {
  try {
    await conversations.onSubmit(press);
  } catch (error) {
    log('press failed', { verb: press.verb, error: String(error) });
    await chat.send(press.place, { text: FAULT.text });
  }
}

/** The three answers that every Teams client shows; the HTTP status is always 200, or the person would see nothing. */
function invokeBodyOf(answer: PressAnswer) {
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

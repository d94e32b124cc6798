import type { Stage } from './stage.ts';
import {
  type Answer,
  actionsOf,
  type Chat,
  cardOf,
  eventually,
  NESTOR,
  type SentMessage,
  textOf,
} from './teams-client.ts';

export const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => action['title']);
export const shown = (message: SentMessage) => textOf(cardOf(message));
export const said = (message: SentMessage) => message.states[0]?.activity.text ?? '';
export const answered = (answer: Answer) => JSON.stringify(answer.body);

/** What takes something from many: 40 people. */
export const COMMAND = 'remove E1 from Kiosk users because the pilot has ended';

/** Asks for it; the card of who asks and that of who may approve. */
export async function askedBy(
  chat: Chat,
  approver: Chat,
): Promise<{ readonly asked: SentMessage; readonly request: SentMessage }> {
  const asked = await chat.say(COMMAND);
  await chat.press(asked, 'Ask for approval');
  return { asked, request: await requestFor(approver) };
}

/** The button of the small form that opens below *Reject*. */
export function pressReject(chat: Chat, message: SentMessage, reason: string): Promise<Answer> {
  const reject = actionsOf(cardOf(message)).find((action) => action['verb'] === 'reject');
  return chat.execute(message, 'reject', { ...(reject?.['data'] as object), reason });
}

/** How many of Kiosk users have Office 365 E1. */
export async function licensed({ teams }: Stage): Promise<string | undefined> {
  return /(\d+) of 40/.exec(shown(await teams.groupChat(NESTOR, 'looking').say('show Kiosk users')))?.[0];
}

export function hasCard(message: SentMessage): boolean {
  return message.states.at(-1)?.activity.attachments !== undefined;
}

/** The card of the request in somebody's own chat. */
export function requestFor(chat: Chat): Promise<SentMessage> {
  return eventually(
    () => chat.messages.find((message) => hasCard(message) && /asks: /.test(shown(message))),
    'the request',
  );
}

import { setTimeout } from 'node:timers/promises';
import { actionsOf, type Chat, cardOf, type SentMessage, textOf } from '../test/chat/teams-client.ts';
import type { BotProcess } from './bot-process.ts';

/** What is said to a bot in a process of its own, through HTTP, and how long it takes. */
const LONGEST_MS = 120_000;
/** After which a bot has given back what only its start needed. */
export const GIVEN_BACK_MS = 6_000;

/** Until it computes nothing any more. */
export async function settled(bot: BotProcess): Promise<void> {
  for (let before = -1; before !== bot.cpuMs(); await setTimeout(500)) before = bot.cpuMs();
}

/** Presses *Apply*; when the card showed that it is finished, as an edit or as the answer. */
export async function untilFinished(giver: Chat, card: SentMessage): Promise<number> {
  const isOver = (shown: unknown) => /Finished/.test(textOf(shown));
  const apply = actionsOf(cardOf(card)).find((action) => action['title'] === 'Apply');
  if (apply === undefined) throw new Error(`no Apply on the card:\n${textOf(cardOf(card))}`);
  const answer = await giver.press(card, 'Apply');
  await until(() => isOver(answer.body?.value) || isOver(cardOf(card)), 'the end of the change');
  return performance.now();
}

/** Says something; the bot's next message in the chat, and how long it took to come. */
export async function said(
  chat: Chat,
  text: string,
): Promise<{ readonly answer: SentMessage; readonly tookMs: number }> {
  const before = chat.messages.length;
  const from = performance.now();
  await chat.send(text);
  const isAnswer = (message: SentMessage) => !/^Still looking/.test(message.states.at(-1)?.activity.text ?? '');
  const answer = await until(() => chat.messages.slice(before).find(isAnswer), `an answer to "${text}"`);
  return { answer, tookMs: performance.now() - from };
}

/** On the clock of the machine, to the millisecond. */
async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  for (const end = performance.now() + LONGEST_MS; performance.now() < end; await setTimeout(1)) {
    const found = look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`waited ${LONGEST_MS} ms for ${what}`);
}

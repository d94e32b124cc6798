import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  type Chat,
  cardOf,
  eventually,
  MEGAN,
  NESTOR,
  type SentMessage,
  textOf,
} from '../chat/teams-client.ts';
import { killable } from './killable.ts';

/** A bot that is killed at one of its commits while somebody presses a button, and what the next start makes of it. */

/** Commits that are a bot's last, for each story; all stories and more of them by hand: KILL_POINTS="1 2 3 …". */
const POINTS = process.env['KILL_POINTS']?.split(' ').map(Number);
/** What was taken is done by then, if this machine is not busy otherwise; what is not done then may be pressed again. */
const AT_REST_MS = 8_000;

const stage = killable();
/** Waits that are long enough for a bot of which ten seconds pass in one. */
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const hasCard = (message: SentMessage) => message.states.at(-1)?.activity.attachments !== undefined;
const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => action['title'] as string);
const shown = (message: SentMessage) => textOf(cardOf(message));
const fixOn = (message: SentMessage) => titles(message).find((title) => /^Fix \d+/.test(title));

/** A button by its title; of those that open a form, the one inside. */
function press(chat: Chat, card: SentMessage, title: string) {
  const action = actionsOf(cardOf(card)).findLast((candidate) => candidate['title'] === title);
  const data = { ...(action?.['data'] as object | undefined), reason: 'no budget' };
  return chat.execute(card, action?.['verb'] as string, data);
}

interface Story {
  /** Everything before the press: the card and its button. */
  readonly before: (megan: Chat, nestor: Chat) => Promise<readonly [chat: Chat, card: SentMessage, button: string]>;
  /** Every card as it is to stand in the end. */
  readonly isOver: (megan: Chat, nestor: Chat) => boolean;
}

const REMOVAL = 'remove E1 from Kiosk users because the pilot has ended';
const requestIn = ({ messages }: Chat) => messages.find((message) => hasCard(message) && /asks: /.test(shown(message)));
const cardsIn = ({ messages }: Chat) => messages.filter(hasCard);

async function asked(megan: Chat, nestor: Chat): Promise<SentMessage> {
  await nestor.say('help');
  await megan.press(await megan.say(REMOVAL), 'Ask for approval');
  return eventually(() => requestIn(nestor), 'the request');
}

const STORIES: Readonly<Record<string, Story>> = {
  apply: {
    before: async (megan) => [megan, await megan.say('assign Visio to Sales'), 'Apply'],
    isOver: (megan) => cardsIn(megan).every((card) => /Finished/.test(shown(card))),
  },
  'a fix': {
    async before(megan) {
      const card = await megan.say('assign E3 and EMS to HR Department');
      await megan.press(card, 'Apply');
      const fix = await eventually(() => fixOn(card), 'the failures');
      return [megan, card, fix];
    },
    isOver: (megan) => cardsIn(megan).every((card) => fixOn(card) === undefined && /Finished|Fixed/i.test(shown(card))),
  },
  'asking for approval': {
    async before(megan, nestor) {
      await nestor.say('help');
      return [megan, await megan.say(REMOVAL), 'Ask for approval'];
    },
    isOver: (megan, nestor) =>
      /Waiting for approval/.test(shown(cardsIn(megan)[0] as SentMessage)) && requestIn(nestor) !== undefined,
  },
  approving: {
    before: async (megan, nestor) => [nestor, await asked(megan, nestor), 'Approve'],
    isOver: (megan, nestor) =>
      /Finished/.test(shown(cardsIn(megan)[0] as SentMessage)) &&
      !titles(requestIn(nestor) as SentMessage).includes('Approve'),
  },
  rejecting: {
    before: async (megan, nestor) => [nestor, await asked(megan, nestor), 'Reject'],
    isOver: (megan, nestor) =>
      [cardsIn(megan)[0], cardsIn(nestor).at(-1)].every((card) => /rejected/i.test(shown(card as SentMessage))),
  },
};

const told = Object.entries(STORIES).filter(([name]) => POINTS !== undefined || name === 'approving');

describe.each(told)('%s', (_, { before, isOver }) => {
  it.each(POINTS ?? [2])('with the bot killed after commit %i, each card comes to its last state', async (point) => {
    const [megan, nestor] = [stage.teams.personal(MEGAN), stage.teams.personal(NESTOR)];
    const [chat, card, button] = await before(megan, nestor);
    await pause(300);
    stage.goesWrong(`after ${point}`);
    await press(chat, card, button).catch(() => undefined);
    // What is done without so many commits needs no kill.
    const wasKilled = await Promise.race([stage.bot.ended.then(() => true), rested()]);
    if (!wasKilled) {
      stage.bot.signal('SIGKILL');
      await stage.bot.ended;
    }
    stage.goesRight();
    await stage.start();
    await eventually(() => isOver(megan, nestor), 'the cards', AT_REST_MS).catch(async () => {
      // It was not taken: the button is there still, and takes it now.
      if (titles(card).includes(button)) await press(chat, card, button);
    });
    await eventually(() => isOver(megan, nestor), 'the cards').catch((error: Error) => {
      const cards = [...cardsIn(megan), ...cardsIn(nestor)].map((each) => `${shown(each)}\n[${titles(each)}]`);
      throw new Error(`${error.message}:\n${cards.join('\n---\n')}`);
    });
    expect(stage.bot.words()).not.toContain('Error');
  });
});

async function rested(): Promise<boolean> {
  await pause(1_000);
  return false;
}

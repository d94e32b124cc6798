import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { actionsOf, type Chat, cardOf, eventually, MEGAN, PATTI, type SentMessage, textOf } from './teams-client.ts';

/** "stop", while changes of several people run: so slowly that none ends by itself. */

let stage: Stage;
let megan: Chat;
let patti: Chat;

beforeEach(async () => {
  stage = await Stage.started({ EMBEDDED_USERS_PER_SECOND: '5' });
  [megan, patti] = [stage.teams.personal(MEGAN), stage.teams.personal(PATTI)];
});

afterEach(() => stage.close());

const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => action['title']);
const shown = (message: SentMessage) => textOf(cardOf(message));

async function runs(chat: Chat, command: string): Promise<SentMessage> {
  const card = await chat.say(command);
  await chat.press(card, 'Apply');
  return card;
}

describe('"stop"', () => {
  test('means what the person has begun, whatever others have begun since', async () => {
    const own = await runs(megan, 'assign E3 to HR Department');
    const other = await runs(patti, 'assign Visio to Sales');
    await megan.say('stop');
    await eventually(() => /Cancell/.test(shown(own)), 'the own change to be cancelled');
    expect(shown(other)).not.toContain('Cancell');
  });

  test('asks where only others have begun something, and a button stops it', async () => {
    const other = await runs(patti, 'assign E3 to HR Department');
    const asked = await megan.say('stop');
    expect(shown(asked)).toContain('Which change should stop?');
    expect(titles(asked)).toContain('Cancel #1001');
    expect(shown(other)).not.toContain('Cancell');
    await megan.press(asked, 'Cancel #1001');
    await eventually(() => /Cancell/.test(shown(other)), 'the change to be cancelled');
  });

  test('asks which of several', async () => {
    await runs(megan, 'assign E3 to HR Department');
    await runs(megan, 'assign Visio to Sales');
    const asked = await megan.say('stop');
    expect(titles(asked)).toEqual(expect.arrayContaining(['Cancel #1001', 'Cancel #1002']));
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import {
  ADELE,
  type Answer,
  actionsOf,
  type Card,
  type Chat,
  cardOf,
  eventually,
  ISAIAH,
  MEGAN,
  NESTOR,
  PATTI,
  type SentMessage,
  textOf,
} from './teams-client.ts';

/** The article's story, through real HTTP on loopback, on the demo tenant. */

let stage: Stage;
let megan: Chat;

beforeEach(async () => {
  stage = await Stage.started();
  megan = stage.teams.personal(MEGAN);
});

afterEach(() => stage.close());

const titles = (card: unknown) => actionsOf(card).map((action) => action['title']);
const shown = (message: SentMessage) => textOf(cardOf(message));

/** The card that a press put in place of the one it was on. */
function cardIn(answer: Answer): Card {
  expect(answer.status).toBe(200);
  expect(answer.body?.type).toBe('application/vnd.microsoft.card.adaptive');
  return answer.body?.value as Card;
}

const COMMAND = 'assign E3 and EMS to HR Department without Yammer';

describe('the story of the article', () => {
  test('who opens the chat is greeted with what she can do', async () => {
    await megan.install();
    const [welcome] = await eventually(() => megan.messages.length > 0 && megan.messages, 'a greeting');
    expect(shown(welcome as SentMessage)).toContain('Megan');
    expect(shown(welcome as SentMessage)).toContain(COMMAND);
  });

  test('the preview tells everything and changes nothing', async () => {
    const preview = await megan.say(COMMAND);
    const text = shown(preview);
    for (const part of [
      'HR Department',
      'Office 365 E3',
      'Enterprise Mobility + Security E3',
      'Yammer Enterprise',
      '1,000',
      '990',
      'Conflicting service plans',
      '10 people',
      'Office 365 E1',
      'Kiosk users',
      'Exchange Online (Plan 1)',
      'SharePoint (Plan 1)',
      'United States',
      'Nothing has changed yet',
    ]) {
      expect(text).toContain(part);
    }
    expect(titles(cardOf(preview)).slice(0, 2)).toEqual(['Apply', 'Apply and fix 10']);
    expect(titles(cardOf(preview))).toEqual(expect.arrayContaining(['Change', 'Cancel']));
    expect(shown(await megan.say('show HR Department'))).not.toContain('990 of 1,000');
  });

  test('applied: 990 succeed, 10 fail for one cause, and the first fix makes it 1,000', async () => {
    const preview = await megan.say(COMMAND);
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const finished = shown(preview);
    for (const part of [
      '990',
      '10 people',
      'Top reason for failure',
      'Conflicting service plans',
      'Failed assignments',
      'Office 365 E1',
      'Kiosk users',
    ]) {
      expect(finished).toContain(part);
    }
    expect(finished).toMatch(/@contoso\.com/);
    expect(titles(cardOf(preview))).toContain('5 more');

    const fix = titles(cardOf(preview)).find((title) => String(title).startsWith('Fix 10'));
    await megan.press(preview, String(fix));
    await eventually(() => shown(preview).includes('as simulated'), 'the fix to end');
    expect(shown(preview)).toContain('1,000');
    const group = shown(await megan.say('show HR Department'));
    expect(group.match(/1,000 of 1,000/g)).toHaveLength(2);
    expect(group).toContain('Last change');
  });

  test('one card from start to end', async () => {
    const preview = await megan.say(COMMAND);
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    expect(megan.messages).toHaveLength(1);
  });

  test('applied with the fix in one step, nobody fails', async () => {
    const preview = await megan.say(COMMAND);
    await megan.press(preview, 'Apply and fix 10');
    await eventually(() => shown(preview).includes('Finished'), 'the end');
    expect(shown(preview)).not.toContain('Finished with failures');
    expect(shown(await megan.say('who failed in HR Department'))).not.toContain('Conflicting');
  });

  test('the same button twice: once, and the second press is told so', async () => {
    const preview = await megan.say(COMMAND);
    const [apply] = actionsOf(cardOf(preview));
    const presses = await Promise.all(
      Array.from({ length: 5 }, () => megan.execute(preview, apply?.['verb'] as string, apply?.['data'])),
    );
    expect(presses.every((answer) => answer.status === 200 && answer.body?.type !== undefined)).toBe(true);
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const history = shown(await megan.say('show me the last 10 changes'));
    expect(history.match(/#1001/g)).toHaveLength(1);
  });
});

describe('progress', () => {
  test('is one card: in progress with counts, then cancelled, and everything is taken back', async () => {
    await stage.restart({ EMBEDDED_USERS_PER_SECOND: '200' });
    const chat = megan;
    const preview = await chat.say(COMMAND);
    const running = cardIn(await chat.press(preview, 'Apply'));
    expect(textOf(running)).toContain('In progress');
    expect(titles(running)).toContain('Cancel');
    await eventually(() => shown(preview).includes('In progress'), 'the card of everybody else');
    await chat.press(preview, 'Cancel');
    await eventually(() => shown(preview).includes('Cancelled'), 'the end');
    const told = preview.states.map(({ activity }) => JSON.stringify(activity.attachments));
    for (const text of told.filter((state) => state.includes('Cancelling'))) {
      expect(text).toContain('What was done is being taken back.');
      expect(text).not.toMatch(/"(?:assigned|done)"/);
    }
    expect(shown(await chat.say('show HR Department'))).toContain('This group gives no licenses');
    expect(chat.messages.filter((message) => message.states.length > 1)).toHaveLength(1);
  });

  test('goes on in the same card after a restart', async () => {
    await stage.restart({ EMBEDDED_USERS_PER_SECOND: '400' });
    const chat = megan;
    const preview = await chat.say(COMMAND);
    await chat.press(preview, 'Apply');
    await stage.restart();
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    expect(shown(preview)).toContain('990');
    expect(chat.messages).toHaveLength(1);
  });
});

describe('who may do what', () => {
  test('nobody without a role sees or changes anything', async () => {
    const adele = stage.teams.personal(ADELE);
    for (const text of [
      COMMAND,
      'show HR Department',
      'who failed in HR Department',
      'show products',
      'how many E3 left',
      'help',
    ]) {
      const answer = shown(await adele.say(text));
      expect(answer).not.toMatch(/HR Department|1,000|Office 365/);
    }
  });

  test('a reader looks and changes nothing', async () => {
    const isaiah = stage.teams.personal(ISAIAH);
    expect(shown(await isaiah.say('show HR Department'))).toContain('1,000');
    const refused = await isaiah.say(COMMAND);
    expect(shown(refused)).toContain('License Administrator');
    expect(titles(cardOf(refused))).not.toContain('Apply');
  });

  test('a License Administrator may license and not take people out of groups', async () => {
    const patti = stage.teams.personal(PATTI);
    const preview = await patti.say(COMMAND);
    await patti.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const fix = titles(cardOf(preview)).find((title) => String(title).startsWith('Fix 10'));
    if (fix !== undefined) await patti.press(preview, String(fix));
    expect(shown(await patti.say('show Kiosk users'))).toContain('40');
  });

  test("nobody else applies somebody's preview", async () => {
    const preview = await stage.teams.groupChat(MEGAN).say(COMMAND);
    const answer = await stage.teams.groupChat(NESTOR).press(preview, 'Apply');
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toContain('Megan');
    expect(shown(await megan.say('show HR Department'))).not.toContain('990 of 1,000');
  });
});

describe('everywhere', () => {
  test('a channel: the thread is kept', async () => {
    const thread = stage.teams.channel(MEGAN, '4711');
    const preview = await thread.say(COMMAND);
    expect(preview.conversationId).toContain('messageid=4711');
    await thread.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
  });

  test('not spoken to, it does not speak', async () => {
    await stage.teams.groupChat(MEGAN).send('show HR Department', { mention: false });
    await megan.say('help');
    expect(stage.teams.groupChat(MEGAN).messages).toEqual([]);
  });

  test('the same message delivered twice is answered once', async () => {
    await megan.send('show HR Department', { id: 'm1' });
    await megan.send('show HR Department', { id: 'm1' });
    await megan.say('help');
    expect(megan.messages).toHaveLength(2);
  });

  test('delivered again while it is answered, no delivery is over before the answer is there', async () => {
    await Promise.race([1, 2].map(() => megan.send('show HR Department', { id: 'm1' })));
    expect(megan.messages).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { type Chat, cardOf, MEGAN, type SentMessage, textOf } from './teams-client.ts';

/** One bot answers them all: none of them changes anything. */

let stage: Stage;
let megan: Chat;

beforeAll(async () => {
  stage = await Stage.started();
  megan = stage.teams.personal(MEGAN);
});

afterAll(() => stage.close());

const shown = (message: SentMessage) => textOf(cardOf(message));

describe('what she can ask', () => {
  test.each([
    ['show products', 'Office 365 E3'],
    ["what's in E3", 'Yammer Enterprise'],
    ['how many E3 left', '1,250'],
    ['who failed in HR Department', 'HR Department'],
    ['fix HR Department', 'HR Department'],
    ['status', ''],
    ['show me the last 10 changes', ''],
    ['help', ''],
    ['list all licensed groups', 'Kiosk users'],
    ['show meganb@contoso.com', 'Megan Bowen'],
    ['am I allowed to assign licenses?', 'License Administrator'],
    ['thanks!', ''],
    ['the weather is nice today', ''],
    ['reset my password', ''],
  ])('%s', async (text, part) => {
    const message = await megan.say(text);
    const activity = message.states[0]?.activity;
    const answer = activity?.attachments === undefined ? (activity?.text ?? '') : shown(message);
    expect(answer).not.toBe('');
    expect(answer).toContain(part);
  });

  test.each([
    ['remove E1 from Kiosk users', 'Office 365 E1'],
    ['swap E1 for E3 in Kiosk users', 'Office 365 E3'],
    ["set adelev@contoso.com's usage location to NL", 'Netherlands'],
    ['reprocess Kiosk users', 'Kiosk users'],
    ['add adelev@contoso.com to Kiosk users', 'Kiosk users'],
    ['remove adelev@contoso.com from HR Department', 'HR Department'],
    ['turn Yammer off for Kiosk users', 'Yammer Enterprise'],
  ])('%s is previewed first', async (text, part) => {
    const preview = await megan.say(text);
    expect(shown(preview)).toContain(part);
    expect(shown(preview)).toContain('Nothing has changed');
  });

  test('what is not understood gets one short question', async () => {
    const question = await megan.say('assign to HR Department');
    expect(shown(question)).toContain('?');
  });
});

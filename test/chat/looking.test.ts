import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { type Answer, type Chat, MEGAN, type SentMessage, textOf } from './teams-client.ts';

/** Buttons that only show something, as old cards and other clients press them. */

const GONE = '00000000-0000-4000-8000-000000000000';

let stage: Stage;
let megan: Chat;
let card: SentMessage;

beforeAll(async () => {
  stage = await Stage.started();
  megan = stage.teams.personal(MEGAN);
  const preview = await megan.say('assign Power BI Pro to Kiosk users');
  await megan.press(preview, 'Apply');
  card = await megan.say('show groups');
});

afterAll(() => stage.close());

const said = ({ body }: Answer) => JSON.stringify(body);
const shown = ({ body }: Answer) => textOf(body?.value);

describe('a group that is gone', () => {
  test.each(['failures', 'fixes'])('has no %s, and the whole tenant is not taken for it', async (verb) => {
    const messages = megan.messages.length;
    const answer = await megan.execute(card, verb, { group: GONE });
    expect(said(answer)).toContain('This group is not in the directory any more.');
    expect(megan.messages).toHaveLength(messages);
  });
});

describe('a page that there is not is the nearest one', () => {
  test.each<[string, number, string]>([
    ['list-groups', 0, '1–10 of'],
    ['list-groups', 99, '11–'],
    ['failures', 0, '1–10 of'],
    ['history', 0, 'Power BI Pro'],
    ['history', 99, 'Power BI Pro'],
  ])('%s, page %i', async (verb, page, text) => {
    expect(shown(await megan.execute(card, verb, { page }))).toContain(text);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quickClock } from './quick-clock.ts';
import { Stage } from './stage.ts';
import {
  actionsOf,
  type Chat,
  cardOf,
  eventually,
  ISAIAH,
  MEGAN,
  NESTOR,
  type SentMessage,
  textOf,
} from './teams-client.ts';

/** Nothing is done that was not meant: what "yes", a button or an option may stand for. */

let stage: Stage;
let megan: Chat;

beforeEach(async () => {
  stage = await Stage.started();
  megan = stage.teams.personal(MEGAN);
});

afterEach(() => stage.close());

const location = (code: string) => `set usage location of Adele Vance to ${code}`;
const shown = (message: SentMessage) => textOf(cardOf(message));

function inChangeBox(chat: Chat, preview: SentMessage, text: string) {
  const action = actionsOf(cardOf(preview)).find((candidate) => candidate['verb'] === 'change');
  return chat.execute(preview, 'change', { ...(action?.['data'] as object), text });
}

async function whereAdeleIs(): Promise<string> {
  return shown(await megan.say('show Adele Vance'));
}

describe('"yes" means what was shown last, and nothing else', () => {
  test('not what was typed into a preview of somebody else', async () => {
    const preview = await stage.teams.groupChat(MEGAN).say(location('FR'));
    const nestor = stage.teams.groupChat(NESTOR);
    expect(JSON.stringify((await inChangeBox(nestor, preview, location('BE'))).body)).toContain('Only Megan Bowen');
    await nestor.say('yes');
    expect(await whereAdeleIs()).not.toMatch(/Belgium|France/);
  });

  test('not what was typed into a preview that is over', async () => {
    const preview = await megan.say(location('FR'));
    await megan.press(preview, 'Cancel');
    await inChangeBox(megan, preview, location('BE'));
    await megan.say('yes');
    expect(await whereAdeleIs()).not.toMatch(/Belgium|France/);
  });

  test('not another preview, when it is typed into the box of one', async () => {
    const first = await megan.say(location('FR'));
    await megan.say('set usage location of Megan Bowen to CA');
    const answer = await inChangeBox(megan, first, 'yes');
    expect(JSON.stringify(answer.body)).toContain('say it in the chat');
    expect(await whereAdeleIs()).not.toContain('France');
    expect(shown(await megan.say('show Megan Bowen'))).not.toContain('Canada');
  });

  test('the preview that a form made, not the one before it', async () => {
    await megan.say(location('FR'));
    const product = await megan.say('how many Power BI Pro left');
    const form = await megan.press(product, 'Assign');
    const group = choiceOf(form.body?.value, 'E3 Pilot');
    const submit = actionsOf(form.body?.value).find((action) => action['verb'] === 'assign');
    await megan.execute(product, 'assign', { ...(submit?.['data'] as object), target: group });
    await megan.say('yes');
    expect(await whereAdeleIs()).not.toContain('France');
    expect(shown(await megan.say('show E3 Pilot'))).toContain('Power BI Pro');
  });

  test('nothing that never arrived', async () => {
    stage.teams.faults.push({ status: 400 });
    await megan.send(location('FR'));
    await megan.say('yes');
    expect(await whereAdeleIs()).not.toContain('France');
  });
});

describe('an option', () => {
  test('that cannot be done from here is not done by its number', async () => {
    const fixes = await megan.say('fix Marketing');
    expect(shown(fixes)).toContain('1. Buy 3 seats of Visio Plan 2');
    const answer = await megan.say('do option 1');
    expect(answer.states[0]?.activity.text).toContain('cannot be done from here');
    expect(shown(await megan.say('how many Visio left'))).toContain('25');
  });

  test('of an older card does what that card says, whatever newer cards offer', async () => {
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const fix = actionsOf(cardOf(preview)).find((action) => action['title'] === 'Fix 10');
    await megan.execute(preview, 'fixes', { id: 1001, v: dataOf(fix).v });
    await megan.execute(preview, 'apply-fix', fix?.['data']);
    await eventually(() => shown(preview).includes('as simulated'), 'the fix to end');
    expect(shown(await megan.say('show Kiosk users'))).toContain('30 members');
  });

  test('a card of options is nothing that can be applied as a whole', async () => {
    const fixes = await megan.say('fix Marketing');
    const any = actionsOf(cardOf(fixes)).find((action) => action['verb'] === 'apply-fix');
    const { id, v } = dataOf(any);
    for (const verb of ['apply', 'ask-approval', 'dismiss']) {
      const answer = await stage.teams.personal(ISAIAH).execute(fixes, verb, { id, v });
      expect(answer.body?.type).toBe('application/vnd.microsoft.error');
    }
    expect(shown(await megan.say('show me the last 10 changes'))).not.toContain('Isaiah');
  });
});

function dataOf(action: Readonly<Record<string, unknown>> | undefined): { readonly id: number; readonly v: number } {
  if (action === undefined) throw new Error('no such button');
  return action['data'] as { id: number; v: number };
}

/** The value of a choice in a form, by its title. */
function choiceOf(card: unknown, title: string): string {
  const found = JSON.stringify(card).match(new RegExp(`\\{"title":"${title}","value":"([^"]+)"\\}`));
  if (found?.[1] === undefined) throw new Error(`no choice "${title}"`);
  return found[1];
}

describe('in the middle of a run', () => {
  test('what is asked for is foretold for its end, and applied', async () => {
    await stage.restart({ EMBEDDED_USERS_PER_SECOND: '250' });
    const first = await megan.say('assign E3 and EMS to HR Department without Yammer');
    await megan.press(first, 'Apply');
    const nestor = stage.teams.personal(NESTOR);
    const second = await nestor.say('turn Yammer on for HR Department');
    await quickClock.sleep(600);
    await nestor.press(second, 'Apply');
    await eventually(() => shown(second).includes('Finished'), 'the second change to end');
    expect(shown(await nestor.say('show HR Department'))).not.toContain('Off: Yammer');
  });
});

test('a search in the form finds people, and the form then knows whom it is about', async () => {
  const product = await megan.say('how many Power BI Pro left');
  const form = await megan.press(product, 'Assign');
  const search = actionsOf(form.body?.value).find((action) => action['title'] === 'Search');
  const found = await megan.execute(product, 'assign-search', { ...(search?.['data'] as object), query: 'adele' });
  const adele = actionsOf(found.body?.value).find((action) => String(action['title']).startsWith('Adele Vance'));
  const chosen = await megan.execute(product, 'assign-form', adele?.['data']);
  const preview = actionsOf(chosen.body?.value).find((action) => action['title'] === 'Preview');
  const previewed = await megan.execute(product, 'assign', preview?.['data']);
  expect(textOf(previewed.body?.value)).toContain('Adele Vance');
  await megan.say('yes');
  expect(await whereAdeleIs()).toContain('Power BI Pro');
});

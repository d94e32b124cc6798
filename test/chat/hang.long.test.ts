import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askedBy, COMMAND, pressReject, requestFor, titles } from './approval-stage.ts';
import { quickClock, quiet } from './quick-clock.ts';
import { Stage } from './stage.ts';
import { ALEX, actionsOf, type Chat, cardOf, eventually, MEGAN, NESTOR, type SentMessage } from './teams-client.ts';

/** A conversation whose connector takes a message and never answers, and everybody else. */

let stage: Stage;
let megan: Chat;
let nestor: Chat;
let alex: Chat;

beforeEach(async () => {
  stage = await Stage.open();
  [megan, nestor, alex] = [MEGAN, NESTOR, ALEX].map((who) => stage.teams.personal(who)) as [Chat, Chat, Chat];
});

afterEach(() => stage.close());

/** How long the bot takes to stop, by the clock that it waits by. */
async function stopsWithin(): Promise<number> {
  const since = quickClock.elapsedMs();
  await stage.stop();
  return quickClock.elapsedMs() - since;
}

describe('beside a conversation that does not answer', () => {
  test('every other approver is asked, decides and is answered, and the bot stops in time', async () => {
    await stage.start({});
    await nestor.say('help');
    await alex.say('help');
    const preview = await megan.say(COMMAND);
    stage.teams.hanging.add(nestor.id);
    await megan.press(preview, 'Ask for approval');
    const request = await requestFor(alex);
    stage.teams.hanging.add(megan.id);
    expect(await pressReject(alex, request, 'no budget')).toMatchObject({
      status: 200,
      body: { type: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(await stopsWithin()).toBeLessThan(10_000);
  });

  test('requests expire, and a start that has something to tell there comes to serving', async () => {
    await stage.start({ APPROVAL_TTL: '3s' });
    await nestor.say('help');
    const { request } = await askedBy(megan, nestor);
    stage.teams.hanging.add(megan.id);
    await eventually(() => !titles(request).includes('Approve'), 'the request to expire');
    await stage.restart({});
    expect((await nestor.send('help')).status).toBe(200);
  });
});

/** Presses it behind a message that the chat does not take for as long as a client waits. */
async function pressLate(chat: Chat, message: SentMessage, title: string): Promise<void> {
  const { calls } = stage.teams;
  const before = calls.length;
  stage.teams.hanging.add(chat.id);
  const said = chat.send('help');
  await eventually(() => calls.length > before, 'the answer to hang');
  const pressed = chat.press(message, title);
  quickClock.standsFor(pressed);
  expect(JSON.stringify((await pressed).body)).toContain('I am busy with others just now');
  stage.teams.hanging.delete(chat.id);
  await said;
}

const versionOn = (message: SentMessage, verb: string) =>
  actionsOf(cardOf(message)).find((action) => action['verb'] === verb)?.['data'];

test('what a press comes to that is answered before it is done shows on its card, edited once, a preview and a request too', async () => {
  await stage.start({});
  await nestor.say('help');
  const { request } = await askedBy(megan, nestor);
  const preview = await megan.say('assign EMS to Kiosk users');
  const other = await alex.say('remove Ann Beebe from Kiosk users');
  await alex.press(other, 'Apply');
  await pressLate(megan, preview, 'Apply');
  await pressLate(nestor, request, 'Approve');
  await eventually(() => preview.states.length > 1, 'the preview to go on');
  await eventually(() => request.states.length > 1, 'the request to go on');
  await quiet();
  expect(versionOn(preview, 'apply')).toMatchObject({ v: 2 });
  expect(versionOn(request, 'approve')).toMatchObject({ v: 3 });
  expect([preview.states.length, request.states.length]).toEqual([2, 2]);
}, 60_000);

test('a bot with nothing to wait for stops at once', async () => {
  await stage.start({});
  await megan.say('help');
  expect(await stopsWithin()).toBeLessThan(1_500);
});

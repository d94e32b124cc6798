import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { type Chat, cardOf, eventually, MEGAN, NESTOR, type SentMessage, textOf } from './teams-client.ts';

/** An outcome is simulated, and fixes are looked for, once for each state of the tenant: counted where the bot tells it. */

let stage: Stage;
let megan: Chat;

beforeEach(async () => {
  stage = await Stage.started();
  megan = stage.teams.personal(MEGAN);
  await megan.say('show HR Department');
});

afterEach(() => stage.close());

async function computed(): Promise<{ readonly simulations: number; readonly searches: number }> {
  const text = await (await fetch(`http://127.0.0.1:${stage.port}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  return { simulations: read('seatkeeper_simulations_total'), searches: read('seatkeeper_fix_searches_total') };
}

const shown = (message: SentMessage) => textOf(cardOf(message));

test('a sentence previewed and applied: simulated once, with one search before and one after', async () => {
  expect(await computed()).toEqual({ simulations: 0, searches: 0 });
  const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
  expect(await computed()).toEqual({ simulations: 1, searches: 1 });
  await megan.press(preview, 'Apply');
  await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
  await megan.press(preview, '5 more');
  await megan.say('who failed in HR Department');
  await megan.say('status of 1001');
  expect(await computed()).toEqual({ simulations: 1, searches: 2 });
});

test('a request asked, shown and approved: simulated once', async () => {
  const nestor = stage.teams.personal(NESTOR);
  await nestor.say('help');
  const before = await computed();
  const preview = await megan.say('remove E1 from Kiosk users');
  await megan.press(preview, 'Ask for approval');
  await eventually(() => nestor.messages.some((message) => shown(message).includes('asks')), 'the request');
  await nestor.say('approve 1001');
  await eventually(() => shown(preview).includes('Finished'), 'the end');
  const after = await computed();
  expect(after.simulations - before.simulations).toBe(1);
});

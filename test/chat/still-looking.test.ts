import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { post } from '../../src/chat/answer.ts';
import type { Message, Place } from '../../src/chat/chat.ts';
import type { Services } from '../../src/chat/services.ts';
import { tellWhoStillWaits, toldToWait } from '../../src/chat/still-looking.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { virtualClock } from '../engine/virtual-clock.ts';

/** The first look at a large tenant takes a while: one message says so, and becomes the answer. */

const LOOKING = 'Still looking: 100,000 people are here. The answer comes in this place.';
const place = { conversationId: 'chat of Ann' } as Place;
const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function stage(userCount = 100_000) {
  const dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-looking-'));
  const clock = virtualClock();
  const store = openStore(dataDir, { clock });
  ending.push(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const shown = new Map<string, string[]>();
  const services = {
    clock,
    clientClock: clock,
    store,
    log: () => undefined,
    directory: { tenant: { userCount } },
    places: { latest: async (known: Place) => known },
    chat: {
      async send(_: Place, { text }: Message) {
        shown.set(`message ${shown.size}`, [text]);
        return `message ${shown.size - 1}`;
      },
      async update(_: Place, messageId: string, { text }: Message) {
        const states = shown.get(messageId);
        states?.push(text);
        return states === undefined ? 'gone' : 'updated';
      },
    },
  } as unknown as Services;
  const turn = { place, language: 'en' } as const;
  /** As a message is answered, after so long. */
  async function asks(afterMs: number, answer = 'Here it is.') {
    const answering = clock.sleep(afterMs).then(() => answer);
    const told = toldToWait(services, turn, answering);
    for (let ms = 0; ms < Math.min(afterMs, 10_000); ms += 500) await clock.advance(500);
    const held = await told;
    return {
      held,
      answered: async () => post(services, place, [{ text: await answering }, { text: 'And more.' }], held),
    };
  }
  return { services, shown, asks };
}

test('an answer that is there soon is all that is said', async () => {
  const { asks, shown } = stage();
  const { answered } = await asks(1_500);
  await answered();
  expect([...shown.values()]).toEqual([['Here it is.'], ['And more.']]);
});

test('an answer that takes long is announced once, and takes the place of that', async () => {
  const { asks, shown, services } = stage();
  const { answered } = await asks(9_000);
  await answered();
  expect([...shown.values()]).toEqual([[LOOKING, 'Here it is.'], ['And more.']]);
  await tellWhoStillWaits(services);
  expect(shown.get('message 0')).toEqual([LOOKING, 'Here it is.']);
});

test('an answer whose announcement somebody has deleted is a message of its own', async () => {
  const { asks, shown } = stage();
  const { answered } = await asks(9_000);
  shown.delete('message 0');
  shown.set('another', []);
  await answered();
  expect([...shown.values()]).toEqual([[], ['Here it is.'], ['And more.']]);
});

test('where few people are nothing is announced', async () => {
  const { asks, shown } = stage(1_000);
  const { held } = await asks(9_000);
  expect([held, shown.size]).toEqual([undefined, 0]);
});

test('whoever waits for an answer that ended with its process hears of it at the next start, once', async () => {
  const { asks, shown, services } = stage();
  await asks(9_000);
  await tellWhoStillWaits(services);
  await tellWhoStillWaits(services);
  const fault = 'Something went wrong here. Nothing was lost; please say it again in a moment.';
  expect([...shown.values()]).toEqual([[LOOKING, fault]]);
});
